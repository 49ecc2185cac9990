package dev.pawl.posix;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole files that are either the old or the new one after any kill or power loss. */
public final class DurableFiles {
  /** Of what is nobody's business but the owner's, 0700. */
  public static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Set<OpenOption> FRESH =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  private static final int PIECE = 1 << 16;

  /** The temporary files: for which file, and of whom. */
  private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.(\\d{1,10})-\\d+\\.tmp");

  private static long lastNumber;

  private DurableFiles() {}

  /**
   * Replaces {@code path} by {@code bytes}: temporary file in the same folder, write, fsync,
   * rename, fsync of the folder.
   *
   * <p>The permissions of an existing file are kept, and its owner and group as far as the caller
   * may give files away. A symbolic link is followed, so that the file it names is replaced and not
   * the link. A crash may leave a file {@code .NAME.PID-N.tmp}, which {@link #sweep} removes.
   *
   * @throws IOException when a step failed; {@code path} is then the old file, unless it was the
   *     last step (the folder's fsync), after which it is the new one, perhaps not yet durable
   */
  public static void replace(Path path, byte[] bytes) throws IOException {
    replace(path, out -> out.write(bytes));
  }

  /**
   * The same, unless somebody else has changed the file since it was read; only what happens within
   * the rename itself goes unseen.
   *
   * @param before what the file is known to hold
   * @return whether the file has been replaced
   */
  public static boolean replace(Path path, byte[] before, byte[] bytes) throws IOException {
    return replace(path, out -> out.write(bytes), () -> holds(path, before));
  }

  /** Whether a file holds just these bytes. It is never in memory as a whole. */
  public static boolean holds(Path path, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer piece = ByteBuffer.allocate(PIECE);
      int at = 0;
      for (int read = channel.read(piece); read >= 0; read = channel.read(piece)) {
        int end = at + read;
        if (end > bytes.length || !Arrays.equals(piece.array(), 0, read, bytes, at, end)) {
          return false;
        }
        at = end;
        piece.clear();
      }
      return at == bytes.length;
    }
  }

  /**
   * Removes what writers that were killed have left in a folder. What a living process writes
   * stays.
   *
   * @param files the names of the files that were being replaced
   */
  public static void sweep(Path folder, Predicate<String> files) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path path : found) {
        Matcher name = TEMPORARY.matcher(String.valueOf(path.getFileName()));
        if (name.matches() && files.test(name.group(1)) && !isWritten(name.group(2))) {
          Files.deleteIfExists(path);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isWritten(String pid) {
    return Files.exists(Path.of("/proc", pid)) && Long.parseLong(pid) != Libc.getpid();
  }

  /** Writes all that a file is to hold. */
  public interface Writing {
    /** In as many pieces as it likes. */
    void to(OutputStream out) throws IOException;
  }

  /** The same for what is too large to be held in memory at once. */
  public static void replace(Path path, Writing writing) throws IOException {
    replace(path, writing, () -> true);
  }

  /** Asked when all is ready to be put in the place of the old file. */
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static boolean replace(Path path, Writing writing, Condition condition)
      throws IOException {
    Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path.toAbsolutePath();
    Path temporary =
        target.resolveSibling(
            "." + target.getFileName() + "." + Libc.getpid() + "-" + nextNumber() + ".tmp");
    try {
      write(temporary, target, writing);
      if (!condition.holds()) {
        return false;
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folderOf(target));
    return true;
  }

  private static void keepOwner(Path temporary, Path target) throws IOException {
    PosixFileAttributes now = Files.readAttributes(temporary, PosixFileAttributes.class);
    PosixFileAttributes then = Files.readAttributes(target, PosixFileAttributes.class);
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    try {
      if (!now.group().equals(then.group())) {
        view.setGroup(then.group());
      }
      if (!now.owner().equals(then.owner())) {
        view.setOwner(then.owner());
      }
    } catch (FileSystemException e) {
      return; // only the superuser may: the file is the caller's then
    }
  }

  /**
   * Makes a folder and those above it that are missing. Their names are durable when this returns;
   * what is forced in a folder without that is lost with it.
   *
   * @param attributes of those that are made
   */
  public static void makeFolders(Path folder, FileAttribute<?>... attributes) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent == null || isUsed(folder)) {
      return;
    }
    makeFolders(parent, attributes);
    Files.createDirectories(folder, attributes); // another process may do so at the same time
    syncFolder(parent);
  }

  /**
   * Whether something is in a folder. One that is there but empty may be what a process has left
   * that was killed before it forced the folder's name.
   */
  public static boolean isUsed(Path folder) throws IOException {
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      return names.iterator().hasNext();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return false;
    }
  }

  /**
   * Makes the names in {@code folder} (created, renamed, deleted files) durable, also when the
   * thread is interrupted: it stays so.
   */
  public static void syncFolder(Path folder) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (!isSynced(folder)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False when an interrupt has closed the folder, not what is in it: the force has not failed. */
  private static boolean isSynced(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }

  private static synchronized long nextNumber() {
    return ++lastNumber;
  }

  /** Who may read the old file is settled before the first byte of the new one is there. */
  private static void write(Path path, Path target, Writing writing) throws IOException {
    boolean replaces = Files.exists(target);
    FileAttribute<?>[] mode = replaces ? new FileAttribute<?>[] {PRIVATE} : new FileAttribute<?>[0];
    try (FileChannel channel = FileChannel.open(path, FRESH, mode)) {
      if (replaces) {
        keepOwner(path, target);
        Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(target));
      }
      OutputStream out = new BufferedOutputStream(new Bytes(channel), PIECE);
      writing.to(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Writes on where the kernel has taken fewer bytes; a stream of the JDK gives up at none. */
  private static final class Bytes extends OutputStream {
    private final FileChannel channel;

    Bytes(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(bytes, from, count);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  private static Path folderOf(Path absolute) {
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }
}
