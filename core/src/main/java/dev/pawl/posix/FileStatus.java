package dev.pawl.posix;

/**
 * What statx(2) says about one file; filled again and again, because it is asked of 100,000 files.
 *
 * <p>statx and not fstatat: its struct is the same on every machine type. A link at the end of a
 * path is never followed. One thread at a time.
 */
public final class FileStatus {
  private static final int SIZE = 256;
  private static final int MODE = 28;
  private static final int INODE = 32;
  private static final int BYTES = 40;
  private static final int CHANGED = 96;
  private static final int MODIFIED = 112;

  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final int FOLDER = 0040000;
  private static final int BLOCK_DEVICE = 0060000;
  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int SOCKET = 0140000;
  private static final int OWNER_EXECUTES = 0100;
  private static final long NANOS = 1_000_000_000;

  private final Memory buffer = Memory.allocate(SIZE);

  /** Looks at a path; 0 or {@code -errno}. */
  public int look(byte[] path) {
    return Libc.statx(path, buffer);
  }

  /** Looks at an open file; 0 or {@code -errno}. */
  public int look(int fd) {
    return Libc.statx(fd, buffer);
  }

  /** Looks at the name at an offset, closed by a NUL, in an open folder; 0 or {@code -errno}. */
  public int look(int folder, Memory names, int offset) {
    return Libc.statx(folder, names.address() + offset, buffer);
  }

  /** Looks at the name at an address, in an open folder. */
  int look(int folder, long name) {
    return Libc.statx(folder, name, buffer);
  }

  public boolean isRegular() {
    return type() == REGULAR;
  }

  public boolean isFolder() {
    return type() == FOLDER;
  }

  public boolean isLink() {
    return type() == LINK;
  }

  /** Whether its owner may execute it: the one permission that git keeps, too. */
  public boolean isExecutable() {
    return (mode() & OWNER_EXECUTES) != 0;
  }

  /** What it is, with an article, for messages. */
  public String kind() {
    return switch (type()) {
      case FIFO -> "a named pipe";
      case CHARACTER_DEVICE, BLOCK_DEVICE -> "a device";
      case FOLDER -> "a folder";
      case REGULAR -> "a file";
      case LINK -> "a symbolic link";
      case SOCKET -> "a socket";
      default -> "of an unknown kind";
    };
  }

  public long inode() {
    return buffer.getLong(INODE);
  }

  /** In bytes. */
  public long size() {
    return buffer.getLong(BYTES);
  }

  /** In nanoseconds since 1970. */
  public long modified() {
    return nanos(MODIFIED);
  }

  /** When content, name or permissions last changed, in nanoseconds since 1970. */
  public long changed() {
    return nanos(CHANGED);
  }

  private int mode() {
    return buffer.getShort(MODE) & 0xffff;
  }

  private int type() {
    return mode() & TYPE;
  }

  private long nanos(int offset) {
    return buffer.getLong(offset) * NANOS + buffer.getInt(offset + 8);
  }
}
