package dev.pawl.git;

/** What came of a commit. */
public sealed interface CommitOutcome {
  /**
   * It was made.
   *
   * @param hash of the new commit
   * @param output what hooks said, the first and the last of it; "" mostly
   */
  record Committed(String hash, String output) implements CommitOutcome {}

  /** None of the paths differs from HEAD. */
  record NothingToCommit() implements CommitOutcome {}

  /**
   * It was not made, and the index is as it was.
   *
   * @param reason one line
   * @param output what git and the hooks said, the first and the last of it, escape codes untouched
   */
  record Refused(Cause cause, String reason, String output) implements CommitOutcome {}

  /** What refused a commit. */
  enum Cause {
    /** The disk is full. */
    NO_ROOM,

    /** Another git held the index all the time. */
    LOCKED,

    /** A hook, or git itself. */
    DECLINED,

    /** It was stopped, because it took too long. */
    LATE
  }
}
