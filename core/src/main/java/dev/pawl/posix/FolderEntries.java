package dev.pawl.posix;

/**
 * The names in one folder, as bytes, in the order of the file system: open, {@link #next} until it
 * is no longer positive, close. {@code .} and {@code ..} are left out. One thread at a time; made
 * to be used for one folder after the other.
 */
public final class FolderEntries {
  /** struct linux_dirent64: u64 inode, u64 offset, u16 length of record, u8 type, name, NUL. */
  private static final int LENGTH = 16;

  private static final int TYPE = 18;
  private static final int NAME = 19;
  private static final byte UNKNOWN = 0;
  private static final byte FOLDER = 4;

  private final Memory buffer = Memory.allocate(64 * 1024);
  private int fd = -1;
  private int at;
  private int following;
  private int filled;

  /** Opens a folder, not following a link; 0 or {@code -errno}. Closes the one before. */
  public int open(byte[] path) {
    close();
    int result = Libc.open(path, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_NOFOLLOW, 0);
    fd = Math.max(result, -1);
    filled = 0;
    following = 0;
    return Math.min(result, 0);
  }

  /** Goes to the next name: 1, 0 at the end, or {@code -errno}. */
  public int next() {
    do {
      if (following >= filled) {
        filled = Libc.getdents(fd, buffer);
        following = 0;
        if (filled <= 0) {
          return filled;
        }
      }
      at = following;
      following = at + (buffer.getShort(at + LENGTH) & 0xffff);
    } while (isDots());
    return 1;
  }

  /** The current name. */
  public byte[] name() {
    int end = at + NAME;
    while (buffer.getByte(end) != 0) {
      end++;
    }
    byte[] name = new byte[end - at - NAME];
    buffer.getBytes(at + NAME, name, 0, name.length);
    return name;
  }

  /** Whether the current name is known to be a folder, without looking at it. */
  public boolean isFolder() {
    return buffer.getByte(at + TYPE) == FOLDER;
  }

  /** Whether the file system does not say in its listing what the current name is. */
  public boolean isUnknown() {
    return buffer.getByte(at + TYPE) == UNKNOWN;
  }

  /** Looks at what has the current name; 0 or {@code -errno}. */
  public int look(FileStatus status) {
    return status.look(fd, buffer.address() + at + NAME);
  }

  public void close() {
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }

  private boolean isDots() {
    byte second = buffer.getByte(at + NAME + 1);
    return buffer.getByte(at + NAME) == '.'
        && (second == 0 || second == '.' && buffer.getByte(at + NAME + 2) == 0);
  }
}
