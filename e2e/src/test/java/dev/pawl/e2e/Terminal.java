package dev.pawl.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program on a terminal, which script(1) gives it. */
public final class Terminal implements AutoCloseable {
  private final Process script;
  private final OutputStream keys;
  private final Path screen;

  /** Starts {@code pawl ARGUMENTS}; what it shows goes to a file. */
  public Terminal(Project project, Path screen, String... arguments) throws IOException {
    this(project, screen, "", List.of(arguments));
  }

  /** The same with more behind the command, for the shell. */
  public Terminal(Project project, Path screen, String rest, List<String> arguments)
      throws IOException {
    this.screen = screen;
    String command =
        "'" + String.join("' '", project.program().command(arguments.toArray(String[]::new))) + "'";
    // script(1) starts the command with $SHELL, and passes its exit code on.
    script =
        project
            .program()
            .with("SHELL", "/bin/bash")
            .builder(List.of("script", "-qec", command + rest, "/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile())
            .start();
    keys = script.getOutputStream();
  }

  /** Types on the keyboard. */
  public void type(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /** All that was ever on the screen. */
  public String shown() throws IOException {
    return Files.readString(screen);
  }

  /** The Java program below script(1). */
  public long programPid() {
    return script
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  /** Waits for the end; returns the exit code. */
  public int await() throws Exception {
    if (!script.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("still ran: " + shown());
    }
    return script.exitValue();
  }

  @Override
  public void close() throws Exception {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly().waitFor();
  }
}
