package dev.pawl.app.cli;

import dev.pawl.model.Closest;
import dev.pawl.model.SafeText;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ParseResult;

/** A command as it was called: its arguments, the options of all commands, and the outputs. */
final class Call {
  private final ParseResult parsed;
  private final GlobalOptions options;
  private final Caller caller;
  private final Outputs outputs;

  Call(ParseResult parsed, GlobalOptions options, Caller caller, Outputs outputs) {
    this.parsed = parsed;
    this.options = options;
    this.caller = caller;
    this.outputs = outputs;
  }

  GlobalOptions options() {
    return options;
  }

  Caller caller() {
    return caller;
  }

  /** Buffered stdout; the caller of the command flushes it. */
  Writer out() {
    return outputs.out();
  }

  /** The same for values without quotes: on a terminal, what it would obey is shown instead. */
  Writer plainOut() {
    return caller.out().terminal() ? new SafeWriter(outputs.out()) : outputs.out();
  }

  /** Buffered stdout for the bytes of jobs: unchanged, but for a terminal made harmless. */
  OutputStream outBytes() {
    OutputStream bytes = outputs.bytes();
    return caller.out().terminal() ? new SafeBytes(bytes, colored(caller.out())) : bytes;
  }

  /** Says one thing on stderr, in one line. */
  void say(String text) {
    outputs.say(SafeText.shown(text));
  }

  boolean flag(String name) {
    return parsed.hasMatchedOption(name);
  }

  /** The options of the command itself that were given, by their first names. */
  List<String> given() {
    return parsed.matchedOptions().stream()
        .filter(option -> !option.inherited())
        .map(option -> option.names()[0])
        .toList();
  }

  /** All values of an option, as written. */
  List<String> values(String name) {
    return parsed.hasMatchedOption(name) ? parsed.matchedOption(name).stringValues() : List.of();
  }

  /** The value of an option; the last one counts. */
  Optional<String> value(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  /** The value of an option that counts something. */
  OptionalInt count(String name, int smallest) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= smallest) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw Refusal.usage(
        name + " " + text.get() + ": expected a whole number, " + smallest + " or more");
  }

  /** The value of an option that is one of a few words; empty when it is not given. */
  Optional<String> word(String name, List<String> words) {
    List<String> all = words(name, words, value(name).stream().toList());
    return all.stream().findFirst();
  }

  /** All values of an option that are each one of a few words. */
  List<String> allWords(String name, List<String> words) {
    return words(name, words, values(name));
  }

  private static List<String> words(String name, List<String> words, List<String> values) {
    for (String word : values) {
      if (!words.contains(word)) {
        throw Refusal.usage(name + " " + word + ": " + expected(word, words));
      }
    }
    return values;
  }

  private static String expected(String word, List<String> words) {
    return Closest.to(word, words)
        .map(meant -> "did you mean '" + meant + "'?")
        .orElse("expected one of " + String.join(", ", words));
  }

  /** The arguments that are no options; picocli names a list once for each part of it. */
  List<String> arguments() {
    List<String> found = new ArrayList<>();
    new LinkedHashSet<>(parsed.matchedPositionals())
        .forEach(one -> found.addAll(one.stringValues()));
    return found;
  }

  Optional<String> argument() {
    return arguments().stream().findFirst();
  }

  /** A path as a person reads it best: relative to the current folder where it lies below it. */
  String shown(Path path) {
    boolean below = path.startsWith(caller.folder()) && !path.equals(caller.folder());
    Path brief = below ? caller.folder().relativize(path) : path;
    return SafeText.shown(brief.toString());
  }

  /** What is shown to nobody: secrets of a workflow, of the caller, and of options like --env. */
  Secrets secrets(Workflow workflow, Map<String, String> options) {
    return Secrets.of(workflow, List.of(caller.environment(), options));
  }

  /** Whether what goes to a stream may be coloured. */
  boolean colored(Caller.Stream stream) {
    return switch (options.color()) {
      case "always" -> true;
      case "never" -> false;
      default ->
          stream.terminal()
              && caller.environment().getOrDefault("NO_COLOR", "").isEmpty()
              && !"dumb".equals(caller.environment().get("TERM"));
    };
  }
}
