package dev.pawl.content;

import dev.pawl.posix.FileName;
import dev.pawl.posix.FileStatus;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Files by which a finding can be believed again: as long as each is recognized as unchanged, they
 * hold what they held. Little-endian:
 *
 * <pre>
 * number of folders (4), number of files (4), length of the names (4)
 * names    paths in the project, each with a NUL behind: the folders that lead to files, the files
 * files    for each: size, mtime, ctime (ns), inode (8 bytes each), 1 if it is executable (1)
 * </pre>
 */
final class Evidence {
  private static final int HEADER = 12;
  private static final int FILE = 33;

  /** From so many files on a second thread is worth its start. */
  private static final int MANY = 4_096;

  private final byte[] root;
  private final ByteBuffer bytes;
  private final int folders;
  private final int files;
  private final Memory names;
  private final int length;
  private final int stamps;
  private volatile boolean refuted;

  /**
   * @param root the project's absolute path
   * @param bytes what {@link #of} made, from their position on
   */
  Evidence(byte[] root, ByteBuffer bytes) {
    this.root = root;
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    folders = this.bytes.getInt(0);
    files = this.bytes.getInt(4);
    length = this.bytes.getInt(8);
    names = Memory.allocate(length);
    names.putBytes(0, this.bytes.array(), this.bytes.arrayOffset() + HEADER, length);
    stamps = HEADER + length;
  }

  /** Whether bytes are evidence as far as a glance tells: no part of it lies outside of them. */
  static boolean isWhole(ByteBuffer bytes) {
    ByteBuffer all = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (all.remaining() < HEADER) {
      return false;
    }
    int length = all.getInt(8);
    int files = all.getInt(4);
    return length >= 0
        && files >= 0
        && HEADER + (long) length + (long) files * FILE == all.remaining()
        && (length == 0 || all.get(HEADER + length - 1) == 0);
  }

  /** The evidence that some files give; null while one of them may change without showing it. */
  static byte @Nullable [] of(Collection<ContentEntry> entries, HashCache cache) {
    Set<String> folders = new TreeSet<>();
    ByteArrayOutputStream paths = new ByteArrayOutputStream();
    ByteBuffer stamps = ByteBuffer.allocate(entries.size() * FILE).order(ByteOrder.LITTLE_ENDIAN);
    for (ContentEntry entry : entries) {
      FileStamp stamp = cache.stamp(entry.bytes(), entry.contents());
      if (stamp == null) {
        return null;
      }
      addFolders(entry.path(), folders);
      paths.write(entry.bytes(), 0, entry.bytes().length);
      paths.write(0);
      stamps.putLong(stamp.size()).putLong(stamp.modified()).putLong(stamp.changed());
      stamps.putLong(stamp.inode()).put((byte) (entry.executable() ? 1 : 0));
    }
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (String folder : folders) {
      byte[] path = FileName.bytes(folder);
      names.write(path, 0, path.length);
      names.write(0);
    }
    names.writeBytes(paths.toByteArray());
    return ByteBuffer.allocate(HEADER + names.size() + stamps.capacity())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(folders.size())
        .putInt(entries.size())
        .putInt(names.size())
        .put(names.toByteArray())
        .put(stamps.array())
        .array();
  }

  private static void addFolders(String path, Set<String> folders) {
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (!folders.add(path.substring(0, end))) {
        return; // those above it are there as well
      }
    }
  }

  /** Whether every file is unchanged, and every folder on the way to one is a folder. */
  boolean holds() {
    int project = Libc.open(root, Libc.O_RDONLY | Libc.O_DIRECTORY, 0);
    if (project < 0) {
      return false;
    }
    try {
      FileStatus status = new FileStatus();
      int name = 0;
      for (int folder = 0; folder < folders; folder++) {
        if (name >= length || status.look(project, names, name) != 0 || !status.isFolder()) {
          return false;
        }
        name = next(name);
      }
      look(project, status, name);
      return !refuted;
    } finally {
      Libc.close(project);
    }
  }

  private void look(int project, FileStatus status, int firstName) {
    int half = files < MANY || Runtime.getRuntime().availableProcessors() == 1 ? files : files / 2;
    int name = firstName;
    for (int file = 0; file < half && name < length; file++) {
      name = next(name);
    }
    int middle = name;
    Thread other =
        Thread.ofPlatform()
            .daemon()
            .name("pawl-evidence")
            .unstarted(() -> look(project, new FileStatus(), half, files, middle));
    if (half < files) {
      other.start();
    }
    look(project, status, 0, half, firstName);
    boolean interrupted = false;
    while (other.isAlive()) {
      try {
        other.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(int project, FileStatus status, int from, int to, int firstName) {
    int name = firstName;
    for (int file = from; file < to && !refuted; file++) {
      if (name >= length
          || status.look(project, names, name) != 0
          || !isSame(status, stamps + file * FILE)) {
        refuted = true;
      } else {
        name = next(name);
      }
    }
  }

  private boolean isSame(FileStatus status, int at) {
    return status.isRegular()
        && status.size() == bytes.getLong(at)
        && status.modified() == bytes.getLong(at + 8)
        && status.changed() == bytes.getLong(at + 16)
        && status.inode() == bytes.getLong(at + 24)
        && status.isExecutable() == (bytes.get(at + 32) != 0);
  }

  /** Where the name behind this one begins; the last of them has its NUL. */
  private int next(int name) {
    int end = HEADER + name;
    while (bytes.get(end) != 0) {
      end++;
    }
    return end + 1 - HEADER;
  }
}
