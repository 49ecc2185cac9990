package dev.pawl.model;

import java.util.List;
import java.util.Map;

/**
 * How the command of a job is started.
 *
 * @param command the text or texts
 * @param shell the program and options that take the text as their last argument
 * @param dir the working folder, relative to the project and inside it; "." is the project
 * @param env the job's own variables ({@code defaults.env} below {@code env}), literal, file order
 */
public record Script(Command command, List<String> shell, String dir, Map<String, String> env) {
  /** The shell when none is named: a block stops at its first failing command. */
  public static final List<String> DEFAULT_SHELL = List.of("sh", "-ec");

  public Script {
    shell = List.copyOf(shell);
    env = Ordered.map(env);
  }

  /** A script with every default. */
  public static Script of(String text) {
    return new Script(new Command.Everywhere(text), DEFAULT_SHELL, ".", Map.of());
  }
}
