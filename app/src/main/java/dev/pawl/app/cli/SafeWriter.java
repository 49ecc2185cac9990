package dev.pawl.app.cli;

import dev.pawl.model.SafeText;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Text on its way to a terminal: what would steer it is shown, but for the ends of lines. */
final class SafeWriter extends FilterWriter {
  SafeWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    boolean end = c == '\n' || c == '\r' || c == '\t';
    if (!end && SafeText.steers((char) c)) {
      out.write(SafeText.shown(String.valueOf((char) c)));
    } else {
      out.write(c);
    }
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    for (int at = from; at < from + length; at++) {
      write(text[at]);
    }
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    for (int at = from; at < from + length; at++) {
      write(text.charAt(at));
    }
  }
}
