package dev.pawl.coordinator;

/** A condition has no answer; the message says why. */
final class JudgementException extends Exception {
  private static final long serialVersionUID = 1;

  JudgementException(String message) {
    super(message);
  }
}
