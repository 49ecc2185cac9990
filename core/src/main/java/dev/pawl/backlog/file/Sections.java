package dev.pawl.backlog.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a file in block style, cut between its items, so that one of them can be read and
 * changed without the others:
 *
 * <pre>
 * schema_version: 4        head
 * items:
 *   # about the first
 *   - id: WRK-001          items[0], to the line before the next dash
 *     title: T
 *
 *   # about the second
 *   - id: WRK-002          items[1]
 *     title: U
 * x-other: y               tail
 * </pre>
 *
 * <p>A line with a dash in the column of the first one begins an item: what YAML lets stand to the
 * left of that is either a comment or the continuation of a text in quotes or of a collection in
 * braces or brackets. Such a one is cut in two, its first part cannot be read then, and whoever
 * reads the parts sees that the text must be read as a whole.
 *
 * @param dash the column of the dashes, from 0
 */
record Sections(String head, List<String> items, String tail, int dash) {
  private static final String ITEMS = Keys.ITEMS + ":";

  Sections {
    items = List.copyOf(items);
  }

  /** Cuts a text; empty when it has no items in block style. */
  static Optional<Sections> of(String text) {
    int first = firstDash(text);
    if (first < 0) {
      return Optional.empty();
    }
    int dash = Lines.indent(text, first);
    List<String> items = new ArrayList<>();
    int start = first;
    int line = Lines.next(text, first);
    while (line < text.length() && !ends(text, line, dash)) {
      if (isDash(text, line, dash)) {
        items.add(text.substring(start, line));
        start = line;
      }
      line = Lines.next(text, line);
    }
    items.add(text.substring(start, line));
    return Optional.of(new Sections(text.substring(0, first), items, text.substring(line), dash));
  }

  /** The line of the first dash below {@code items:}; -1 when there is none. */
  private static int firstDash(String text) {
    int line = 0;
    while (line < text.length() && !isItemsKey(text, line)) {
      line = Lines.next(text, line);
    }
    line = Lines.next(text, line);
    while (line < text.length() && (Lines.isBlank(text, line) || Lines.isComment(text, line))) {
      line = Lines.next(text, line);
    }
    return line < text.length() && isDash(text, line, Lines.indent(text, line)) ? line : -1;
  }

  private static boolean isItemsKey(String text, int line) {
    if (!text.startsWith(ITEMS, line)) {
      return false;
    }
    int at = line + ITEMS.length();
    int rest = at + Lines.indent(text, at);
    boolean comment = rest > at && rest < text.length() && text.charAt(rest) == '#';
    return comment || Lines.isBlank(text, at);
  }

  private static boolean isDash(String text, int line, int column) {
    int at = line + column;
    if (Lines.indent(text, line) != column || at >= text.length() || text.charAt(at) != '-') {
      return false;
    }
    return at + 1 == text.length() || " \r\n".indexOf(text.charAt(at + 1)) >= 0;
  }

  /** Whether a line goes on with what follows the list. */
  private static boolean ends(String text, int line, int dash) {
    int indent = Lines.indent(text, line);
    boolean left = indent < dash || indent == 0 && !isDash(text, line, dash);
    return left && !Lines.isBlank(text, line) && !Lines.isComment(text, line);
  }

  /** What stands beside the items, every line where it stands in the file. */
  String root() {
    int lines = items.stream().mapToInt(Sections::lines).sum();
    return head + "\n".repeat(lines) + tail;
  }

  /** The whole text. */
  String text() {
    StringBuilder text = new StringBuilder(length());
    text.append(head);
    items.forEach(text::append);
    return text.append(tail).toString();
  }

  /** The same in parts. */
  List<String> parts() {
    List<String> parts = new ArrayList<>(items.size() + 2);
    parts.add(head);
    parts.addAll(items);
    parts.add(tail);
    return parts;
  }

  private int length() {
    return head.length() + tail.length() + items.stream().mapToInt(String::length).sum();
  }

  /** The number of line ends. */
  static int lines(String text) {
    int lines = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      lines++;
    }
    return lines;
  }
}
