package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A list of items, a number per line, and the programs that run a shell with `true` for each. */
record ItemFile(Path folder, List<String> items) {
  static final String NAME = "items";

  static ItemFile write(Path folder, int size) throws IOException {
    List<String> items = IntStream.rangeClosed(1, size).mapToObj(Integer::toString).toList();
    Files.write(folder.resolve(NAME), items);
    return new ItemFile(folder, items);
  }

  Contender xargs() {
    return Contender.of(Tool.XARGS, folder, "-a", NAME, "-P4", "-n1", "sh", "-c", "true");
  }

  /** It starts a shell by itself; the item is behind the sign of a comment. */
  Contender parallel(String... options) {
    Stream<String> all = Stream.concat(Stream.of(options), Stream.of("-j4", "-a", NAME, "true #"));
    return Contender.of(Tool.PARALLEL, folder, all.toArray(String[]::new));
  }
}
