package dev.pawl.journal;

import dev.pawl.model.Command;
import dev.pawl.model.Condition;
import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Limits;
import dev.pawl.model.Occasion;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.Retry;
import dev.pawl.model.Role;
import dev.pawl.model.RunId;
import dev.pawl.model.RunStatus;
import dev.pawl.model.Script;
import dev.pawl.model.SkipCause;
import dev.pawl.model.Workflow;
import dev.pawl.model.WorkflowName;
import dev.pawl.run.Entry;
import dev.pawl.run.Owner;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunOptions;
import dev.pawl.run.Selectors;
import dev.pawl.run.StopCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Events and plans for tests. */
final class Samples {
  static final Instant START = Instant.parse("2026-11-20T15:47:41.120Z");
  static final RunId RUN = new RunId("20261120-154741-7f3a");
  static final JobName A = new JobName("a");
  static final JobName B = new JobName("b");

  private Samples() {}

  static List<Entry> entries(List<? extends RunEvent> events) {
    List<Entry> entries = new ArrayList<>();
    for (RunEvent event : events) {
      int seq = entries.size() + 1;
      entries.add(new Entry(seq, START.plusMillis(317L * (seq - 1)), event));
    }
    return entries;
  }

  static RunEvent created() {
    return new RunEvent.RunCreated(
        RUN,
        new WorkflowName("default"),
        Optional.of(new RunId("20261119-000000-0001")),
        new Owner("6c1f2d3e-boot", 4711, 9_000_000_001L),
        new RunOptions(2, Long.MIN_VALUE));
  }

  /** A run of two jobs that ends well. */
  static List<RunEvent> goodRun() {
    return List.of(
        created(),
        new RunEvent.RunBegan(false),
        new RunEvent.AttemptPlanned(A, 1),
        new RunEvent.AttemptStarted(A, 1, 4712, 101),
        attemptFinished(A, JobStatus.SUCCEEDED, 0, Optional.empty()),
        jobFinished(A, JobStatus.SUCCEEDED),
        new RunEvent.AttemptPlanned(B, 1),
        new RunEvent.AttemptStarted(B, 1, 4713, 102),
        attemptFinished(B, JobStatus.SUCCEEDED, 0, Optional.empty()),
        jobFinished(B, JobStatus.SUCCEEDED),
        new RunEvent.RunFinished(RunStatus.SUCCEEDED, 0, Optional.empty()));
  }

  /** Every event there is, with every field filled and every field empty. */
  static List<RunEvent> everyEvent() {
    List<RunEvent> events = new ArrayList<>(eventsOfVersion1());
    events.add(new RunEvent.StepDue(A, "an input changed"));
    events.add(new RunEvent.StepsUpToDate("complete since yesterday", List.of(A, B)));
    events.add(new RunEvent.StepWaiting(A, Optional.of("20261120-154741-7f3a:a")));
    events.add(new RunEvent.StepWaiting(A, Optional.empty()));
    events.add(new RunEvent.NoticeFailed(Occasion.FAILURE, "exit code 3"));
    events.add(new RunEvent.HandedOver());
    events.add(new RunEvent.TakenOver(new Owner("6c1f2d3e-boot", 4712, 9_000_000_002L)));
    events.addAll(WorkSamples.events());
    return events;
  }

  /** Those that the first kept journal holds. */
  static List<RunEvent> eventsOfVersion1() {
    return List.of(
        created(),
        new RunEvent.RunCreated(
            RUN,
            WorkflowName.DEFAULT,
            Optional.empty(),
            new Owner("", 0, 0),
            new RunOptions(1, Long.MAX_VALUE)),
        new RunEvent.JobPromoted(A, B),
        new RunEvent.RunBegan(true),
        new RunEvent.AttemptPlanned(A, 1),
        new RunEvent.AttemptStarted(A, 1, 4712, 101),
        new RunEvent.ServiceReady(A, 1),
        new RunEvent.StopOrdered(A, 1, StopCause.TIMEOUT),
        attemptFinished(A, JobStatus.TIMED_OUT, 143, Optional.of("timed out after 1s")),
        new RunEvent.AttemptFinished(
            B, 1, JobStatus.FAILED, OptionalInt.empty(), 0, Optional.empty(), 0),
        new RunEvent.RetryScheduled(A, 2, START.plusNanos(1_500_000_123L)),
        new RunEvent.RetryDue(A, 2),
        new RunEvent.JobFinished(
            A, JobStatus.SKIPPED, Optional.of(SkipCause.NOT_REACHED), Optional.of("piped: b")),
        jobFinished(B, JobStatus.UP_TO_DATE),
        new RunEvent.RunStopping(StopCause.SIGNAL, 2, true, "SIGINT"),
        new RunEvent.RunFinished(RunStatus.INTERRUPTED, 130, Optional.of("SIGINT")),
        new RunEvent.RunFinished(RunStatus.SUCCEEDED, 0, Optional.empty()));
  }

  static RunEvent attemptFinished(
      JobName job, JobStatus outcome, int code, Optional<String> reason) {
    int signal = code > 128 ? code - 128 : 0;
    return new RunEvent.AttemptFinished(job, 1, outcome, OptionalInt.of(code), signal, reason, 812);
  }

  static RunEvent jobFinished(JobName job, JobStatus status) {
    return new RunEvent.JobFinished(job, status, Optional.empty(), Optional.empty());
  }

  static Workflow twoJobs() {
    return Workflow.of("default", Job.of("a", "true"), Job.of("b", "true", "a"));
  }

  /** A plan in which nothing is default. */
  static Plan richPlan() {
    Map<String, String> env = new LinkedHashMap<>();
    env.put("Z", "last letter first");
    env.put("A", "\"quoted\"\n\ttab \\ \u0001 é 😀 \u2028");
    return new Plan(
        new Workflow(
            new WorkflowName("rich"),
            "all of it",
            Workflow.Mode.PIPED,
            OptionalInt.of(3),
            true,
            env,
            List.of(richJob(env), service(), Job.of("plain", "true", "rich"))),
        new Selectors(List.of("rich"), List.of("slow", "x"), true, List.of("job:plain", "all")),
        OptionalInt.of(7),
        Map.of("REGION", "eu"),
        false,
        new LogLimits(Duration.ofHours(5), 9, 1L << 40, 1L << 41),
        Sync.ALWAYS);
  }

  private static Job richJob(Map<String, String> env) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("macos", "say hi");
    texts.put("linux", "echo hi\necho ho");
    Retry retry =
        new Retry(2, Duration.ofMillis(1500), 1.25, Duration.ofSeconds(9), false, List.of(75, 1));
    return new Job(
        new JobName("rich"),
        "does much",
        List.of(new JobName("db")),
        new Script(new Command.PerPlatform(texts), List.of("bash", "-c"), "sub/folder", env),
        new Limits(Optional.of(Duration.ofMillis(250)), Duration.ofSeconds(1), retry),
        new Gate(everyRule(), List.of(new Gate.Rule(new Condition.Exists("*.md"), "docs"))),
        new Role(true, true, false, Optional.empty(), true),
        -5,
        new LinkedHashSet<>(List.of("z", "a", "slow")),
        "ask Jo",
        Optional.empty(),
        Optional.empty());
  }

  private static List<Gate.Rule> everyRule() {
    return List.of(
        new Gate.Rule(new Condition.Literal(false), ""),
        new Gate.Rule(new Condition.Env("CI"), "on CI"),
        new Gate.Rule(new Condition.Ref("release/*"), ""),
        new Gate.Rule(new Condition.Run("test -f x"), ""),
        new Gate.Rule(new Condition.Changed("src/**", "HEAD~1"), ""));
  }

  private static Job service() {
    return new Job(
        new JobName("db"),
        "",
        List.of(),
        Script.of("serve"),
        Limits.DEFAULT,
        Gate.OPEN,
        new Role(
            false, false, true, Optional.of(new Role.Service(Optional.of("curl -f x"))), false),
        0,
        Set.of(),
        "",
        Optional.empty(),
        Optional.empty());
  }
}
