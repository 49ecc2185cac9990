package dev.pawl.posix;

import java.nio.charset.StandardCharsets;

/** A file that has no name and lies on no disk: it lives as long as somebody has it open. */
public final class MemoryFile {
  private static final Downcall MEMFD_CREATE = Downcall.of("memfd_create");
  private static final int CLOEXEC = 1;

  private MemoryFile() {}

  /**
   * A descriptor of a new memory file with this content. It is closed in children, unless a spawn
   * hands it on; whoever opens {@code /proc/self/fd/N} reads it from the beginning.
   *
   * @param name for people who look at the open files of a process
   * @return the descriptor, or -errno
   */
  public static int create(String name, byte[] content) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    Memory text = Memory.allocate(bytes.length + 1);
    text.putBytes(0, bytes);
    text.putByte(bytes.length, (byte) 0);
    int fd = MEMFD_CREATE.number(text.address(), CLOEXEC);
    if (fd < 0 || content.length == 0) {
      return fd;
    }
    Memory all = Memory.allocate(content.length);
    all.putBytes(0, content);
    int from = 0;
    while (from < content.length) {
      int written = Libc.write(fd, all, from, content.length - from);
      if (written < 0) {
        Libc.close(fd);
        return written;
      }
      from += written;
    }
    return fd;
  }
}
