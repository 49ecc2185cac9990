package dev.pawl.app.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pawl help [COMMAND]}: the same as {@code --help}. */
final class HelpCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "help [COMMAND]";
  }

  @Override
  public String example() {
    return "pawl help run";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec).argument("COMMAND");
  }

  @Override
  public int run(Call call) throws IOException {
    Optional<String> name = call.argument();
    CommandSpec root = Cli.commandLine(name.orElse("help")).getCommandSpec();
    if (name.isEmpty()) {
      call.out().write(HelpPage.of(root));
      return ExitCode.FINE;
    }
    CommandLine line = root.subcommands().get(name.get());
    if (line == null) {
      throw Refusal.usage(Cli.unknownCommand(name.get()));
    }
    CommandSpec spec = line.getCommandSpec();
    call.out().write(HelpPage.of((Subcommand) spec.userObject(), spec));
    return ExitCode.FINE;
  }
}
