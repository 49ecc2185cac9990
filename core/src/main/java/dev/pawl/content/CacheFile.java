package dev.pawl.content;

import dev.pawl.posix.DurableFiles;
import dev.pawl.posix.FileStatus;
import dev.pawl.posix.Libc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where the cache lies. It is replaced whole, by a rename, so that nobody reads half of it; without
 * a force to the disk, since a power loss may cost it.
 */
final class CacheFile {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final long LEFTOVER = 3_600_000;

  private final Path path;
  private final FileStatus status = new FileStatus();
  private @Nullable FileStamp stamp;

  CacheFile(Path path) {
    this.path = path;
  }

  Table read() {
    stamp = stamp();
    return stamp == null ? Table.EMPTY : Table.read(path);
  }

  /** Whether another process has written it since it was read or written here. */
  boolean hasChanged() {
    FileStamp now = stamp();
    return now != null && !now.equals(stamp);
  }

  private @Nullable FileStamp stamp() {
    boolean isFile = status.look(Libc.pathBytes(path.toString())) == 0 && status.isRegular();
    return isFile ? FileStamp.of(status) : null;
  }

  void write(Table table) throws IOException {
    Path folder = path.resolveSibling("");
    DurableFiles.makeFolders(folder, DurableFiles.OWNER_ONLY);
    String name = path.getFileName() + "." + Libc.getpid() + "-" + NUMBERS.incrementAndGet();
    Path temporary = path.resolveSibling(name + ".tmp");
    try {
      write(temporary, ByteBuffer.wrap(table.bytes()));
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    stamp = stamp();
    removeLeftovers(folder);
  }

  /** Writes on where the kernel has taken fewer bytes. */
  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** What processes left that were killed while they wrote. */
  private void removeLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, path.getFileName() + ".*.tmp")) {
      FileTime written = Files.getLastModifiedTime(path);
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).toMillis() < written.toMillis() - LEFTOVER) {
          Files.deleteIfExists(file);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException | java.nio.file.NoSuchFileException e) {
      // another process is at it
    }
  }
}
