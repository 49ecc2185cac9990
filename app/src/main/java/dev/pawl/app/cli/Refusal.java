package dev.pawl.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ends a command with a message for the user and an exit code. Never a bug. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String text;

  private Refusal(int exitCode, String text) {
    super(text, null, false, false);
    this.exitCode = exitCode;
    this.text = text;
  }

  /** The command was called wrongly, or the configuration is wrong: exit code 2. */
  static Refusal usage(String message) {
    return new Refusal(ExitCode.USAGE, "pawl: " + message);
  }

  /** The same with what more there is to say, each in a line of its own. */
  static Refusal usage(Stream<String> lines) {
    return usage(lines.collect(Collectors.joining("\npawl: ")));
  }

  /** The configuration has problems, each told in a line of its own with its place: exit code 2. */
  static Refusal problems(List<String> lines) {
    return new Refusal(ExitCode.USAGE, String.join("\n", lines));
  }

  /** Something that must hold first does not: exit code 3. */
  static Refusal refused(String message) {
    return new Refusal(ExitCode.REFUSED, "pawl: " + message);
  }

  /** A record or the disk is broken: exit code 70. */
  static Refusal broken(String message) {
    return new Refusal(ExitCode.BROKEN, "pawl: " + message);
  }

  int exitCode() {
    return exitCode;
  }

  /** What the user reads. */
  String text() {
    return text;
  }
}
