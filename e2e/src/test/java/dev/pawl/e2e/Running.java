package dev.pawl.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A started program: its outputs so far, signals to it, and its end. */
public final class Running implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Process process;
  private final Path out;
  private final Path err;

  Running(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What stdout holds by now; bytes that are no UTF-8 are replaced. */
  public String out() throws IOException {
    return new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
  }

  /** What stderr holds by now. */
  public String err() throws IOException {
    return new String(Files.readAllBytes(err), StandardCharsets.UTF_8);
  }

  /** Sends a signal to this very process: "INT", "TERM", "KILL". */
  public void signal(String name) {
    Live.signal(process.pid(), name);
  }

  /** Waits for the end; after a minute the program is killed and the test fails. */
  public Program.Result await() throws IOException, InterruptedException {
    if (!process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still ran after " + BOUND + "; " + out() + "; stderr: " + err());
    }
    return new Program.Result(process.exitValue(), out(), err());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    Files.delete(out);
    Files.delete(err);
  }
}
