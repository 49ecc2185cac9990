package dev.pawl.git;

/** Git was asked and did not answer; the message says what was asked and what git said. */
public final class GitException extends Exception {
  private static final long serialVersionUID = 1;

  private enum Cause {
    /** There is no git program. */
    MISSING,

    /** The machine had no descriptor, process or memory left. */
    SHORTAGE,

    /** What the message says. */
    OTHER
  }

  private final Cause cause;

  GitException(String message) {
    this(message, Cause.OTHER);
  }

  private GitException(String message, Cause cause) {
    super(message);
    this.cause = cause;
  }

  static GitException missing() {
    return new GitException("the program git was not found in PATH", Cause.MISSING);
  }

  static GitException shortage(String message) {
    return new GitException(message, Cause.SHORTAGE);
  }

  /** Whether the machine or its disk had nothing left for git, which may be otherwise next time. */
  public boolean isShortage() {
    return cause == Cause.SHORTAGE || Room.isMissedIn(String.valueOf(getMessage()));
  }

  /** Whether there is no git program. */
  boolean isMissing() {
    return cause == Cause.MISSING;
  }
}
