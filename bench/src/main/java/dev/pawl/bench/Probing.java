package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program of this package has told, by name: a name and a figure per line. It has a JVM of
 * its own, with the options of the launcher.
 */
final class Probing {
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xms16m",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED");

  private final Class<?> program;
  private final Map<String, Sample> figures = new HashMap<>();

  Probing(Class<?> program) {
    this.program = program;
  }

  /** Adds what it tells of a folder. */
  Probing run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    for (String line : Launch.of(folder, command).printedWithin(LONGEST)) {
      String[] words = line.split(" ");
      figures.computeIfAbsent(words[0], name -> new Sample()).add(Double.parseDouble(words[1]));
    }
    return this;
  }

  Figure median(String name) {
    return figures.getOrDefault(name, new Sample()).median();
  }

  String median(String name, String form) {
    return median(name).in(form);
  }

  String all(String name) {
    return figures.getOrDefault(name, new Sample()).allSeconds();
  }
}
