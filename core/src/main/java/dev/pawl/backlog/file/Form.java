package dev.pawl.backlog.file;

import dev.pawl.backlog.file.Value.Bare;
import dev.pawl.backlog.file.Value.Fields;
import dev.pawl.backlog.file.Value.Listing;
import dev.pawl.backlog.file.Value.Text;
import dev.pawl.backlog.file.Value.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How new values are written into a file.
 *
 * @param lineEnd of the file
 * @param json whether keys and texts are in double quotes, as they are in JSON
 */
record Form(String lineEnd, boolean json) {
  /** Longer maps are written in block style, in columns. */
  private static final int WIDTH = 100;

  /** By what it begins with: line ends, and whether its first key is in quotes. */
  static Form of(String text) {
    int line = text.indexOf('\n');
    boolean windows = line > 0 && text.charAt(line - 1) == '\r';
    return new Form(windows ? "\r\n" : "\n", text.stripLeading().startsWith("{\""));
  }

  /**
   * A value after its key or dash.
   *
   * @param inline on the same line; "" when nothing
   * @param below the lines after it, indented, without ends
   */
  record Written(String inline, List<String> below) {}

  /** On one line, also inside of braces and brackets. */
  String flow(Value value) {
    return switch (value) {
      case Text(String text) -> json ? ScalarText.quoted(text) : ScalarText.inline(text, true);
      case Word(String text) -> json ? ScalarText.quoted(text) : text;
      case Bare(String text) -> text.isEmpty() ? "null" : text;
      case Listing(List<Value> entries) ->
          entries.stream().map(this::flow).collect(Collectors.joining(", ", "[", "]"));
      case Fields(Map<String, Value> fields) ->
          fields.isEmpty()
              ? "{}"
              : fields.entrySet().stream()
                  .map(field -> entry(field.getKey(), field.getValue()))
                  .collect(Collectors.joining(", ", json ? "{" : "{ ", json ? "}" : " }"));
    };
  }

  /** A key with its value on one line. */
  String entry(String key, Value value) {
    return key(key) + ": " + flow(value);
  }

  /**
   * After a key of a map in block style, or after a dash.
   *
   * @param column where the key stands, or what follows the dash
   */
  Written block(Value value, int column) {
    return switch (value) {
      case Text(String text) -> text(text, column);
      case Fields(Map<String, Value> fields) when isLong(fields, column) ->
          new Written("", lines(fields, column + 2));
      case Listing(List<Value> entries) when !entries.isEmpty() && isItems(entries) ->
          new Written("", entries.stream().flatMap(item -> item(item, column + 2)).toList());
      default -> new Written(flow(value), List.of());
    };
  }

  private static boolean isItems(List<Value> entries) {
    return entries.stream().allMatch(Fields.class::isInstance);
  }

  private Stream<String> item(Value item, int dash) {
    return item instanceof Fields(Map<String, Value> fields)
        ? item(fields, dash).stream()
        : Stream.empty();
  }

  /** The lines of a map in block style, indented. */
  List<String> lines(Map<String, Value> fields, int column) {
    List<String> lines = new ArrayList<>();
    fields.forEach((key, value) -> lines.addAll(lines(key, value, column)));
    return lines;
  }

  /** The lines of an entry of such a map. */
  List<String> lines(String key, Value value, int column) {
    Written written = block(value, column);
    List<String> lines = new ArrayList<>();
    String colon = written.inline().isEmpty() ? ":" : ": ";
    lines.add(" ".repeat(column) + key(key) + colon + written.inline());
    lines.addAll(written.below());
    return lines;
  }

  /** The lines of a map as an entry of a list in block style. */
  List<String> item(Map<String, Value> fields, int dash) {
    List<String> lines = new ArrayList<>(lines(fields, dash + 2));
    lines.set(0, " ".repeat(dash) + "- " + lines.getFirst().stripLeading());
    return lines;
  }

  /** Lines with their ends. */
  String ended(List<String> lines) {
    return lines.stream().map(line -> line + lineEnd).collect(Collectors.joining());
  }

  /** Whether a text of several lines is among them, so that they would be hard to read in flow. */
  static boolean hasLines(Map<String, Value> fields) {
    return fields.values().stream()
        .anyMatch(value ->
            value instanceof Text(String text) && text.indexOf('\n') >= 0
                || value instanceof Fields(Map<String, Value> inner) && hasLines(inner));
  }

  private boolean isLong(Map<String, Value> fields, int column) {
    return !fields.isEmpty()
        && (hasLines(fields) || column + flow(new Fields(fields)).length() > WIDTH);
  }

  private Written text(String text, int column) {
    Optional<List<String>> lines = ScalarText.lines(text);
    if (lines.isEmpty()) {
      return new Written(ScalarText.inline(text, false), List.of());
    }
    String indent = " ".repeat(column + 2);
    List<String> below =
        lines.get().stream().map(line -> line.isEmpty() ? "" : indent + line).toList();
    return new Written(ScalarText.bar(text), below);
  }

  private String key(String key) {
    return json ? ScalarText.quoted(key) : ScalarText.inline(key, true);
  }
}
