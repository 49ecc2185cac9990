package dev.pawl.journal;

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
final class LineFile implements AutoCloseable {
  private final Path path;
  private final JournalFile file;
  private final Sync sync;
  private final GroupedForce grouped;
  private final Object forcing = new Object();

  private volatile boolean dirty;
  private volatile @Nullable JournalBrokenException broken;
  private boolean closed;

  LineFile(Path path, JournalFile file, Sync sync, Consumer<JournalBrokenException> onBroken) {
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

  /** Writes whole lines. A short write goes on where it stopped. */
  void append(ByteBuffer lines) {
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

  /** Forces what was appended, unless that has happened. */
  void force() {
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
    JournalBrokenException known = broken;
    if (known != null) {
      throw known;
    }
  }

  private JournalBrokenException poison(String verb, IOException cause) {
    JournalBrokenException failure = JournalBrokenException.cannot(verb, path, cause);
    broken = failure;
    return failure;
  }
}
