package dev.pawl.process;

/**
 * How a process ended.
 *
 * @param code the exit code; 128 + N after death by signal N
 * @param signal the signal that ended it, 0 = none. A shell says 128 + N for a command that died by
 *     N, so a code from 129 to 192 counts as signal {@code code - 128} too.
 */
public record ExitStatus(int code, int signal) {
  private static final int SIGNAL_BASE = 128;
  private static final int LAST_SIGNAL = 64;

  /** A process that called exit with {@code code}. */
  public static ExitStatus exited(int code) {
    boolean shellSaysSignal = code > SIGNAL_BASE && code <= SIGNAL_BASE + LAST_SIGNAL;
    return new ExitStatus(code, shellSaysSignal ? code - SIGNAL_BASE : 0);
  }

  /** A process that died by {@code signal}. */
  public static ExitStatus killedBy(int signal) {
    return new ExitStatus(SIGNAL_BASE + signal, signal);
  }

  public boolean succeeded() {
    return code == 0;
  }
}
