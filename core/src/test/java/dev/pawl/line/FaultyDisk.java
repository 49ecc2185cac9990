package dev.pawl.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The real disk, of which one call fails: the n-th of all. A write that fails has taken half of its
 * bytes. Calls after it are carried out, so that a test sees who did not stop.
 */
public final class FaultyDisk implements Disk {
  public static final String CAUSE = "No space left on device";

  private final int failing;
  private final int shortest;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  private final boolean forces;

  private FaultyDisk(int failing, int shortest, boolean forces) {
    this.failing = failing;
    this.shortest = shortest;
    this.forces = forces;
  }

  /** Fails the n-th call, from 1. */
  public static FaultyDisk failingAt(int call) {
    return new FaultyDisk(call, Integer.MAX_VALUE, true);
  }

  public static FaultyDisk counting() {
    return new FaultyDisk(0, Integer.MAX_VALUE, true);
  }

  /** Takes only so many bytes with each write. */
  public static FaultyDisk takingOnly(int bytes) {
    return new FaultyDisk(0, bytes, true);
  }

  /** Forces are counted, but the disk is not waited for. */
  public static FaultyDisk neverForcing() {
    return new FaultyDisk(0, Integer.MAX_VALUE, false);
  }

  /** What was called: open, append, force, truncate, folder, rename. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  private boolean fails(String call) {
    calls.add(call);
    return calls.size() == failing;
  }

  private void called(String call) throws IOException {
    if (fails(call)) {
      throw new IOException(CAUSE);
    }
  }

  @Override
  public DiskFile open(Path file, OpenOption... options) throws IOException {
    called("open");
    return new Opened(REAL.open(file, options));
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    called("folder");
    if (forces) {
      REAL.forceFolder(folder);
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    called("rename");
    REAL.rename(from, to);
  }

  private final class Opened implements DiskFile {
    private final DiskFile file;

    Opened(DiskFile file) {
      this.file = file;
    }

    @Override
    public int append(ByteBuffer bytes) throws IOException {
      boolean fails = fails("append");
      int limit = bytes.limit();
      int taken = Math.min(fails ? bytes.remaining() / 2 : bytes.remaining(), shortest);
      bytes.limit(bytes.position() + taken);
      file.append(bytes);
      bytes.limit(limit);
      if (fails) {
        throw new IOException(CAUSE);
      }
      return taken;
    }

    @Override
    public void force() throws IOException {
      called("force");
      if (forces) {
        file.force();
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      called("truncate");
      file.truncate(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
