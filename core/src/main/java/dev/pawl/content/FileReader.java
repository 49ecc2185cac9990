package dev.pawl.content;

import com.dynatrace.hash4j.hashing.HashStream128;
import dev.pawl.posix.Errno;
import dev.pawl.posix.FileStatus;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.time.Instant;
import java.time.InstantSource;

/** Reads files for their hash, a piece at a time. One thread at a time; made to be used again. */
final class FileReader {
  private static final int PIECE = 128 * 1024;
  private static final int TRIES = 3;
  private static final long NANOS = 1_000_000_000;

  /** O_NONBLOCK: a named pipe that took the file's place a moment ago does not hold us. */
  private static final int FLAGS =
      Libc.O_RDONLY | Libc.O_NOFOLLOW | Libc.O_NONBLOCK | Libc.O_NOCTTY;

  private final Memory memory = Memory.allocate(PIECE);
  private final byte[] piece = new byte[PIECE];
  private final FileStatus status = new FileStatus();
  private final HashStream128 stream = Hash.stream();
  private final InstantSource clock;

  FileReader(InstantSource clock) {
    this.clock = clock;
  }

  /** What was found, and whether {@code stamp} will tell when it is no longer so. */
  record Reading(Hash hash, FileStamp stamp, boolean isSettled) {}

  /** The hash of what a regular file holds; reads again when it changed meanwhile. */
  Reading read(byte[] path, String name) throws UnreadableContentException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Instant now = clock.instant();
      long began = now.getEpochSecond() * NANOS + now.getNano();
      int fd = Libc.open(path, FLAGS, 0);
      check(fd, name);
      try {
        FileStamp before = stamp(fd, name);
        long length = readAll(fd, name);
        FileStamp after = stamp(fd, name);
        if (before.equals(after)) {
          // Kernel interfaces have files of size 0 that hold something: never known unchanged.
          boolean settled = length == after.size() && after.isSettled(began);
          return new Reading(Hash.of(stream), after, settled);
        }
      } finally {
        Libc.close(fd);
      }
    }
    throw new UnreadableContentException(name, "it changes while it is read");
  }

  private FileStamp stamp(int fd, String name) throws UnreadableContentException {
    check(status.look(fd), name);
    if (!status.isRegular()) {
      throw new UnreadableContentException(name, "it is " + status.kind());
    }
    return FileStamp.of(status);
  }

  private long readAll(int fd, String name) throws UnreadableContentException {
    stream.reset();
    long length = 0;
    int count = 1;
    while (count > 0) {
      count = Libc.read(fd, memory, PIECE);
      check(count, name);
      memory.getBytes(0, piece, 0, count);
      stream.putBytes(piece, 0, count);
      length += count;
    }
    return length;
  }

  private static void check(int result, String name) throws UnreadableContentException {
    if (result == -Errno.ENOENT) {
      throw new UnreadableContentException(name, "it vanished while it was read");
    }
    if (result == -Errno.ELOOP) {
      throw new UnreadableContentException(name, "it became a symbolic link while it was read");
    }
    if (result < 0) {
      throw new UnreadableContentException(name, Errno.text(-result));
    }
  }
}
