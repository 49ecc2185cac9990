package dev.pawl.run;

import dev.pawl.model.JobStatus;
import java.util.BitSet;
import java.util.Optional;

/** Where the steps of a run stand between ready and planned, and between done and complete. */
final class StepRows {
  private final RunState state;

  /** Of which it is being asked whether they must run. */
  private final BitSet asked = new BitSet();

  /** Whose work is done and that are being marked complete. */
  private final BitSet sealing = new BitSet();

  StepRows(RunState state) {
    this.state = state;
  }

  boolean isAsked(JobRow row) {
    return asked.get(row.index);
  }

  /** Whether there is a step of which it is not known yet if it will start, or has succeeded. */
  boolean hasOpen() {
    return !(asked.isEmpty() && sealing.isEmpty());
  }

  void asked(RunEvent.StepsAsked e) {
    for (var job : e.jobs()) {
      JobRow row = state.row(job);
      state.releases().unready(row);
      asked.set(row.index);
      row.holder = null;
    }
  }

  void vacant(RunEvent.StepVacant e) {
    JobRow row = state.row(e.job());
    asked.clear(row.index);
    row.vacant = true;
    state.releases().ready(row);
  }

  /** A loop is told while it lives, with its items listed. */
  void due(RunEvent.StepDue e) {
    JobRow row = state.row(e.job());
    row.due = e.reason();
    if (!row.isLive()) {
      asked.clear(row.index);
      state.releases().unready(row);
      state.releases().ready(row);
    }
  }

  /** Without a holder it is ready to be asked about again. */
  void waits(RunEvent.StepWaiting e) {
    JobRow row = state.row(e.job());
    Optional<String> holder = e.holder();
    asked.clear(row.index);
    state.releases().unready(row);
    row.due = null;
    row.vacant = false;
    if (row.status() == JobStatus.RUNNING) {
      withdraw(row);
      row.set(JobStatus.PENDING);
    }
    row.holder = holder.orElse(null);
    if (holder.isEmpty()) {
      state.releases().ready(row);
    }
  }

  /** Takes back an attempt of which nothing has come. */
  void withdraw(JobRow row) {
    row.withdraw();
    if (row.loop == null) {
      state.tally.running--;
    } else {
      state.loops.end(row);
      row.loop = null;
    }
  }

  /** What was found out about a step is known to the coordinator only that has asked. */
  void forget(JobRow row) {
    boolean ready = row.due != null && row.retryAt == null && row.status() == JobStatus.PENDING;
    if (row.loop != null || row.status() == JobStatus.PENDING) {
      row.due = null;
      row.vacant = false;
    }
    if (ready) {
      state.releases().unready(row);
      state.releases().ready(row);
    }
  }

  void sealing(JobRow row) {
    state.ended().clear(row.index);
    sealing.set(row.index);
  }

  /** A step has its final status. */
  void settled(JobRow row) {
    row.holder = null;
    asked.clear(row.index);
    sealing.clear(row.index);
  }
}
