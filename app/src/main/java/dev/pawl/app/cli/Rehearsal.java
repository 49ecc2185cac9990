package dev.pawl.app.cli;

import dev.pawl.line.DiskProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code pawl __rehearse}: carries out the commands that stdin has, one a line, in this process, so
 * that one start-up cache can hold what each of them loads. Called when the program is installed.
 */
final class Rehearsal {
  private static final String COMMAND = "__rehearse";

  private Rehearsal() {}

  static boolean isMeant(String[] arguments) {
    return List.of(arguments).equals(List.of(COMMAND));
  }

  /** What becomes of a command does not matter. */
  static int run(Caller caller) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Cli.run(line.split(" ", -1), caller);
    }
    DiskProblem.behind(new IOException("to be told when no jar can be opened"));
    return ExitCode.FINE;
  }
}
