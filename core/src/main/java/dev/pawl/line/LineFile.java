package dev.pawl.line;

import dev.pawl.model.Project.Sync;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a file of lines: appends, forces, and is poisoned by the first failure.
 *
 * <p>{@code append} belongs to one thread. Forces are serialized, because the kernel tells a failed
 * write-back once: if two threads could force at the same time, one would hear of it and the other
 * would report a success.
 */
public final class LineFile implements AutoCloseable {
  private final Path path;
  private final DiskFile file;
  private final Sync sync;
  private final GroupedForce grouped;
  private final Object forcing = new Object();

  private volatile boolean dirty;
  private volatile @Nullable BrokenFileException broken;
  private boolean closed;

  /**
   * Takes an open file.
   *
   * @param onBroken told once, on a thread of this file, when a grouped force has failed
   */
  public LineFile(Path path, DiskFile file, Sync sync, Consumer<BrokenFileException> onBroken) {
    this.path = path;
    this.file = file;
    this.sync = sync;
    this.grouped =
        new GroupedForce(
            () -> {
              if (broken == null) {
                force();
              }
            },
            onBroken);
  }

  /**
   * Writes whole lines. A short write goes on where it stopped.
   *
   * @throws BrokenFileException if that fails, or anything has failed before
   */
  public void append(ByteBuffer lines) {
    refuseIfBroken();
    try {
      while (lines.hasRemaining()) {
        file.append(lines);
      }
    } catch (IOException e) {
      throw poison("write", e);
    }
    boolean wasClean = !dirty;
    dirty = true;
    if (sync == Sync.ALWAYS) {
      force();
    } else if (wasClean) {
      grouped.request();
    }
  }

  /**
   * Forces what was appended, unless that has happened.
   *
   * @throws BrokenFileException if that fails, or anything has failed before
   */
  public void force() {
    synchronized (forcing) {
      refuseIfBroken();
      if (!dirty) {
        return;
      }
      dirty = false;
      try {
        file.force();
      } catch (IOException e) {
        throw poison("force to the disk", e);
      }
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    grouped.close();
    try {
      if (broken == null) {
        force();
      }
    } finally {
      closeFile();
    }
  }

  private void closeFile() {
    synchronized (forcing) {
      try {
        file.close();
      } catch (IOException e) {
        if (broken == null) {
          throw poison("close", e);
        }
      }
    }
  }

  private void refuseIfBroken() {
    BrokenFileException known = broken;
    if (known != null) {
      throw known;
    }
  }

  private BrokenFileException poison(String verb, IOException cause) {
    BrokenFileException failure = BrokenFileException.cannot(verb, path, cause);
    broken = failure;
    return failure;
  }
}
