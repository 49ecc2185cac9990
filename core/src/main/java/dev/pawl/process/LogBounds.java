package dev.pawl.process;

import dev.pawl.posix.Libc;

/**
 * What of a growing log is neither its head nor its tail, and the hole in that place.
 *
 * <p>The hole is made with fallocate(2) PUNCH_HOLE, which frees blocks and leaves offsets true; in
 * steps, because each costs half a millisecond.
 */
final class LogBounds {
  private static final int BLOCK = 4096;
  private static final int MAX_STEP = 1 << 20;

  private final long headEnd;
  private final long tailBytes;
  private final long step;
  private long holeEnd;
  private boolean canPunch;

  /**
   * @param maxBytes what is kept, half of it head
   * @param canPunch false: as on a file system that makes no holes
   */
  LogBounds(long maxBytes, boolean canPunch) {
    this.canPunch = canPunch;
    headEnd = maxBytes / 2 / BLOCK * BLOCK;
    tailBytes = maxBytes - headEnd;
    step = Math.max(BLOCK, Math.min(MAX_STEP, maxBytes / 4 / BLOCK * BLOCK));
    holeEnd = headEnd;
  }

  /** How much it grows from one hole to the next, in bytes. */
  long step() {
    return step;
  }

  long headEnd() {
    return headEnd;
  }

  /** Where the tail of a log of this size begins. */
  long tailStart(long size) {
    return size - tailBytes;
  }

  /** Whether a log of this size has more than head, hole and tail, by a step at least. */
  boolean isStepDue(long size) {
    return tailStart(size) - holeEnd >= step;
  }

  /** Whether a log of this size has anything besides head and tail. */
  boolean isTooLong(long size) {
    return tailStart(size) > headEnd;
  }

  /** Makes the hole larger; false if the file system makes none, which is not asked again. */
  boolean punch(int fd, long size) {
    long end = tailStart(size) / BLOCK * BLOCK;
    canPunch =
        canPunch
            && Libc.fallocate(fd, Libc.FALLOC_PUNCH_HOLE_KEEP_SIZE, holeEnd, end - holeEnd) == 0;
    if (canPunch) {
      holeEnd = end;
    }
    return canPunch;
  }

  boolean canPunch() {
    return canPunch;
  }

  /** The next hole begins at {@code end}. */
  void restart(long end) {
    holeEnd = end;
  }
}
