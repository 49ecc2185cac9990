package dev.pawl.app.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help of the program and of each command: short, with one example. */
final class HelpPage {
  private static final int GAP = 2;

  private final StringBuilder text = new StringBuilder();

  private HelpPage() {}

  /** A row of a list: a name and what it is. */
  private record Row(String name, String about) {}

  /** The help of the program. */
  static String of(CommandSpec root) {
    HelpPage page = new HelpPage();
    page.text.append("Pawl runs work that never slips back.\n\nUsage: pawl [OPTIONS] COMMAND\n");
    page.section(
        "Commands",
        Commands.LISTED.stream().map(entry -> new Row(entry.name(), entry.summary())).toList());
    page.section("Options of every command", options(root));
    page.text.append("\n'pawl COMMAND --help' says more about a command.\n");
    return page.text.toString();
  }

  /** The help of one command. */
  static String of(Subcommand command, CommandSpec spec) {
    HelpPage page = new HelpPage();
    page.text.append(Commands.summary(spec.name())).append(".\n\nUsage: pawl ");
    page.text.append(command.synopsis()).append('\n');
    page.section("Options", options(spec));
    page.text.append("\nExample:\n  ").append(command.example()).append('\n');
    page.text.append("\n'pawl --help' lists the options of every command.\n");
    return page.text.toString();
  }

  private static List<Row> options(CommandSpec spec) {
    List<Row> rows = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      if (!option.inherited() && !String.join("", option.description()).isEmpty()) {
        rows.add(new Row(names(option), String.join(" ", option.description())));
      }
    }
    return rows;
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    String shown = names.startsWith("--") ? "    " + names : names;
    return option.arity().max() == 0 ? shown : shown + " " + option.paramLabel();
  }

  private void section(String title, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0) + GAP;
    text.append('\n').append(title).append(":\n");
    for (Row row : rows) {
      text.append("  ").append(row.name()).repeat(' ', width - row.name().length());
      text.append(row.about()).append('\n');
    }
  }
}
