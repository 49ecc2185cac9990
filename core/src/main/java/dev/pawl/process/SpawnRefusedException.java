package dev.pawl.process;

/** A process could not be started; the message says what is missing, on which thing. */
public final class SpawnRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean isShortage;

  public SpawnRefusedException(String message) {
    this(message, false);
  }

  SpawnRefusedException(String message, boolean isShortage) {
    super(message);
    this.isShortage = isShortage;
  }

  /** Whether the machine had no descriptor, process or memory left: nothing is wrong with it. */
  public boolean isShortage() {
    return isShortage;
  }
}
