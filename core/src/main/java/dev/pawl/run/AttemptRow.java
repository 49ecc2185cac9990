package dev.pawl.run;

import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One attempt of a job, as far as it is known. Changed only by {@link RunState}. */
public final class AttemptRow {
  final int number;
  long pid;
  long start;
  boolean ready;
  @Nullable Instant startedAt;
  @Nullable Instant finishedAt;
  @Nullable StopCause stop;
  @Nullable String stopReason;
  @Nullable JobStatus outcome;
  OptionalInt exitCode = OptionalInt.empty();
  int signal;
  @Nullable String reason;
  long logBytes;
  @Nullable JobProgress progress;

  AttemptRow(int number) {
    this.number = number;
  }

  void end(RunEvent.AttemptFinished e, Instant at) {
    finishedAt = at;
    outcome = e.outcome();
    exitCode = e.exitCode();
    signal = e.signal();
    reason = e.reason().orElse(null);
    logBytes = e.logBytes();
    progress = e.progress().orElse(null);
  }

  /** From 1. */
  public int number() {
    return number;
  }

  /** The process, 0 before it lives. */
  public long pid() {
    return pid;
  }

  /** The start time of the process in clock ticks after boot. */
  public long start() {
    return start;
  }

  /** When its process lived. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(startedAt);
  }

  /** When nothing of it lived any more. */
  public Optional<Instant> finishedAt() {
    return Optional.ofNullable(finishedAt);
  }

  /** Why it is being, or was, ended. */
  public Optional<StopCause> stop() {
    return Optional.ofNullable(stop);
  }

  /** How it ended; empty while it lives. */
  public Optional<JobStatus> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Its exit code, where there was a process and it is known. */
  public OptionalInt exitCode() {
    return exitCode;
  }

  /** The signal that killed it, 0 when none. */
  public int signal() {
    return signal;
  }

  /** What the outcome does not tell by itself. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** What its log holds. */
  public long logBytes() {
    return logBytes;
  }

  /** What it told last; empty while it lives, and when it succeeded. */
  public Optional<JobProgress> progress() {
    return Optional.ofNullable(progress);
  }
}
