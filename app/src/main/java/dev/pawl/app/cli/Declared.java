package dev.pawl.app.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Adds options and arguments to a command, in the order of its help. */
record Declared(CommandSpec spec) {
  /** An option without a value. */
  Declared flag(String about, String... names) {
    spec.addOption(
        OptionSpec.builder(names).type(boolean.class).arity("0").description(about).build());
    return this;
  }

  /** An option with a value; when it is given several times the last one counts. */
  Declared option(String label, String about, String... names) {
    return values(label, about, names);
  }

  /** An option that may be given several times. */
  Declared values(String label, String about, String... names) {
    spec.addOption(
        OptionSpec.builder(names)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .paramLabel(label)
            .description(about)
            .build());
    return this;
  }

  /** An argument that may be left out. */
  Declared argument(String label) {
    return argument(label, "0..1");
  }

  /** Any number of arguments. */
  Declared arguments(String label) {
    spec.addPositional(
        PositionalParamSpec.builder().paramLabel(label).arity("0..*").type(String[].class).build());
    return this;
  }

  /** An argument that must be there. */
  Declared required(String label) {
    return argument(label, "1");
  }

  private Declared argument(String label, String arity) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel(label)
            .index("0")
            .arity(arity)
            .type(String.class)
            .build());
    return this;
  }
}
