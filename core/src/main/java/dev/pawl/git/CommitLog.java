package dev.pawl.git;

import java.util.List;

/**
 * Commits.
 *
 * @param count of all
 * @param newest of these at most {@link #MOST}, the oldest first
 */
public record CommitLog(int count, List<Commit> newest) {
  /** How many are named. */
  public static final int MOST = 100;

  public CommitLog {
    newest = List.copyOf(newest);
  }
}
