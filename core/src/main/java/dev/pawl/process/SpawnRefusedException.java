package dev.pawl.process;

/** A process could not be started; the message says what is missing, on which thing. */
public final class SpawnRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public SpawnRefusedException(String message) {
    super(message);
  }
}
