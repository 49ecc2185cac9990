package dev.pawl.work;

import dev.pawl.backlog.PhaseReport;

/** A task may not begin; the message says why, to the person who has to do something. */
@SuppressWarnings("serial")
public final class WithheldException extends Exception {
  private final PhaseReport report;

  /** A task that may not begin, as what that counts. */
  public WithheldException(PhaseReport report) {
    super(report.toString(), null, false, false);
    this.report = report;
  }

  /** What it counts as. */
  public PhaseReport report() {
    return report;
  }
}
