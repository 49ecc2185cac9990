package dev.pawl.app.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command of a later version: says so, whatever its arguments. */
final class LaterCommand implements Subcommand {
  private final String name;

  LaterCommand(String name) {
    this.name = name;
  }

  @Override
  public String synopsis() {
    return name;
  }

  @Override
  public String example() {
    return "";
  }

  @Override
  public void declare(CommandSpec spec) {
    spec.parser().unmatchedOptionsArePositionalParams(true);
    spec.addPositional(
        PositionalParamSpec.builder().arity("0..*").type(String[].class).paramLabel("ARG").build());
  }

  @Override
  public int run(Call call) {
    throw Refusal.usage("'" + name + "' is not yet supported in this version");
  }
}
