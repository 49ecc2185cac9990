package dev.pawl.app.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** One command: what it takes, how its help reads, and what it does. */
interface Subcommand {
  /** How it is called, after {@code pawl}: {@code run [WORKFLOW] [OPTIONS]}. */
  String synopsis();

  /** One call that is worth copying. */
  String example();

  /** Adds what it takes. */
  default void declare(CommandSpec spec) {}

  /** The values that one of its options may have, where they are few. */
  default List<String> words(String option) {
    return List.of();
  }

  /** Does it; returns the exit code. */
  int run(Call call) throws IOException;
}
