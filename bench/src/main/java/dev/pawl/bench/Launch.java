package dev.pawl.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One program while it is measured; what it prints goes to {@code bench.out} in its folder. */
final class Launch {
  /** A look for the peak costs some 0.1 ms: often at first, seldom in a long run. */
  private static final long SHORTEST_LOOK_MILLIS = 2;

  private static final long LONGEST_LOOK_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LINES_TOLD = 3;
  private static final int LONGEST_TOLD = 300;

  private final List<String> command;
  private final Path output;
  private final Instant startedAt = Instant.now();
  private final long began = System.nanoTime();
  private final Process process;
  private double seconds;
  private long peakKilobytes;

  private Launch(Path folder, List<String> command) throws IOException {
    this.command = command;
    output = folder.resolve("bench.out");
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectErrorStream(true)
            .start();
  }

  /**
   * Starts a program.
   *
   * @throws IOException if that is not possible
   */
  static Launch of(Path folder, List<String> command) throws IOException {
    return new Launch(folder, command);
  }

  /** Waits for its end; false if it has not come within the limit, counted from now. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!process.waitFor(untilNextLook(), TimeUnit.MILLISECONDS)) {
      look();
      if (System.nanoTime() > deadline) {
        return false;
      }
    }
    seconds = sinceStart();
    return true;
  }

  private long untilNextLook() {
    return Math.clamp((long) (sinceStart() * 50), SHORTEST_LOOK_MILLIS, LONGEST_LOOK_MILLIS);
  }

  private double sinceStart() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Asks it to end, as Ctrl+C would, and kills it when it does not. */
  void stop() throws InterruptedException {
    look();
    process.destroy();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  int exitCode() {
    return process.exitValue();
  }

  /** The moment before its start. */
  Instant startedAt() {
    return startedAt;
  }

  /** From its start to its end. */
  double seconds() {
    return seconds;
  }

  /** The most resident memory that its main process was seen with (VmHWM). */
  long peakKilobytes() {
    return peakKilobytes;
  }

  /**
   * What it prints until it ends.
   *
   * @throws IOException if it takes longer than that, or fails
   */
  List<String> printedWithin(Duration limit) throws IOException, InterruptedException {
    if (!awaitEnd(limit)) {
      stop();
      throw new IOException(command + " took longer than " + limit.toSeconds() + " s");
    }
    if (exitCode() != 0) {
      throw new IOException(command + " ended with " + exitCode() + ": " + lastWords());
    }
    return printed();
  }

  List<String> printed() throws IOException {
    return Files.readAllLines(output);
  }

  /** The end of what it has printed, as one short line. */
  String lastWords() throws IOException {
    List<String> lines = printed().stream().filter(line -> !line.isBlank()).toList();
    int from = Math.max(0, lines.size() - LINES_TOLD);
    String told = String.join(" / ", lines.subList(from, lines.size()));
    return told.length() > LONGEST_TOLD ? told.substring(0, LONGEST_TOLD) + "..." : told;
  }

  private void look() {
    peakKilobytes = Math.max(peakKilobytes, peakKilobytes(process.pid()));
  }

  /** The most that a process had resident; 0 when it is gone. */
  static long peakKilobytes(long pid) {
    return kilobytes(pid, "VmHWM:");
  }

  /** What a process has resident; 0 when it is gone. */
  static long residentKilobytes(long pid) {
    return kilobytes(pid, "VmRSS:");
  }

  private static long kilobytes(long pid, String key) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
