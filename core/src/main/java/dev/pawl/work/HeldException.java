package dev.pawl.work;

/** The file of the backlog cannot be saved as long as it is as a person has left it. */
@SuppressWarnings("serial")
public final class HeldException extends Exception {
  HeldException(String problem) {
    super(problem, null, false, false);
  }
}
