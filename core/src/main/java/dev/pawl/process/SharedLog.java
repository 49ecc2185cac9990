package dev.pawl.process;

import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One log that many short processes write to, each a section of its own, whole and under a heading:
 *
 * <pre>
 * === 7: data/a.csv
 * what the process wrote
 * </pre>
 *
 * <p>Bounded as any log, and created at the first byte. A process that writes nothing leaves
 * nothing. Belongs to the thread that serves the processes.
 */
public final class SharedLog {
  private static final int CHUNK = 64 * 1024;

  private final Path path;
  private final long maxBytes;
  private final LogWriter log;
  private final Memory chunk = Memory.allocate(CHUNK);
  private boolean lineIsOpen;
  private long sections;

  /**
   * A log that is not there yet.
   *
   * @param maxBytes as of {@link Output.Log}
   */
  public SharedLog(Path path, long maxBytes) {
    this(path, maxBytes, new LogWriter(new Output.Log(path, maxBytes, false)));
  }

  private SharedLog(Path path, long maxBytes, LogWriter log) {
    this.path = path;
    this.maxBytes = maxBytes;
    this.log = log;
  }

  /** One that is perhaps there, from an earlier coordinator: what comes is added to it. */
  public static SharedLog goingOn(Path path, long maxBytes) {
    SharedLog log =
        new SharedLog(path, maxBytes, LogWriter.goingOn(new Output.Log(path, maxBytes, false)));
    log.lineIsOpen = log.bytes() > 0 && !endsWithLine(path);
    return log;
  }

  private static boolean endsWithLine(Path path) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(file.length() - 1);
      return file.read() == '\n';
    } catch (IOException unreadable) {
      return true;
    }
  }

  /** What it was given to hold, headings included. */
  public long bytes() {
    return log.bytes();
  }

  /** Closes the file, and shortens one that has become too long. */
  public void close() {
    log.close();
    if (log.isTooLong()) {
      log.shorten();
    }
  }

  /** Why it is incomplete, if it is. */
  Optional<String> failure() {
    return Optional.ofNullable(log.failure());
  }

  /** A log of its own for a section that does not fit into memory; removed at its end. */
  LogWriter overflow() {
    sections++;
    Path name = path.resolveSibling("." + path.getFileName() + "." + sections);
    return new LogWriter(new Output.Log(name, maxBytes, false));
  }

  void heading(String text) {
    byte[] line = ((lineIsOpen ? "\n" : "") + text + "\n").getBytes(StandardCharsets.UTF_8);
    write(line, line.length);
  }

  void write(byte[] bytes, int count) {
    for (int from = 0; from < count; from += CHUNK) {
      int length = Math.min(CHUNK, count - from);
      byte[] part = new byte[length];
      System.arraycopy(bytes, from, part, 0, length);
      chunk.putBytes(0, part);
      log.write(chunk, length);
    }
    if (count > 0) {
      lineIsOpen = bytes[count - 1] != '\n';
    }
  }

  /** Takes what an overflow holds, and removes it; says why that failed, or null. */
  @Nullable String take(LogWriter overflow) {
    overflow.close();
    if (overflow.isTooLong()) {
      overflow.shorten();
    }
    move(overflow.path());
    return overflow.failure();
  }

  /** Takes what a process under a keeper has written that ended while nobody looked. */
  public void take(Output.Kept left) {
    KeptLog written = KeptLog.adopt(left);
    written.close();
    take(left, written);
  }

  /** Takes what a process under a keeper has written, and removes its log, which is closed. */
  void take(Output.Kept output, KeptLog written) {
    if (written.isTooLong()) {
      written.shorten();
    }
    if (written.bytes() > 0) {
      heading(Objects.requireNonNull(output.into()).heading());
    }
    move(output.log());
  }

  private void move(Path from) {
    int fd = Libc.open(from.toString(), Libc.O_RDONLY, 0);
    if (fd >= 0) {
      for (int count = Libc.read(fd, chunk, CHUNK); count > 0; ) {
        log.write(chunk, count);
        lineIsOpen = chunk.getByte(count - 1) != '\n';
        count = Libc.read(fd, chunk, CHUNK);
      }
      Libc.close(fd);
    }
    from.toFile().delete();
  }
}
