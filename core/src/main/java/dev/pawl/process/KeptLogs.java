package dev.pawl.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logs that have to be looked at while their jobs write them.
 *
 * <p>Twenty times a second, which costs a system call for each; a hundred times while one grows by
 * more than a step in between. At 250 MB a second a log is 12 MB too long for a moment, then 3 MB.
 * Any thread adds; the reader does the rest.
 */
final class KeptLogs {
  private static final long QUIET_NANOS = 50_000_000;
  private static final long BUSY_NANOS = 10_000_000;

  private final Set<KeptLog> logs = ConcurrentHashMap.newKeySet();
  private long due;
  private boolean waits;

  void add(KeptLog log) {
    logs.add(log);
  }

  void remove(KeptLog log) {
    logs.remove(log);
  }

  /** Looks if it is time to; returns the milliseconds until it is again. */
  long look() {
    if (logs.isEmpty()) {
      waits = false;
      return Long.MAX_VALUE;
    }
    long now = System.nanoTime();
    if (!waits || due - now <= 0) {
      waits = true;
      boolean busy = false;
      for (KeptLog log : logs) {
        busy |= log.look();
      }
      due = now + (busy ? BUSY_NANOS : QUIET_NANOS);
    }
    return (due - now) / 1_000_000 + 1;
  }
}
