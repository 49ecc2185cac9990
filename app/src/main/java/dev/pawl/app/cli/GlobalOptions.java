package dev.pawl.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The options that every command takes, before or after its name.
 *
 * @param folder where the search for the project begins, absolute
 * @param config the configuration file, if it is named; its folder is the project
 * @param quiet only failures are told
 * @param verbose everything is told, stack traces too
 * @param color when colours are used: {@code auto}, {@code always} or {@code never}
 */
record GlobalOptions(
    Path folder, Optional<Path> config, boolean quiet, boolean verbose, String color) {
  static final List<String> COLOR = List.of("auto", "always", "never");

  static void declare(CommandSpec spec) {
    spec.addOption(option("-C", "DIR", "Look for the project from this folder upward"));
    spec.addOption(option("--config", "FILE", "The configuration; its folder is the project"));
    spec.addOption(flag("Tell failures only", "-q", "--quiet"));
    spec.addOption(flag("Tell everything, also where a fault comes from", "-v", "--verbose"));
    spec.addOption(option("--color", "WHEN", "Colours: auto, always or never"));
    spec.addOption(flag("Show this help", "-h", "--help"));
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .scopeType(ScopeType.INHERIT)
        .build();
  }

  private static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .arity("0")
        .description(description)
        .scopeType(ScopeType.INHERIT)
        .build();
  }

  /** The options as given before or after the command's name; the one nearer to it wins. */
  static GlobalOptions of(ParseResult root, ParseResult command, Path current) {
    String color = value(root, command, "--color").orElse("auto");
    if (!COLOR.contains(color)) {
      throw Refusal.usage("--color " + color + ": expected auto, always or never");
    }
    Path folder = value(root, command, "-C").map(current::resolve).orElse(current).normalize();
    return new GlobalOptions(
        folder,
        value(root, command, "--config").map(folder::resolve).map(Path::normalize),
        isSet(root, command, "-q"),
        isSet(root, command, "-v"),
        color);
  }

  static boolean isSet(ParseResult root, ParseResult command, String name) {
    return command.hasMatchedOption(name) || root.hasMatchedOption(name);
  }

  private static Optional<String> value(ParseResult root, ParseResult command, String name) {
    ParseResult place = command.hasMatchedOption(name) ? command : root;
    return place.hasMatchedOption(name)
        ? Optional.of(place.matchedOption(name).stringValues().getLast())
        : Optional.empty();
  }
}
