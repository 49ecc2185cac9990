package dev.pawl.app.console;

import dev.pawl.app.format.DisplayWidth;
import java.util.List;

/**
 * The last lines of the screen, drawn over and over. Gives the text to write (ECMA-48); the cursor
 * always ends in the first column below the area.
 */
final class LiveArea {
  private static final String ESC = "\u001b[";
  private static final String CLEAR_LINE = ESC + "K";
  private static final String CLEAR_BELOW = ESC + "J";

  private List<String> drawn = List.of();

  /** A line of the area: plain text that fits, and the same with colours. */
  record Line(String plain, String painted) {}

  /** What replaces the area that is there by these lines; "" when nothing would change. */
  String draw(List<Line> lines, int columns) {
    List<String> plain = lines.stream().map(Line::plain).toList();
    if (plain.equals(drawn)) {
      return "";
    }
    StringBuilder text = new StringBuilder(toTop(columns));
    for (Line line : lines) {
      text.append(line.painted()).append(CLEAR_LINE).append('\n');
    }
    drawn = plain;
    return text.append(CLEAR_BELOW).toString();
  }

  /** What removes the area; "" when there is none. */
  String erase(int columns) {
    String text = drawn.isEmpty() ? "" : toTop(columns) + CLEAR_BELOW;
    drawn = List.of();
    return text;
  }

  /** A terminal that became narrower has broken what was drawn into more rows. */
  private String toTop(int columns) {
    int rows = 0;
    for (String line : drawn) {
      rows += Math.max(1, Math.ceilDiv(DisplayWidth.of(line), columns));
    }
    return rows == 0 ? "" : "\r" + ESC + rows + "A";
  }
}
