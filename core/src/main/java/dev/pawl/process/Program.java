package dev.pawl.process;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What is executed: nothing in it is expanded or split.
 *
 * @param argv the program and its arguments; a program without a slash is searched in the PATH of
 *     its own environment; one with a slash is relative to {@code dir}. Each at most 131,071 bytes.
 * @param environment what all processes of a run have in common, encoded once
 * @param variables this process's own variables, over {@code environment}, never changed once given
 *     away; {@link Scope#VARIABLE} is added by the spawn and must not be here
 * @param dir the working folder
 */
public record Program(
    List<String> argv, Environment environment, Map<String, String> variables, Path dir) {
  public Program {
    argv = List.copyOf(argv);
    variables = Collections.unmodifiableMap(variables);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("an empty argv");
    }
  }
}
