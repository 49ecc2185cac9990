package dev.pawl.app.cli;

import dev.pawl.model.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes of jobs on their way to a terminal: line by line, without what would steer it. */
final class SafeBytes extends FilterOutputStream {
  private static final int LONGEST = 1 << 16;

  private final boolean colors;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /** Colours of jobs pass where colours are wanted. */
  SafeBytes(OutputStream out, boolean colors) {
    super(out);
    this.colors = colors;
  }

  @Override
  public void write(int b) throws IOException {
    if (b == '\n' || line.size() >= LONGEST) {
      show();
      out.write('\n');
    } else {
      line.write(b);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = offset; at < offset + length; at++) {
      write(bytes[at]);
    }
  }

  /** Shows a line that has no end yet, for example a question. */
  @Override
  public void flush() throws IOException {
    show();
    out.flush();
  }

  private void show() throws IOException {
    if (line.size() > 0) {
      String text = line.toString(StandardCharsets.UTF_8);
      out.write(SafeText.line(text, colors).getBytes(StandardCharsets.UTF_8));
      line.reset();
    }
  }
}
