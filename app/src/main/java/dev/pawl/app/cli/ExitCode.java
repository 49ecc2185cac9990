package dev.pawl.app.cli;

/** What the program's exit codes mean; besides these, 128+N for signal N. */
final class ExitCode {
  /** Fine. */
  static final int FINE = 0;

  /** The work failed. */
  static final int FAILED = 1;

  /** The command line or the configuration is wrong. */
  static final int USAGE = 2;

  /** Refused: locked, or a precondition does not hold. */
  static final int REFUSED = 3;

  /** A bug, or a broken disk. */
  static final int BROKEN = 70;

  private ExitCode() {}
}
