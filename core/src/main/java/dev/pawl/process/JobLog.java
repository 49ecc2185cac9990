package dev.pawl.process;

import org.jspecify.annotations.Nullable;

/** A process's log, as far as its end is concerned. */
interface JobLog {
  /** What was written to it, also what is left out. */
  long bytes();

  /** Why it is incomplete, or null. */
  @Nullable String failure();

  /** Nobody writes to it any more; releases the file. */
  void close();

  /** Whether {@link #shorten} has something to do. */
  boolean isTooLong();

  /** Brings a closed log into its final form; may take as long as copying it. Any thread. */
  void shorten();
}
