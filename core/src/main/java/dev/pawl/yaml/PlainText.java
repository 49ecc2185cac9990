package dev.pawl.yaml;

import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a text of {@link PlainYaml}, and what can stand on one line there. Between two calls
 * it is at the beginning of something, at the end of a line, or at the end of the text.
 */
final class PlainText {
  /** YAML wants an implicit key within 1024 characters. */
  private static final int LONGEST_KEY = 500;

  private static final int DEEPEST_FLOW = 20;

  private final String text;

  /** The same when each character is one byte: quicker to look at before it is compiled. */
  private final byte @Nullable [] ascii;

  private int at;
  private int line = 1;
  private int lineStart;
  private int content = -1;
  private int flowDepth;

  PlainText(String text) {
    this.text = text;
    this.ascii = ascii(text);
  }

  private static byte @Nullable [] ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length == text.length() ? bytes : null;
  }

  /** Not in the part of YAML that is read here. */
  @SuppressWarnings("serial")
  static final class Beyond extends Exception {
    static final Beyond SUBSET = new Beyond();

    private Beyond() {
      super("beyond the plain part of YAML", null, false, false);
    }
  }

  /** Whether all characters are printable, one column wide for the library, and no tab. */
  boolean isPrintable() {
    return ascii != null ? isPrintable(ascii) : isPrintable(text);
  }

  private static boolean isPrintable(byte[] ascii) {
    for (byte c : ascii) {
      if (c < ' ' && c != '\n' || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ascii = c >= ' ' && c < 0x7f || c == '\n';
      boolean letter = c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029;
      if (!ascii && !letter) {
        return false;
      }
    }
    return true;
  }

  int line() {
    return line;
  }

  int column() {
    return at - lineStart + 1;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /**
   * Goes to the next line that is neither empty nor a comment, or stays at the beginning of one;
   * what is left of a line in which something was taken must be empty too.
   *
   * @return the column of its first character, from 0; -1 at the end of the text
   */
  int nextContent() throws Beyond {
    while (at < text.length()) {
      if (at == content) {
        return at - lineStart;
      }
      int start = at;
      skipSpaces();
      char c = peek();
      if (c == '#' && (at == lineStart || text.charAt(at - 1) == ' ')) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        c = peek();
      } else if (c != '\n' && at < text.length()) {
        if (start != lineStart) {
          throw Beyond.SUBSET;
        }
        content = at;
        return at - lineStart;
      }
      if (c == '\n') {
        newLine();
      }
    }
    return -1;
  }

  /** Whether an entry of a list begins here. */
  boolean isDash() {
    return peek() == '-' && charAt(at + 1) == ' ';
  }

  /** Takes the dash and the spaces after it. */
  void dash() {
    at++;
    skipSpaces();
  }

  /** Whether a literal block begins here. */
  boolean isBar() {
    return peek() == '|';
  }

  /** Whether nothing but a comment is left of this line. */
  boolean isLineEnd() {
    char c = peek();
    return c == '\n' || at >= text.length() || c == '#' && text.charAt(at - 1) == ' ';
  }

  /** A value that is not there; it stands right after the colon. */
  Scalar nothing() {
    int colon = at;
    while (text.charAt(colon - 1) != ':') {
      colon--;
    }
    return new Scalar(line, colon - lineStart + 1, "", true);
  }

  /** Whether a key with its colon is next. */
  boolean isKey() {
    int end = keyEnd();
    return end > at && charAt(end) == ':' && isBreak(charAt(end + 1));
  }

  /** Takes a key, its colon and the spaces after it. */
  Scalar key() throws Beyond {
    if (!isKey()) {
      throw Beyond.SUBSET;
    }
    int end = keyEnd();
    Scalar key = new Scalar(line, column(), text.substring(at, end), true);
    at = end + 1;
    skipSpaces();
    return key;
  }

  private int keyEnd() {
    int end = at;
    while (isWord(charAt(end)) || end > at && "-./".indexOf(charAt(end)) >= 0) {
      end++;
    }
    return end - at > LONGEST_KEY ? at : end;
  }

  /** Takes a value that ends on this line, and nothing but a comment may follow. */
  Node inline() throws Beyond {
    char first = peek();
    boolean plain = first != '[' && first != '{' && first != '"' && first != '\'';
    Node value = plain ? plain() : flow();
    skipSpaces();
    if (!isLineEnd()) {
      throw Beyond.SUBSET;
    }
    return value;
  }

  /** Takes the block after a bar: clipped, or stripped when a dash follows the bar. */
  Scalar literal(int indent) throws Beyond {
    int barLine = line;
    int barColumn = column();
    at++;
    boolean strip = peek() == '-';
    at += strip ? 1 : 0;
    if (peek() != '\n') {
      throw Beyond.SUBSET;
    }
    newLine();
    int inner = spaces();
    StringBuilder block = new StringBuilder();
    int blank = 0;
    for (int spaces = inner; at < text.length(); spaces = spaces()) {
      boolean blankLine = charAt(at + spaces) == '\n';
      if (!blankLine && spaces <= indent) {
        break;
      }
      int end = text.indexOf('\n', at);
      if (end < 0 || inner <= indent || (blankLine ? spaces > 0 : spaces < inner)) {
        throw Beyond.SUBSET;
      }
      if (blankLine) {
        blank++;
      } else {
        block.repeat('\n', blank).append(text, at + inner, end + 1);
        blank = 0;
      }
      at = end;
      newLine();
    }
    if (block.isEmpty()) {
      throw Beyond.SUBSET;
    }
    block.setLength(block.length() - (strip ? 1 : 0));
    return new Scalar(barLine, barColumn, block.toString(), false);
  }

  private int spaces() {
    int end = at;
    while (charAt(end) == ' ') {
      end++;
    }
    return end - at;
  }

  /** A text without quotes up to the end of the line or a comment. */
  private Scalar plain() throws Beyond {
    if (!beginsPlain()) {
      throw Beyond.SUBSET;
    }
    int end = at;
    int last = at;
    for (char c = peek(); c != '\n'; c = charAt(end)) {
      if (c == ':' && isBreak(charAt(end + 1))) {
        throw Beyond.SUBSET;
      }
      if (c == '#' && text.charAt(end - 1) == ' ') {
        break;
      }
      end++;
      last = c == ' ' ? last : end;
    }
    return take(last);
  }

  private Scalar take(int end) {
    Scalar scalar = new Scalar(line, column(), text.substring(at, end), true);
    at = end;
    return scalar;
  }

  /** Inside brackets or braces, or what may stand there. */
  private Node flow() throws Beyond {
    return switch (peek()) {
      case '[' -> flowSequence();
      case '{' -> flowMapping();
      case '"', '\'' -> quoted();
      default -> flowPlain();
    };
  }

  private Sequence flowSequence() throws Beyond {
    int column = column();
    List<Node> items = new ArrayList<>(4);
    open();
    while (peek() != ']') {
      items.add(flow());
      separator(']');
    }
    close();
    return new Sequence(line, column, items);
  }

  private Mapping flowMapping() throws Beyond {
    int column = column();
    List<Entry> entries = new ArrayList<>(4);
    open();
    while (peek() != '}') {
      Scalar key = key();
      entries.add(new Entry(key, flow()));
      separator('}');
    }
    close();
    return new Mapping(line, column, entries);
  }

  private void open() throws Beyond {
    if (++flowDepth > DEEPEST_FLOW) {
      throw Beyond.SUBSET;
    }
    at++;
    skipSpaces();
  }

  private void close() {
    flowDepth--;
    at++;
  }

  /** Takes a comma, after which something must follow; leaves the closing character. */
  private void separator(char closing) throws Beyond {
    skipSpaces();
    if (peek() == ',') {
      at++;
      skipSpaces();
      if (peek() != closing) {
        return;
      }
    } else if (peek() == closing) {
      return;
    }
    throw Beyond.SUBSET;
  }

  private Scalar quoted() throws Beyond {
    char quote = peek();
    int end = at + 1;
    while (charAt(end) != quote) {
      char c = charAt(end);
      if (c == '\n' || c == '\\' && quote == '"') {
        throw Beyond.SUBSET;
      }
      end++;
    }
    if (quote == '\'' && charAt(end + 1) == quote) {
      throw Beyond.SUBSET;
    }
    Scalar scalar = new Scalar(line, column(), text.substring(at + 1, end), false);
    at = end + 1;
    return scalar;
  }

  private Scalar flowPlain() throws Beyond {
    if (!beginsPlain()) {
      throw Beyond.SUBSET;
    }
    int end = at;
    int last = at;
    for (char c = peek(); c != ',' && c != ']' && c != '}'; c = charAt(end)) {
      boolean colon = c == ':' && !isWord(charAt(end + 1)) && charAt(end + 1) != '/';
      if (colon || c == '\n' || c == '[' || c == '{' || c == '#') {
        throw Beyond.SUBSET;
      }
      end++;
      last = c == ' ' ? last : end;
    }
    return take(last);
  }

  private boolean beginsPlain() {
    char c = peek();
    return isWord(c) || "./$~+(^=;\\".indexOf(c) >= 0 || c == '-' && isWord(charAt(at + 1));
  }

  private void skipSpaces() {
    while (charAt(at) == ' ') {
      at++;
    }
  }

  private void newLine() {
    at++;
    line++;
    lineStart = at;
  }

  private char peek() {
    return charAt(at);
  }

  /** A line break at the end of the text. */
  private char charAt(int index) {
    byte[] bytes = ascii;
    if (bytes != null) {
      return index < bytes.length ? (char) bytes[index] : '\n';
    }
    return index < text.length() ? text.charAt(index) : '\n';
  }

  private static boolean isBreak(char c) {
    return c == ' ' || c == '\n';
  }

  private static boolean isWord(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }
}
