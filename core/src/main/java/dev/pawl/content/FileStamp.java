package dev.pawl.content;

import dev.pawl.posix.FileStatus;

/**
 * By what an unchanged file is recognized without reading it. Times in nanoseconds since 1970.
 *
 * <p>Git's rule on racy timestamps (Documentation/technical/racy-git.txt) says when that is safe: a
 * file may be written again within the tick of the file system's clock in which it was read, and
 * then looks the same. So a stamp is trusted only if it was older than that tick already when the
 * reading began.
 */
record FileStamp(long size, long modified, long changed, long inode) {
  private static final long MILLISECOND = 1_000_000;

  /** Linux stamps files by a clock that moves 100 to 1000 times a second. */
  private static final long TICK = 50 * MILLISECOND;

  /** FAT counts in steps of two seconds, others in whole seconds. */
  private static final long COARSE_TICK = 2_000 * MILLISECOND + TICK;

  static FileStamp of(FileStatus status) {
    return new FileStamp(status.size(), status.modified(), status.changed(), status.inode());
  }

  /** A text that differs when a stamp does. */
  String text() {
    return size + " " + modified + " " + changed + " " + inode;
  }

  /**
   * Whether a change after that moment would show.
   *
   * @param began when the file began to be read, by a clock not ahead of the file system's
   */
  boolean isSettled(long began) {
    // The kernel alone sets ctime: whole milliseconds tell of a file system that keeps no more.
    long tick = changed % MILLISECOND == 0 ? COARSE_TICK : TICK;
    return Math.max(modified, changed) < began - tick;
  }
}
