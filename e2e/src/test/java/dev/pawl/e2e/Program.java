package dev.pawl.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program, started as a user starts it. Standard input is empty; the outputs go to
 * files, so that a job which outlives the program cannot hold the test.
 */
final class Program {
  private static final Path LAUNCHER = Path.of(System.getProperty("pawl.home"), "bin", "pawl");
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Path folder;

  private Program(Path folder) {
    this.folder = folder;
  }

  /** The program, to be started in this folder. */
  static Program in(Path folder) {
    return new Program(folder);
  }

  /** What a finished program left behind. */
  record Result(int exit, String out, String err) {}

  /** Runs to the end; a program that takes longer than a minute is killed and fails the test. */
  Result run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("pawl-e2e", ".out");
    Path err = Files.createTempFile("pawl-e2e", ".err");
    try {
      Process process = start(out, err, arguments);
      if (!process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            "pawl %s still ran after %s; stdout: %s; stderr: %s"
                .formatted(
                    List.of(arguments), BOUND, Files.readString(out), Files.readString(err)));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts and returns at once; the process id is the program's own, for signals. */
  Process start(Path out, Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }
}
