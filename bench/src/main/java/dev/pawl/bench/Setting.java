package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where and how long everything is measured.
 *
 * @param pawl the launcher
 * @param work an empty folder
 * @param size how many jobs, items or steps a usual comparison has
 */
record Setting(String pawl, Path work, int rounds, int size) {
  /** The size for which the bounds were asked. */
  static final int USUAL_SIZE = 10_000;

  /** Without this many the layers of a graph would be empty. */
  static final int SMALLEST_SIZE = 100;

  /** Rounds of what is slow and asked for no median of five. */
  private static final int FEW = 3;

  static final String AT_A_TIME = "-j4";

  /** What Pawl does beyond what the fastest do. */
  static final String RECORDS =
      "what is done is recorded so that it survives a power loss, each job has a log of its own,"
          + " and there is a virtual machine to start";

  /** How many a large comparison has. */
  int large() {
    return 10 * size;
  }

  int few() {
    return Math.min(FEW, rounds);
  }

  Path folder(String name) throws IOException {
    return Files.createDirectories(work.resolve(name));
  }

  /** A run of the workflow in a folder. */
  Contender run(Path folder, String... options) {
    return new Contender("pawl", folder, command(options));
  }

  List<String> command(String... options) {
    return Stream.concat(Stream.of(pawl, "run", AT_A_TIME), Stream.of(options)).toList();
  }

  /** A number as it stands in a title: 10,000. */
  static String told(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
