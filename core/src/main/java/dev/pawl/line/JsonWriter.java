package dev.pawl.line;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON text as UTF-8 bytes in a buffer that is used again. Compact, or indented for people: then
 * every field has its line, and a list of scalars stays on one.
 */
public final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  static final int DEEPEST = 62;

  private final boolean indented;
  private byte[] bytes = new byte[1 << 12];
  private int size;

  private int depth;

  /** Per depth: whether something is there already, is a list, and is spread over lines. */
  private long filled;

  private long lists;
  private long spread;

  /** Compact, or indented. */
  public JsonWriter(boolean indented) {
    this.indented = indented;
  }

  /** Begins again. */
  public void clear() {
    size = 0;
    nextDocument();
  }

  /** What follows is a document of its own. */
  public void nextDocument() {
    depth = 0;
    filled = 0;
  }

  /** Takes what was written so far out of the buffer; the document goes on. */
  public void moveTo(OutputStream stream) throws IOException {
    stream.write(bytes, 0, size);
    size = 0;
  }

  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** What was written, as text. */
  public String text() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  /** What was written; valid until something else is. */
  public ByteBuffer written() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  public JsonWriter object() {
    return open('{', false);
  }

  public JsonWriter list() {
    return open('[', true);
  }

  /** Ends the innermost object or list. */
  public JsonWriter end() {
    boolean list = is(lists);
    boolean lines = is(spread);
    depth--;
    if (lines) {
      newline();
    }
    raw(list ? ']' : '}');
    return this;
  }

  public JsonWriter name(String name) {
    separate(true);
    quoted(name);
    raw(':');
    if (indented) {
      raw(' ');
    }
    return this;
  }

  public JsonWriter value(String text) {
    separateItem(false);
    quoted(text);
    return this;
  }

  /** A whole object, with all that is in it. */
  public JsonWriter value(JsonObject object) {
    object();
    for (String field : object.names()) {
      name(field);
      tree(object.value(field));
    }
    return end();
  }

  /** Any value. */
  public JsonWriter value(JsonValue value) {
    tree(value.value());
    return this;
  }

  /** No value. */
  public JsonWriter nothing() {
    return literal("null");
  }

  private void tree(@Nullable Object value) {
    switch (value) {
      case null -> nothing();
      case String text -> value(text);
      case JsonObject object -> value(object);
      case List<?> items -> {
        list();
        items.forEach(this::tree);
        end();
      }
      default -> literal(value.toString());
    }
  }

  public JsonWriter value(long number) {
    return literal(Long.toString(number));
  }

  /** A finite number: JSON has no other ones. */
  public JsonWriter value(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON has no " + number);
    }
    return literal(Double.toString(number));
  }

  public JsonWriter value(boolean flag) {
    return literal(flag ? "true" : "false");
  }

  public void raw(char ascii) {
    if (size == bytes.length) {
      grow(1);
    }
    bytes[size++] = (byte) ascii;
  }

  public void raw(byte[] ascii) {
    grow(ascii.length);
    System.arraycopy(ascii, 0, bytes, size, ascii.length);
    size += ascii.length;
  }

  private JsonWriter literal(String ascii) {
    separateItem(false);
    plain(ascii, ascii.length());
    return this;
  }

  private JsonWriter open(char bracket, boolean list) {
    separateItem(!list);
    if (depth == DEEPEST) {
      throw new IllegalStateException("deeper than " + DEEPEST);
    }
    depth++;
    filled = with(filled, false);
    spread = with(spread, false);
    lists = with(lists, list);
    raw(bracket);
    return this;
  }

  private void separateItem(boolean ownLine) {
    if (depth > 0 && is(lists)) {
      separate(ownLine);
    }
  }

  private void separate(boolean ownLine) {
    boolean follows = is(filled);
    if (follows) {
      raw(',');
    }
    filled = with(filled, true);
    if (!indented) {
      return;
    }
    if (ownLine) {
      spread = with(spread, true);
      newline();
    } else if (follows) {
      raw(' ');
    }
  }

  private void newline() {
    raw('\n');
    for (int level = 0; level < depth; level++) {
      raw(' ');
      raw(' ');
    }
  }

  private boolean is(long bits) {
    return (bits >>> depth & 1) != 0;
  }

  private long with(long bits, boolean set) {
    return set ? bits | 1L << depth : bits & ~(1L << depth);
  }

  private void quoted(String text) {
    raw('"');
    int clean = 0;
    int length = text.length();
    while (clean < length && isPlain(text.charAt(clean))) {
      clean++;
    }
    plain(text, clean);
    for (int at = clean; at < length; at++) {
      char c = text.charAt(at);
      if (isPlain(c)) {
        raw(c);
      } else if (c < 0x80) {
        control(c);
      } else if (at + 1 < length && Character.isSurrogatePair(c, text.charAt(at + 1))) {
        wide(Character.toCodePoint(c, text.charAt(++at)));
      } else if (Character.isSurrogate(c)) {
        escape(c);
      } else {
        wide(c);
      }
    }
    raw('"');
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
  }

  private void plain(String ascii, int length) {
    grow(length);
    for (int at = 0; at < length; at++) {
      bytes[size++] = (byte) ascii.charAt(at);
    }
  }

  private void control(char c) {
    switch (c) {
      case '"', '\\' -> pair(c);
      case '\n' -> pair('n');
      case '\r' -> pair('r');
      case '\t' -> pair('t');
      default -> escape(c);
    }
  }

  private void pair(char c) {
    raw('\\');
    raw(c);
  }

  private void escape(char c) {
    pair('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      raw((char) HEX[c >>> shift & 0xf]);
    }
  }

  private void wide(int code) {
    raw(Character.toString(code).getBytes(StandardCharsets.UTF_8));
  }

  private void grow(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.multiplyExact(bytes.length, 2), size + more));
    }
  }
}
