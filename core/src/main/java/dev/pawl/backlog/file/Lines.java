package dev.pawl.backlog.file;

import java.util.regex.Pattern;

/** The lines of a text, by offsets. Lines end with a line feed, before which a return may stand. */
final class Lines {
  /** A block of text that keeps the empty lines after it. */
  private static final Pattern KEEPS = Pattern.compile("[|>][1-9]?\\+");

  private Lines() {}

  /** Where the line begins in which {@code at} is. */
  static int start(String text, int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  /** Where the next line begins, or the end of the text. */
  static int next(String text, int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end + 1;
  }

  /** How far {@code at} is from the beginning of its line. */
  static int column(String text, int at) {
    return at - start(text, at);
  }

  /** The number of spaces at the beginning of a line. */
  static int indent(String text, int line) {
    int at = line;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at - line;
  }

  static boolean isBlank(String text, int line) {
    int at = line + indent(text, line);
    return at == text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }

  static boolean isComment(String text, int line) {
    int at = line + indent(text, line);
    return at < text.length() && text.charAt(at) == '#';
  }

  /**
   * Where what belongs to an entry ends: after its last line, comments that stand deeper than the
   * entry included, but not empty lines and comments between it and the next one.
   *
   * @param from where the entry's first line begins
   * @param limit where the next one's begins
   * @param column of the key or dash of the entry
   */
  static int ownEnd(String text, int from, int limit, int column) {
    int end = limit;
    for (int line = lastLine(text, limit); line > from; line = lastLine(text, line)) {
      boolean between =
          isBlank(text, line) || isComment(text, line) && indent(text, line) <= column;
      if (!between) {
        break;
      }
      end = line;
    }
    boolean keeps = end < limit && KEEPS.matcher(text).region(from, end).find();
    while (keeps && end < limit && isBlank(text, end)) {
      end = next(text, end);
    }
    return end;
  }

  /** Where the comments begin that stand directly above a line and not deeper than a column. */
  static int commentStart(String text, int line, int column) {
    int start = line;
    while (start > 0) {
      int above = lastLine(text, start);
      if (!isComment(text, above) || indent(text, above) > column) {
        break;
      }
      start = above;
    }
    return start;
  }

  /** After the empty lines that begin here. */
  static int afterBlank(String text, int line) {
    int at = line;
    while (at < text.length() && isBlank(text, at)) {
      at = next(text, at);
    }
    return at;
  }

  /** Before the empty lines that end here. */
  static int beforeBlank(String text, int line) {
    int at = line;
    while (at > 0 && isBlank(text, lastLine(text, at))) {
      at = lastLine(text, at);
    }
    return at;
  }

  /** Where the last line begins of what stands before a line. */
  private static int lastLine(String text, int line) {
    return line == 0 ? 0 : text.lastIndexOf('\n', line - 2) + 1;
  }
}
