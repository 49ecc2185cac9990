package dev.pawl.e2e.fault;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * strace(1), attached to all threads of one process. It sees the calls on some files only, and lets
 * go of a child as soon as that becomes another program.
 */
final class Tracer implements AutoCloseable {
  private final Process process;
  private final Path trace;

  private Tracer(Process process, Path trace) {
    this.process = process;
    this.trace = trace;
  }

  /**
   * Attaches to a process that does nothing at this moment; it is attached when this returns.
   *
   * @param trace the file that is to be written; a second one beside it takes what strace says
   */
  static Tracer attach(long pid, List<Path> files, List<String> options, Path trace)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-bexecve", "-o" + trace));
    command.add("-p" + pid);
    files.forEach(file -> command.add("-P" + file));
    command.addAll(options);
    Path said = Path.of(trace + ".said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    Tracer tracer = new Tracer(process, trace);
    Eventually.holds(
        () -> "strace does not attach: " + text(said),
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("strace has ended: " + text(said));
          }
          return text(said).contains(" attached");
        });
    return tracer;
  }

  /** What it has seen by now. */
  String seen() {
    return text(trace);
  }

  /** Lets go of the process. */
  void detach() throws InterruptedException {
    Live.signal(process.pid(), "TERM");
    close();
  }

  /** Waits for its end, which follows that of the process. */
  @Override
  public void close() throws InterruptedException {
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
