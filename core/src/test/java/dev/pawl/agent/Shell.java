package dev.pawl.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs a shell text as a job runs it: {@code sh -ec TEXT}, stdin from /dev/null, both outputs in
 * one log. It sees the variables that it is given and no others.
 */
final class Shell {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int POLL_MILLIS = 100;

  private final Path folder;
  private final Path log;
  private final Map<String, String> variables;

  Shell(Path folder, Path log, Map<String, String> variables) {
    this.folder = folder;
    this.log = log;
    this.variables = variables;
  }

  /**
   * How it ended.
   *
   * @param stopped whether it was stopped: nobody needed it any longer, or it took too long
   */
  record Ended(int code, boolean stopped, String log) {}

  /** Runs to the end. */
  Ended run(String text) throws IOException, InterruptedException {
    return runUntil(text, () -> false);
  }

  /** Runs to the end, or until there is enough. */
  Ended runUntil(String text, BooleanSupplier enough) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-ec", text)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    Process process = builder.start();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    boolean ended = false;
    boolean given = false;
    while (!ended && !given) {
      ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
      given = !ended && (enough.getAsBoolean() || System.nanoTime() > deadline);
    }
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Ended(process.waitFor(), !ended, Files.readString(log));
  }

  /** Makes a program of a shell text. */
  static Path program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
