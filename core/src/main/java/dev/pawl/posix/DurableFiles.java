package dev.pawl.posix;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Whole files that are either the old or the new one after any kill or power loss. */
public final class DurableFiles {
  private static final int PIECE = 1 << 16;

  private static long lastNumber;

  private DurableFiles() {}

  /**
   * Replaces {@code path} by {@code bytes}: temporary file in the same folder, write, fsync,
   * rename, fsync of the folder.
   *
   * <p>The permissions of an existing file are kept. A symbolic link is followed, so that the file
   * it names is replaced and not the link. A crash may leave a file {@code .NAME.PID-N.tmp}.
   *
   * @throws IOException when a step failed; {@code path} is then the old file, unless it was the
   *     last step (the folder's fsync), after which it is the new one, perhaps not yet durable
   */
  public static void replace(Path path, byte[] bytes) throws IOException {
    replace(path, out -> out.write(bytes));
  }

  /** Writes all that a file is to hold. */
  public interface Writing {
    /** In as many pieces as it likes. */
    void to(OutputStream out) throws IOException;
  }

  /** The same for what is too large to be held in memory at once. */
  public static void replace(Path path, Writing writing) throws IOException {
    Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path.toAbsolutePath();
    Path temporary =
        target.resolveSibling(
            "." + target.getFileName() + "." + Libc.getpid() + "-" + nextNumber() + ".tmp");
    try {
      write(temporary, writing);
      if (Files.exists(target)) {
        Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folderOf(target));
  }

  /** Makes the names in {@code folder} (created, renamed, deleted files) durable. */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static synchronized long nextNumber() {
    return ++lastNumber;
  }

  private static void write(Path path, Writing writing) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), PIECE);
      writing.to(out);
      out.flush();
      channel.force(true);
    }
  }

  private static Path folderOf(Path absolute) {
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }
}
