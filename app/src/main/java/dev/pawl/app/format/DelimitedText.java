package dev.pawl.app.format;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Records as csv (RFC 4180) or tsv, a line each below a header. */
public final class DelimitedText {
  private DelimitedText() {}

  /** Writes a header and a line for each record. */
  public static <T> void write(
      Writer out, Format format, List<Column<T>> columns, Iterable<T> records) throws IOException {
    boolean csv = format == Format.CSV;
    StringBuilder line = new StringBuilder();
    for (Column<T> column : columns) {
      add(line, csv, column.name());
    }
    end(out, line, csv);
    for (T one : records) {
      for (Column<T> column : columns) {
        add(line, csv, Values.text(column.value().apply(one)));
      }
      end(out, line, csv);
    }
  }

  /** A separator goes before every value; {@link #end} takes the first away. */
  private static void add(StringBuilder line, boolean csv, String value) {
    line.append(csv ? ',' : '\t');
    if (csv) {
      quoted(line, value);
    } else {
      escaped(line, value);
    }
  }

  /** RFC 4180 ends its lines with CRLF. */
  private static void end(Writer out, StringBuilder line, boolean csv) throws IOException {
    out.write(line.substring(1));
    out.write(csv ? "\r\n" : "\n");
    line.setLength(0);
  }

  private static void quoted(StringBuilder line, String value) {
    boolean plain = true;
    for (int at = 0; at < value.length() && plain; at++) {
      char c = value.charAt(at);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    if (plain) {
      line.append(value);
    } else {
      line.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }

  private static void escaped(StringBuilder line, String value) {
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      switch (c) {
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\\' -> line.append("\\\\");
        default -> line.append(c);
      }
    }
  }
}
