package dev.pawl.app.cli;

import dev.pawl.model.SafeText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ends a command with a message for the user and an exit code. Never a bug. A line of it may quote
 * anything: it stays one line, and steers no terminal.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Stands before each line. */
  private static final String SAYS = "pawl: ";

  private final int exitCode;
  private final String text;

  private Refusal(int exitCode, String front, Stream<String> lines) {
    this(
        exitCode,
        lines.map(line -> front + SafeText.shown(line)).collect(Collectors.joining("\n")));
  }

  private Refusal(int exitCode, String text) {
    super(text, null, false, false);
    this.exitCode = exitCode;
    this.text = text;
  }

  /** The command was called wrongly, or the configuration is wrong: exit code 2. */
  static Refusal usage(String message) {
    return usage(Stream.of(message));
  }

  /** The same with what more there is to say, each in a line of its own. */
  static Refusal usage(Stream<String> lines) {
    return new Refusal(ExitCode.USAGE, SAYS, lines);
  }

  /** The configuration has problems, each told in a line of its own with its place: exit code 2. */
  static Refusal problems(List<String> lines) {
    return new Refusal(ExitCode.USAGE, "", lines.stream());
  }

  /** Something that must hold first does not: exit code 3. */
  static Refusal refused(String message) {
    return refused(Stream.of(message));
  }

  /** The same with what more there is to say, each in a line of its own. */
  static Refusal refused(Stream<String> lines) {
    return new Refusal(ExitCode.REFUSED, SAYS, lines);
  }

  /** A record or the disk is broken: exit code 70. */
  static Refusal broken(String message) {
    return new Refusal(ExitCode.BROKEN, SAYS, Stream.of(message));
  }

  int exitCode() {
    return exitCode;
  }

  /** What the user reads. */
  String text() {
    return text;
  }
}
