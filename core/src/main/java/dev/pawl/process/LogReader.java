package dev.pawl.process;

import dev.pawl.posix.Errno;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Reads a log, also while it is being written.
 *
 * <p>The log of a running process may be sparse: what was left out is a hole, and is given out as
 * the line that will stand there at the end. Offsets are those of the file. When the file is
 * replaced by its shortened form while it is followed, following goes on at the end of what was
 * read: the old file is complete by then.
 *
 * <p>Reads only; belongs to one platform thread.
 */
public final class LogReader implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;
  private static final int POLL_MILLIS = 100;

  private final Path path;
  private final int fd;
  private final Memory buffer = Memory.allocate(CHUNK);
  private final byte[] bytes = new byte[CHUNK];

  private LogReader(Path path, int fd) {
    this.path = path;
    this.fd = fd;
  }

  /**
   * Opens a log.
   *
   * @throws IOException also if there is none: a process that wrote nothing has no log
   */
  public static LogReader open(Path path) throws IOException {
    int fd = Libc.open(path.toString(), Libc.O_RDONLY, 0);
    if (fd < 0) {
      throw new IOException("the log '" + path + "' cannot be read: " + Errno.text(-fd));
    }
    return new LogReader(path, fd);
  }

  /** Its length in bytes as of now, holes included. */
  public long size() {
    return Libc.lseek(fd, 0, Libc.SEEK_END);
  }

  /**
   * Writes what there is from {@code offset} on, a line in the place of each hole.
   *
   * @return the offset of what comes next
   */
  public long copyTo(OutputStream out, long offset) throws IOException {
    long at = offset;
    long end = size();
    while (at < end) {
      long data = Libc.lseek(fd, at, Libc.SEEK_DATA);
      if (data == -Errno.ENXIO) {
        data = end;
      } else if (data < 0) {
        data = at;
      }
      if (data > at) {
        noteHole(out, at, data);
      }
      at = data;
      long hole = Libc.lseek(fd, at, Libc.SEEK_HOLE);
      at = copy(out, at, hole < 0 ? end : Math.min(hole, end));
    }
    return at;
  }

  /**
   * Where the last {@code lines} lines begin; a last one without its end counts. Does not look
   * beyond a hole: then it is the end of the hole.
   */
  public long tail(int lines) throws IOException {
    long end = size();
    long at = lines <= 0 ? 0 : end;
    int wanted = lines;
    while (at > 0) {
      long from = Math.max(0, at - CHUNK);
      long start = endOfHole(from, at);
      int length = (int) (at - start);
      read(start, length);
      for (int i = length - 1; i >= 0; i--) {
        boolean last = start + i == end - 1;
        if (bytes[i] == '\n' && !last && --wanted <= 0) {
          return start + i + 1;
        }
      }
      if (start > from) {
        return start;
      }
      at = start;
    }
    return lines <= 0 ? end : at;
  }

  /**
   * Writes what there is from {@code offset} on and what is added, until {@code isOver} says that
   * nothing will be; looks every 100 ms and flushes {@code out} then.
   *
   * @return the offset of what comes next
   */
  public long follow(OutputStream out, long offset, BooleanSupplier isOver)
      throws IOException, InterruptedException {
    long at = offset;
    boolean over = false;
    while (!over) {
      // Asked before reading: what was written before the end is still read.
      over = isOver.getAsBoolean();
      long next = copyTo(out, at);
      if (next != at) {
        out.flush();
      }
      at = next;
      if (!over) {
        Thread.sleep(POLL_MILLIS);
      }
    }
    return at;
  }

  @Override
  public void close() {
    Libc.close(fd);
  }

  private void noteHole(OutputStream out, long from, long to) throws IOException {
    if (from > 0) {
      read(from - 1, 1);
      if (bytes[0] != '\n') {
        out.write('\n');
      }
    }
    out.write(LogShortening.line(to - from).getBytes(StandardCharsets.US_ASCII));
  }

  private long copy(OutputStream out, long from, long to) throws IOException {
    long at = from;
    while (at < to) {
      int count = read(at, (int) Math.min(CHUNK, to - at));
      if (count == 0) {
        return to;
      }
      out.write(bytes, 0, count);
      at += count;
    }
    return at;
  }

  /** The start of the data that ends at {@code to}, at or after {@code from}. */
  private long endOfHole(long from, long to) {
    long start = from;
    long hole = Libc.lseek(fd, start, Libc.SEEK_HOLE);
    while (hole >= 0 && hole < to) {
      long data = Libc.lseek(fd, hole, Libc.SEEK_DATA);
      if (data < 0 || data >= to) {
        break;
      }
      start = data;
      hole = Libc.lseek(fd, start, Libc.SEEK_HOLE);
    }
    return start;
  }

  private int read(long at, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int count = Libc.pread(fd, buffer, length - done, at + done);
      if (count < 0) {
        throw new IOException("the log '" + path + "' cannot be read: " + Errno.text(-count));
      }
      if (count == 0) {
        break;
      }
      buffer.getBytes(0, bytes, done, count);
      done += count;
    }
    return done;
  }
}
