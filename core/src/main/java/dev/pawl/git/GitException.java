package dev.pawl.git;

/** Git was asked and did not answer; the message says what was asked and what git said. */
public final class GitException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean isMissing;

  GitException(String message) {
    this(message, false);
  }

  private GitException(String message, boolean isMissing) {
    super(message);
    this.isMissing = isMissing;
  }

  static GitException missing() {
    return new GitException("the program git was not found in PATH", true);
  }

  /** Whether the disk is full. */
  public boolean isOutOfRoom() {
    return Room.isMissedIn(String.valueOf(getMessage()));
  }

  /** Whether there is no git program. */
  boolean isMissing() {
    return isMissing;
  }
}
