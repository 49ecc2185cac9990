package dev.pawl.app.testing;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunId;
import dev.pawl.model.RunStatus;
import dev.pawl.model.SkipCause;
import dev.pawl.model.Workflow;
import dev.pawl.run.Entry;
import dev.pawl.run.Now;
import dev.pawl.run.Owner;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunOptions;
import dev.pawl.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** A run whose events a test writes down, one after the other, with a clock of its own. */
public final class ScriptedRun {
  public static final RunId ID = new RunId("20261120-154741-7f3a");

  private final RunState state;
  private final BiConsumer<RunState, List<Entry>> observer;
  private Instant now = Instant.parse("2026-11-20T15:47:41.120Z");
  private long seq;

  public ScriptedRun(Workflow workflow, BiConsumer<RunState, List<Entry>> observer) {
    this.state = new RunState(workflow);
    this.observer = observer;
    event(
        new RunEvent.RunCreated(
            ID,
            workflow.name(),
            Optional.empty(),
            new Owner("boot", 4711, 99),
            new RunOptions(4, 1)));
    event(new RunEvent.RunBegan(false));
  }

  public ScriptedRun event(RunEvent event) {
    state.apply(event, Now.replayed(now));
    observer.accept(state, List.of(new Entry(++seq, now, event)));
    return this;
  }

  public ScriptedRun after(Duration time) {
    now = now.plus(time);
    return this;
  }

  public ScriptedRun starts(String job) {
    JobName name = new JobName(job);
    int attempt = state.row(name).attempts().size() + 1;
    event(new RunEvent.AttemptPlanned(name, attempt));
    return event(new RunEvent.AttemptStarted(name, attempt, 100, 200));
  }

  public ScriptedRun ends(String job, JobStatus outcome, int exitCode, String reason) {
    Optional<String> why = reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    attemptEnds(job, outcome, exitCode, reason);
    return event(new RunEvent.JobFinished(new JobName(job), outcome, Optional.empty(), why));
  }

  public ScriptedRun attemptEnds(String job, JobStatus outcome, int exitCode, String reason) {
    JobName name = new JobName(job);
    Optional<String> why = reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    int attempt = state.row(name).attempts().size();
    return event(
        new RunEvent.AttemptFinished(name, attempt, outcome, OptionalInt.of(exitCode), 0, why, 12));
  }

  public ScriptedRun never(String job, JobStatus status, SkipCause cause, String reason) {
    return event(
        new RunEvent.JobFinished(
            new JobName(job), status, Optional.ofNullable(cause), Optional.of(reason)));
  }

  public RunState over(RunStatus status, int code) {
    event(new RunEvent.RunFinished(status, code, Optional.empty()));
    return state;
  }

  public RunState state() {
    return state;
  }

  public Instant now() {
    return now;
  }
}
