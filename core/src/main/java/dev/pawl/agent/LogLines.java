package dev.pawl.agent;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The lines of a log, as bytes without their ends. Of a log beyond {@value #MOST_BYTES} bytes only
 * the end is read, of a line beyond {@value #LONGEST_LINE} only the beginning.
 */
final class LogLines {
  private static final int MOST_BYTES = 16 << 20;
  private static final int LONGEST_LINE = 1 << 20;

  private LogLines() {}

  static void read(Path log, Consumer<byte[]> line) throws IOException {
    if (!Files.isRegularFile(log)) {
      return;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log), 1 << 16)) {
      in.skipNBytes(Math.max(0, Files.size(log) - MOST_BYTES));
      read(in, line);
    }
  }

  private static void read(InputStream in, Consumer<byte[]> line) throws IOException {
    ByteArrayOutputStream piece = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n' || next == '\r') {
        line.accept(piece.toByteArray());
        piece.reset();
      } else if (piece.size() < LONGEST_LINE) {
        piece.write(next);
      }
    }
    line.accept(piece.toByteArray());
  }
}
