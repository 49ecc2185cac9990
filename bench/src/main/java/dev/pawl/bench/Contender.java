package dev.pawl.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One program at one workload, with what was measured of it. */
final class Contender {
  private final String name;
  private final Path folder;
  private final List<String> command;
  private final List<Double> seconds = new ArrayList<>();
  private long peakKilobytes;

  /**
   * @param folder where it runs; what it leaves there ({@code .pawl}, {@code .ninja_log}) is
   *     removed before each round
   */
  Contender(String name, Path folder, String... command) {
    this.name = name;
    this.folder = folder;
    this.command = List.of(command);
  }

  String name() {
    return name;
  }

  List<Double> seconds() {
    return seconds;
  }

  /** The most resident memory that its main process had (VmHWM), kilobytes. */
  long peakKilobytes() {
    return peakKilobytes;
  }

  double median() {
    List<Double> sorted = seconds.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** One round: from the start of the program to its end. */
  void round() throws IOException, InterruptedException {
    clean(folder.resolve(".pawl"));
    clean(folder.resolve(".ninja_log"));
    File output = folder.resolve("bench.out").toFile();
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output)
            .redirectErrorStream(true)
            .start();
    while (process.isAlive()) {
      peakKilobytes = Math.max(peakKilobytes, peak(process.pid()));
      if (process.waitFor(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    seconds.add((System.nanoTime() - began) / 1e9);
    if (process.exitValue() != 0) {
      throw new IOException(
          name + " ended with " + process.exitValue() + ": " + Files.readString(output.toPath()));
    }
  }

  private static long peak(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  private static void clean(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> below = Files.walk(path)) {
        for (Path one : below.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
  }
}
