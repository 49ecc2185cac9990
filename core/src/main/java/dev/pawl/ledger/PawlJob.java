package dev.pawl.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The job of {@code pawl} that this program is, if it is one. Its steps may tell their progress
 * there, in the file that {@code $PAWL_PROGRESS} names, which holds one line. The line is written
 * anew in its place, filled up with spaces to the longest before, so that it is whole at every
 * moment.
 */
final class PawlJob {
  /** How often a line is written at most. */
  private static final long PAUSE_NANOS = 100_000_000;

  /** No job: what is told goes nowhere. */
  static final PawlJob NONE = new PawlJob(null, () -> 0);

  /** All steps of the program share the file. */
  private static final PawlJob SELF = of(System.getenv("PAWL_PROGRESS"), System::nanoTime);

  private final LongSupplier ticks;
  private @Nullable Path file;
  private @Nullable String untold;
  private boolean begun;
  private long begunAt;
  private int longest;

  private PawlJob(@Nullable Path file, LongSupplier ticks) {
    this.file = file;
    this.ticks = ticks;
  }

  static PawlJob self() {
    return SELF;
  }

  /**
   * @param file null or empty outside of a job
   * @param ticks nanoseconds
   */
  static PawlJob of(@Nullable String file, LongSupplier ticks) {
    return file == null || file.isEmpty() ? NONE : new PawlJob(Path.of(file), ticks);
  }

  /**
   * Keeps it in mind, and writes it on one of these threads if the last time is long enough ago.
   */
  void tell(Progress now, FileThreads threads) {
    if (isDue(now)) {
      threads.run(this::write);
    }
  }

  private synchronized boolean isDue(Progress now) {
    String line = line(now);
    if (file == null || line.isEmpty()) {
      return false;
    }
    untold = line;
    long tick = ticks.getAsLong();
    if (begun && tick - begunAt < PAUSE_NANOS) {
      return false;
    }
    begun = true;
    begunAt = tick;
    return true;
  }

  private static String line(Progress now) {
    String count = now.total() > 0 ? now.done() + "/" + now.total() : "";
    return (count + " " + now.message()).strip();
  }

  /** Writes what is not written yet. No work fails because that cannot be done. */
  synchronized void write() {
    Path to = file;
    if (to == null || untold == null) {
      return;
    }
    byte[] line = untold.getBytes(StandardCharsets.UTF_8);
    untold = null;
    try (RandomAccessFile bytes = new RandomAccessFile(to.toFile(), "rw")) {
      if (longest == 0) {
        bytes.setLength(0); // what somebody else has told before
      }
      longest = Math.max(longest, line.length);
      byte[] whole = new byte[longest + 1];
      Arrays.fill(whole, (byte) ' ');
      System.arraycopy(line, 0, whole, 0, line.length);
      whole[longest] = '\n';
      bytes.write(whole);
    } catch (IOException e) {
      file = null;
    }
  }
}
