package dev.pawl.process;

import dev.pawl.posix.FileName;
import dev.pawl.posix.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines: after a carriage return only the last state of a line counts,
 * and what is longer than 64 KB is cut off. With another end than a line end, a carriage return is
 * a byte like any other, and bytes that are no UTF-8 stay what they are, as {@link FileName} makes
 * text of them: paths come in this way.
 */
final class LineSplitter {
  static final int MAX_LINE = 64 * 1024;

  private final Consumer<String> lines;
  private final byte end;
  private byte[] line = new byte[256];
  private int length;

  /** A carriage return was seen: the line starts anew with the next byte, unless that ends it. */
  private boolean returned;

  LineSplitter(Consumer<String> lines, byte end) {
    this.lines = lines;
    this.end = end;
  }

  void accept(Memory bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte b = bytes.getByte(i);
      if (b == end) {
        emit();
      } else if (b == '\r' && end == '\n') {
        returned = true;
      } else {
        append(b);
      }
    }
  }

  /** Gives out what stands there without an end. */
  void flush() {
    if (length > 0) {
      emit();
    }
  }

  private void append(byte b) {
    if (returned) {
      returned = false;
      length = 0;
    }
    if (length == MAX_LINE) {
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.min(MAX_LINE, 4 * length));
    }
    line[length++] = b;
  }

  private void emit() {
    lines.accept(
        end == '\n'
            ? new String(line, 0, length, StandardCharsets.UTF_8)
            : FileName.text(line, 0, length));
    length = 0;
    returned = false;
  }
}
