package dev.pawl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * What a job has written to {@code $PAWL_PROGRESS}, where it may write anything: only its last
 * bytes are read, and only if it is a plain file, so that nobody waits for a pipe. A link is not
 * followed.
 */
final class ProgressFile {
  /** No line is longer. */
  private static final int TAIL = 4096;

  private ProgressFile() {}

  /** The last line that is ended and not blank; of a file with one line its end is not needed. */
  static Optional<String> lastLine(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty(); // mostly: nothing told
    }
    try (SeekableByteChannel bytes =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long from = Math.max(0, bytes.size() - TAIL);
      ByteBuffer tail = ByteBuffer.allocate(TAIL);
      bytes.position(from);
      while (tail.hasRemaining() && bytes.read(tail) >= 0) {}
      return lastLine(
          new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8), from > 0);
    } catch (IOException e) {
      return Optional.empty(); // removed meanwhile, or not for us to read
    }
  }

  /**
   * @param cut whether the first line is one without its beginning
   */
  private static Optional<String> lastLine(String tail, boolean cut) {
    String text = tail.replace('\r', '\n');
    int begin = cut ? text.indexOf('\n') + 1 : 0;
    String whole = text.substring(begin, Math.max(begin, text.lastIndexOf('\n'))).strip();
    String lines = whole.isEmpty() && !cut ? text.strip() : whole;
    String last = lines.substring(lines.lastIndexOf('\n') + 1).strip();
    return last.isEmpty() ? Optional.empty() : Optional.of(last);
  }
}
