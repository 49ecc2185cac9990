package dev.pawl.e2e.fault;

/** What becomes of a call. */
enum Harm {
  /** The disk is broken, this once. */
  BROKEN("error=EIO", ""),
  /** The disk is full, from then on. */
  FULL("error=ENOSPC", "+"),
  INTERRUPTED("error=EINTR", ""),
  /**
   * A write takes fewer bytes than it was given: none at all, because strace does not carry out
   * what it answers itself.
   */
  SHORT("retval=0", ""),
  /** The program is killed before the call is carried out. */
  KILLED("signal=KILL", "");

  private final String answer;
  private final String onwards;

  Harm(String answer, String onwards) {
    this.answer = answer;
    this.onwards = onwards;
  }

  /** Whether it can become of that call. */
  boolean fits(DiskCall call) {
    return this != SHORT || call == DiskCall.WRITE;
  }

  /** As strace(1) wants it, of the {@code number}-th call of each thread. */
  String injected(int number) {
    return answer + ":when=" + number + onwards;
  }
}
