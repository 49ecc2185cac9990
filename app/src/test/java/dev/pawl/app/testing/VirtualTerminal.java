package dev.pawl.app.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal as wide as it is told, endlessly high: what a person would see. Knows the sequences
 * that Pawl writes and fails on every other. Takes the bytes of stdout and of stderr alike.
 */
public final class VirtualTerminal extends ByteArrayOutputStream {
  private int columns;
  private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;

  public VirtualTerminal(int columns) {
    this.columns = columns;
  }

  /** Makes it narrower or wider, and breaks long rows as terminals do. */
  public synchronized void resize(int wanted) {
    show();
    columns = wanted;
    for (int at = 0; at < rows.size(); at++) {
      StringBuilder text = rows.get(at);
      if (text.length() > columns) {
        rows.add(at + 1, new StringBuilder(text.substring(columns)));
        text.setLength(columns);
        row += at < row ? 1 : 0;
      }
    }
  }

  /** The rows that are not empty at the end. */
  public synchronized List<String> screen() {
    show();
    List<String> lines =
        new ArrayList<>(rows.stream().map(text -> text.toString().stripTrailing()).toList());
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /** Whether the cursor is where the next prompt belongs: in the first column. */
  public synchronized boolean cursorIsAtLineStart() {
    show();
    return column == 0;
  }

  private void show() {
    String text = toString(StandardCharsets.UTF_8);
    reset();
    for (int at = 0; at < text.length(); ) {
      at = text.charAt(at) == '\u001b' ? obey(text, at) : print(text.charAt(at), at);
    }
  }

  private int print(char c, int at) {
    switch (c) {
      case '\n' -> {
        column = 0;
        down();
      }
      case '\r' -> column = 0;
      default -> {
        if (c < ' ') {
          throw new AssertionError("control character " + (int) c);
        }
        if (column == columns) {
          column = 0;
          down();
        }
        StringBuilder line = rows.get(row);
        while (line.length() <= column) {
          line.append(' ');
        }
        line.setCharAt(column++, c);
      }
    }
    return at + 1;
  }

  private void down() {
    if (++row == rows.size()) {
      rows.add(new StringBuilder());
    }
  }

  private int obey(String text, int from) {
    int end = from + 2;
    while (Character.isDigit(text.charAt(end)) || text.charAt(end) == ';') {
      end++;
    }
    String number = text.substring(from + 2, end);
    switch (text.charAt(end)) {
      case 'A' -> row = Math.max(0, row - Integer.parseInt(number));
      case 'K' -> rows.get(row).setLength(Math.min(column, rows.get(row).length()));
      case 'J' -> {
        rows.get(row).setLength(Math.min(column, rows.get(row).length()));
        rows.subList(row + 1, rows.size()).clear();
      }
      case 'm' -> {}
      default -> throw new AssertionError("unknown sequence " + text.substring(from + 1, end + 1));
    }
    return end + 1;
  }
}
