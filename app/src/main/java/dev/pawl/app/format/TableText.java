package dev.pawl.app.format;

import dev.pawl.app.format.Palette.Tone;
import dev.pawl.model.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** An aligned table for people. The last column is as wide as it likes. */
public final class TableText {
  private static final String GAP = "  ";
  private static final String MISSING = "-";

  private final Palette palette;
  private final List<Line> lines = new ArrayList<>();
  private final int[] widths;

  /** A value, harmless whatever it holds, in a tone. */
  public record Cell(String text, Tone tone) {
    public Cell {
      text = text.isEmpty() ? MISSING : SafeText.shown(text);
    }

    /** A value without a tone. */
    public static Cell of(String text) {
      return new Cell(text, Tone.NONE);
    }
  }

  /** What the table is made of, from the top. */
  private sealed interface Line {
    /** One with a cell for each column. */
    record Row(List<Cell> cells) implements Line {}

    /** One across all columns, which has no part in their widths. */
    record Note(Cell text) implements Line {}
  }

  /** A table with a header and no row yet. */
  public TableText(Palette palette, String... header) {
    this.palette = palette;
    this.widths = new int[header.length];
    row(List.of(header).stream().map(name -> new Cell(name, Tone.FAINT)).toList());
  }

  /** Adds a row, with as many cells as the header. */
  public void row(List<Cell> cells) {
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Math.max(widths[column], DisplayWidth.of(cells.get(column).text()));
    }
    lines.add(new Line.Row(cells));
  }

  /** Adds a line to the last row, across all columns. */
  public void note(Cell text) {
    lines.add(new Line.Note(text));
  }

  /** Writes the table; nothing when there is no row below the header. */
  public void write(Writer out) throws IOException {
    if (lines.size() == 1) {
      return;
    }
    for (Line line : lines) {
      out.write(
          switch (line) {
            case Line.Row row -> line(row.cells());
            case Line.Note note -> palette.paint(note.text().tone(), note.text().text());
          });
      out.write('\n');
    }
  }

  private String line(List<Cell> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      Cell cell = row.get(column);
      boolean last = column == widths.length - 1;
      line.append(palette.paint(cell.tone(), cell.text()));
      if (!last) {
        line.repeat(' ', widths[column] - DisplayWidth.of(cell.text())).append(GAP);
      }
    }
    return line.toString();
  }
}
