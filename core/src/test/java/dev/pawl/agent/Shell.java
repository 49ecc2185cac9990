package dev.pawl.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a shell text as a job runs it: {@code sh -ec TEXT}, stdin from /dev/null, both outputs in
 * one log.
 */
final class Shell {
  private Shell() {}

  /**
   * How it ended.
   *
   * @param stopped whether it took longer than the limit
   */
  record Ended(int code, boolean stopped, String log) {}

  static Ended run(String text, Path folder, Map<String, String> variables, Duration limit)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("job", ".log");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-ec", text)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    boolean stopped = !process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (stopped) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    int code = process.waitFor();
    String printed = Files.readString(log);
    Files.delete(log);
    return new Ended(code, stopped, printed);
  }

  /** Makes a program of a shell text. */
  static Path program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
