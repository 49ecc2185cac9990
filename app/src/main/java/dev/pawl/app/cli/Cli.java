package dev.pawl.app.cli;

import dev.pawl.line.DiskProblem;
import dev.pawl.model.Closest;
import dev.pawl.model.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the command line, calls the command, and turns whatever happens into an exit code. */
public final class Cli {
  private final Caller caller;
  private final Outputs outputs;

  private Cli(Caller caller) {
    this.caller = caller;
    this.outputs = new Outputs(caller.out().bytes(), caller.err().bytes());
  }

  /** Does what the arguments say and returns the exit code. Never throws. */
  public static int run(String[] arguments, Caller caller) {
    Cli cli = new Cli(caller);
    try {
      int code = cli.call(arguments);
      cli.outputs.out().flush();
      return code;
    } catch (Refusal refusal) {
      return cli.refuse(refusal);
    } catch (Outputs.Lost lost) {
      return cli.lost(lost);
    } catch (IOException | RuntimeException | Error e) {
      return cli.broken(e, List.of(arguments));
    }
  }

  private int call(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals(Candidates.COMMAND)) {
      List<String> words = List.of(arguments).subList(1, arguments.length);
      Candidates.write(words, caller, outputs.out());
      return ExitCode.FINE;
    }
    if (Rehearsal.isMeant(arguments)) {
      return Rehearsal.run(caller);
    }
    if (CoordinateCommand.isMeant(arguments)) {
      return CoordinateCommand.run(caller, arguments);
    }
    CommandLine line = commandLine(arguments);
    ParseResult root = parse(line, arguments);
    if (!root.hasSubcommand()) {
      return withoutCommand(root, line.getCommandSpec());
    }
    ParseResult parsed = root.subcommand();
    CommandSpec spec = parsed.commandSpec();
    Subcommand command = (Subcommand) spec.userObject();
    if (GlobalOptions.isSet(root, parsed, "-h")) {
      outputs.out().write(HelpPage.of(command, spec));
      return ExitCode.FINE;
    }
    GlobalOptions options = GlobalOptions.of(root, parsed, caller.folder());
    return command.run(new Call(parsed, options, caller, outputs));
  }

  private int withoutCommand(ParseResult root, CommandSpec spec) throws IOException {
    if (root.hasMatchedOption("-V")) {
      outputs.out().write("pawl " + caller.version() + "\n");
      return ExitCode.FINE;
    }
    if (root.hasMatchedOption("-h")) {
      outputs.out().write(HelpPage.of(spec));
      return ExitCode.FINE;
    }
    outputs.say(HelpPage.of(spec).stripTrailing());
    return ExitCode.USAGE;
  }

  /** The command line with those commands only whose names occur in the arguments. */
  static CommandLine commandLine(String... arguments) {
    CommandSpec root = CommandSpec.create().name("pawl");
    GlobalOptions.declare(root);
    root.addOption(
        CommandLine.Model.OptionSpec.builder("-V", "--version").type(boolean.class).build());
    for (String word : arguments) {
      if (!root.subcommands().containsKey(word)) {
        Commands.find(word).ifPresent(command -> root.addSubcommand(word, spec(word, command)));
      }
    }
    return new CommandLine(root)
        .setExpandAtFiles(false)
        .setAllowSubcommandsAsOptionParameters(true)
        .setInterpolateVariables(false);
  }

  private static CommandSpec spec(String name, Subcommand command) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
    command.declare(spec);
    return spec;
  }

  private static ParseResult parse(CommandLine line, String[] arguments) {
    try {
      return line.parseArgs(arguments);
    } catch (ParameterException e) {
      throw Refusal.usage(told(e));
    }
  }

  private static String told(ParameterException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    boolean top = spec.parent() == null;
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      if (word.startsWith("-") && word.length() > 1) {
        return (top ? "" : spec.name() + ": ")
            + "unknown option '"
            + word
            + "'"
            + meant(word, spec);
      }
      return top ? unknownCommand(word) : tooMany(word, spec);
    }
    String message = String.valueOf(e.getMessage());
    String text = Character.toLowerCase(message.charAt(0)) + message.substring(1);
    return (top ? "" : spec.name() + ": ") + text.lines().findFirst().orElse(text);
  }

  private static String tooMany(String word, CommandSpec spec) {
    List<PositionalParamSpec> arguments = spec.positionalParameters();
    String takes = arguments.isEmpty() ? "none" : "one " + arguments.getFirst().paramLabel();
    return spec.name() + ": '" + word + "' is one argument too many, it takes " + takes;
  }

  private static String meant(String word, CommandSpec spec) {
    String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    List<String> names = new ArrayList<>(spec.optionsMap().keySet());
    Optional<String> closest = Closest.to(name, names);
    return closest
        .map(option -> "; did you mean '" + option + "'?")
        .orElse("; see 'pawl " + (spec.parent() == null ? "" : spec.name() + " ") + "--help'");
  }

  static String unknownCommand(String word) {
    List<String> names = Commands.LISTED.stream().map(Commands.Entry::name).toList();
    return "unknown command '"
        + word
        + "'"
        + Closest.to(word, names)
            .map(name -> "; did you mean '" + name + "'?")
            .orElse("; see 'pawl --help'");
  }

  private int refuse(Refusal refusal) {
    try {
      outputs.out().flush();
    } catch (IOException gone) {
      // the refusal matters more
    }
    outputs.say(refusal.text());
    return refusal.exitCode();
  }

  /** A reader that has seen enough is no failure. */
  private int lost(Outputs.Lost lost) {
    if (lost.isClosed()) {
      return ExitCode.FINE;
    }
    outputs.say("pawl: stdout cannot be written: " + reason(lost));
    return ExitCode.BROKEN;
  }

  private static String reason(IOException e) {
    Throwable cause = e.getCause();
    return String.valueOf((cause == null ? e : cause).getMessage());
  }

  private int broken(Throwable e, List<String> arguments) {
    boolean verbose = arguments.contains("-v") || arguments.contains("--verbose");
    if (verbose) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      outputs.say("pawl: " + trace.toString().stripTrailing());
      return ExitCode.BROKEN;
    }
    outputs.say("pawl: " + inWords(e));
    return ExitCode.BROKEN;
  }

  /** What the disk refused has a sentence of its own; the rest is a bug. */
  private static String inWords(Throwable e) {
    return DiskProblem.behind(e).map(SafeText::shown).orElseGet(() -> e + " (-v shows where)");
  }
}
