package dev.pawl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Limits;
import dev.pawl.model.Retry;
import dev.pawl.model.Role;
import dev.pawl.model.RunId;
import dev.pawl.model.RunStatus;
import dev.pawl.model.SkipCause;
import dev.pawl.model.Workflow;
import dev.pawl.model.WorkflowName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunReportTest {
  private static final Instant START = Instant.parse("2026-11-20T15:47:41.120Z");
  private static final JobName A = new JobName("a");
  private static final JobName B = new JobName("b");
  private static final RunId RUN = new RunId("20261120-154741-7f3a");

  /** Every live attempt has written 42 bytes and told its progress. */
  private static final RunFiles FILES =
      new RunFiles() {
        @Override
        public String relativeLog(JobName job, int attempt) {
          return job + "@" + attempt + ".log";
        }

        @Override
        public long logBytes(JobName job, int attempt) {
          return 42;
        }

        @Override
        public Optional<JobProgress> progress(JobName job, int attempt) {
          return Optional.of(JobProgress.of(5, 9));
        }
      };

  private RunState state =
      new RunState(Workflow.of("default", Job.of("a", "true"), Job.of("b", "true", "a")));
  private Instant now = START;

  private void happened(RunEvent... events) {
    for (RunEvent event : events) {
      state.apply(event, Now.replayed(now));
      now = now.plusSeconds(1);
    }
  }

  private void begun() {
    happened(
        new RunEvent.RunCreated(
            RUN,
            WorkflowName.DEFAULT,
            Optional.empty(),
            new Owner("boot", 1, 2),
            new RunOptions(2, 7)),
        new RunEvent.RunBegan(false));
  }

  private static RunEvent started(JobName job, int attempt) {
    return new RunEvent.AttemptStarted(job, attempt, 100 + attempt, 5);
  }

  private static RunEvent ended(JobName job, int attempt, JobStatus outcome, int code) {
    int signal = Math.max(0, code - 128);
    Optional<String> reason =
        outcome == JobStatus.SUCCEEDED ? Optional.empty() : Optional.of("exit code " + code);
    return new RunEvent.AttemptFinished(
        job, attempt, outcome, OptionalInt.of(code), signal, reason, code == 0 ? 0 : 812);
  }

  private RunReport report(boolean driven) {
    return RunReport.of(state, driven, FILES, now);
  }

  private JobReport job(boolean driven, int index) {
    return report(driven).jobs().get(index);
  }

  @Test
  @DisplayName("J51 a finished job has times, exit code, signal, log and its attempts")
  void finished() {
    begun();
    happened(
        new RunEvent.AttemptPlanned(A, 1),
        started(A, 1),
        ended(A, 1, JobStatus.FAILED, 139),
        RunEvent.JobFinished.because(A, JobStatus.FAILED, "killed by SIGSEGV"),
        RunEvent.JobFinished.because(B, JobStatus.DEP_FAILED, "needs a, which failed"),
        new RunEvent.RunFinished(RunStatus.FAILED, 1, Optional.empty()));
    AttemptReport attempt =
        new AttemptReport(
            1,
            Optional.of(JobStatus.FAILED),
            OptionalInt.of(139),
            OptionalInt.of(11),
            Optional.of(START.plusSeconds(3)),
            Optional.of(START.plusSeconds(4)),
            Optional.of("a@1.log"),
            OptionalLong.of(812));
    JobReport a =
        new JobReport(
            A,
            JobStatus.FAILED,
            Optional.empty(),
            Optional.of("killed by SIGSEGV"),
            false,
            OptionalInt.of(139),
            OptionalInt.of(11),
            Optional.of(START.plusSeconds(3)),
            Optional.of(START.plusSeconds(5)),
            Optional.of(Duration.ofSeconds(2)),
            List.of(),
            Set.of(),
            Optional.empty(),
            Optional.of("a@1.log"),
            OptionalLong.of(812),
            List.of(attempt));
    for (boolean driven : new boolean[] {true, false}) {
      RunReport report = report(driven);
      assertEquals(a, report.jobs().getFirst());
      assertEquals(RunStatus.FAILED, report.status());
      assertEquals(OptionalInt.of(1), report.exitCode());
      assertEquals(Optional.of(START.plusSeconds(7)), report.finishedAt());
    }
  }

  @Test
  void aSkippedJobHasACauseAndNothingOfAnAttempt() {
    begun();
    happened(RunEvent.JobFinished.skipped(B, SkipCause.CONDITION, "skip: CI"));
    JobReport b = job(true, 1);
    assertEquals(Optional.of(SkipCause.CONDITION), b.cause());
    assertEquals(List.of(A), b.needs());
    assertEquals(Optional.empty(), b.startedAt());
    assertEquals(Optional.empty(), b.duration());
    assertEquals(OptionalLong.empty(), b.logBytes());
  }

  @Test
  void aRunningJobShowsTheSizeOfItsLogAndItsProgress() {
    begun();
    happened(new RunEvent.AttemptPlanned(A, 1), started(A, 1));
    JobReport a = job(true, 0);
    assertEquals(JobStatus.RUNNING, a.status());
    assertEquals(OptionalLong.of(42), a.logBytes());
    assertEquals(Optional.of(JobProgress.of(5, 9)), a.progress());
    assertEquals(Optional.empty(), a.reason());
    assertEquals(Optional.empty(), a.attempts().getFirst().outcome());
    assertEquals(RunStatus.RUNNING, report(true).status());
    assertEquals(OptionalInt.empty(), report(true).exitCode());
  }

  @Test
  @DisplayName("J51 the progress of an attempt that did not succeed stays, of one that did not")
  void theProgressOfWhatDidNotSucceedStays() {
    begun();
    RunEvent end =
        new RunEvent.AttemptFinished(
            A,
            1,
            JobStatus.INTERRUPTED,
            OptionalInt.of(143),
            15,
            Optional.of("stopped by SIGTERM; at 7 of 9: reading"),
            0,
            Optional.of(new JobProgress(7, 9, "reading")));
    happened(new RunEvent.AttemptPlanned(A, 1), started(A, 1), end);
    for (boolean driven : new boolean[] {true, false}) {
      assertEquals("7/9 reading", job(driven, 0).progress().orElseThrow().toString());
    }
    assertEquals(Optional.empty(), job(true, 1).progress(), "it never started");
    happened(
        RunEvent.JobFinished.because(A, JobStatus.INTERRUPTED, "stopped by SIGTERM"),
        new RunEvent.AttemptPlanned(B, 1),
        started(B, 1),
        ended(B, 1, JobStatus.SUCCEEDED, 0));
    assertEquals("7/9 reading", job(true, 0).progress().orElseThrow().toString());
    assertEquals(Optional.empty(), job(true, 1).progress());
  }

  @Test
  @DisplayName("J30 a run whose coordinator is gone is interrupted, and nothing of it is running")
  void lostWhileRunning() {
    begun();
    happened(new RunEvent.AttemptPlanned(A, 1), started(A, 1));
    RunReport report = report(false);
    assertEquals(RunStatus.INTERRUPTED, report.status());
    assertEquals(
        Optional.of("its coordinator ended without finishing the run (killed or power loss)"),
        report.reason());
    assertEquals(OptionalInt.empty(), report.exitCode());
    assertEquals(Optional.empty(), report.finishedAt());
    assertEquals(JobStatus.INTERRUPTED, job(false, 0).status());
    assertEquals(Optional.of("ended without an exit status; at 5 of 9"), job(false, 0).reason());
    assertEquals(Optional.of(JobStatus.INTERRUPTED), job(false, 0).attempts().getFirst().outcome());
    assertEquals(JobStatus.CANCELLED, job(false, 1).status());
    assertEquals(report.reason(), job(false, 1).reason());
  }

  @Test
  void lostBeforeItsFirstJobItIsCancelledAsAWhole() {
    begun();
    report(false).jobs().forEach(job -> assertEquals(JobStatus.CANCELLED, job.status()));
  }

  @Test
  void lostWhenAllJobsHadEndedTheirStatusStays() {
    begun();
    happened(
        new RunEvent.AttemptPlanned(A, 1),
        started(A, 1),
        ended(A, 1, JobStatus.SUCCEEDED, 0),
        RunEvent.JobFinished.plain(A, JobStatus.SUCCEEDED),
        RunEvent.JobFinished.skipped(B, SkipCause.EXCLUDED, "asked for by --skip b"));
    assertEquals(JobStatus.SUCCEEDED, job(false, 0).status());
    assertEquals(RunStatus.INTERRUPTED, report(false).status());
  }

  @Test
  void lostBetweenTheEndOfAnAttemptAndOfItsJobTheOutcomeCounts() {
    begun();
    happened(new RunEvent.AttemptPlanned(A, 1), started(A, 1), ended(A, 1, JobStatus.FAILED, 7));
    assertEquals(JobStatus.FAILED, job(false, 0).status());
    assertEquals(Optional.of("exit code 7"), job(false, 0).reason());
    assertEquals(OptionalInt.of(7), job(false, 0).exitCode());
  }

  private static Job patient() {
    Job plain = Job.of("a", "true");
    return new Job(
        plain.name(),
        "",
        List.of(),
        plain.script(),
        new Limits(Optional.empty(), Duration.ZERO, Retry.NONE.withLimit(2)),
        Gate.OPEN,
        new Role(true, true, false, Optional.empty(), false),
        0,
        Set.of(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aWaitForTheNextAttemptIsCountedDown() {
    state = new RunState(Workflow.of("default", patient()));
    begun();
    happened(
        new RunEvent.AttemptPlanned(A, 1),
        started(A, 1),
        ended(A, 1, JobStatus.FAILED, 7),
        new RunEvent.RetryScheduled(A, 2, START.plusSeconds(10)));
    assertEquals(JobStatus.PENDING, job(true, 0).status());
    assertEquals(Optional.of("attempt 2 of 3 in 4 s"), job(true, 0).reason());
    now = now.plusMillis(3_001);
    assertEquals(Optional.of("attempt 2 of 3 in 1 s"), job(true, 0).reason());
    now = now.plusSeconds(60);
    assertEquals(Optional.of("attempt 2 of 3"), job(true, 0).reason());
    assertEquals(JobStatus.INTERRUPTED, job(false, 0).status(), "it had started before");
  }

  @Test
  @DisplayName("J44 a silent job that succeeded has no log, whatever its attempts wrote")
  void silent() {
    state = new RunState(Workflow.of("default", patient()));
    begun();
    happened(
        new RunEvent.AttemptPlanned(A, 1),
        started(A, 1),
        ended(A, 1, JobStatus.FAILED, 7),
        new RunEvent.RetryScheduled(A, 2, now),
        new RunEvent.RetryDue(A, 2));
    assertEquals(Optional.of("a@1.log"), job(true, 0).log());
    happened(
        new RunEvent.AttemptPlanned(A, 2),
        started(A, 2),
        ended(A, 2, JobStatus.SUCCEEDED, 0),
        RunEvent.JobFinished.plain(A, JobStatus.SUCCEEDED));
    assertEquals(2, job(true, 0).attempts().size());
    assertTrue(job(true, 0).attempts().stream().allMatch(a -> a.log().isEmpty()));
    assertTrue(job(true, 0).background());
  }

  @Test
  void whileARunIsBeingStoppedItSaysWhy() {
    begun();
    happened(new RunEvent.RunStopping(StopCause.SIGNAL, 2, false, "SIGINT"));
    assertEquals(Optional.of("SIGINT"), report(true).reason());
  }
}
