package dev.pawl.run;

/** The counts of a run, kept beside the rows. */
final class Tally {
  /** Live attempts and items that hold a slot. */
  int running;

  /** Jobs and items that wait for their next attempt. */
  int retryWaits;

  /** The job that runs alone now, or -1. */
  int alone = -1;

  /** Jobs without a final status: those that are no services, and of these the foreground. */
  int workLeft;

  int foregroundLeft;

  /** Live attempts that are being ended. */
  int stops;

  /** Services without a final status. */
  int servicesLeft;

  /** The first job that failed or timed out, or -1. */
  int firstFailure = -1;

  /** A job without a final status: one more, or one less. */
  void count(JobRow row, int by) {
    if (row.job.role().isService()) {
      servicesLeft += by;
    } else {
      workLeft += by;
      foregroundLeft += row.background ? 0 : by;
    }
  }

  /** An attempt is planned. Services take no slot, and of loops only the items do. */
  void begun(JobRow row) {
    running += takesSlot(row) ? 1 : 0;
    if (row.runsAlone()) {
      alone = row.index;
    }
  }

  /** An attempt is over. */
  void ended(JobRow row) {
    running -= takesSlot(row) ? 1 : 0;
    if (alone == row.index) {
      alone = -1;
    }
  }

  private static boolean takesSlot(JobRow row) {
    return !row.job.role().isService() && row.job.loop().isEmpty();
  }
}
