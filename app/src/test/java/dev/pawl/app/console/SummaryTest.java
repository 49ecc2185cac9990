package dev.pawl.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.app.console.ConsoleStyle.Volume;
import dev.pawl.app.format.Palette;
import dev.pawl.app.testing.ScriptedRun;
import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Limits;
import dev.pawl.model.Role;
import dev.pawl.model.RunStatus;
import dev.pawl.model.Script;
import dev.pawl.model.SkipCause;
import dev.pawl.model.Workflow;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final UnaryOperator<String> AS_IT_IS = UnaryOperator.identity();

  @Test
  @DisplayName("J34 a failure shows its last lines, its fail_text and the command for the rest")
  void failure() {
    Job test =
        new Job(
            new JobName("test"),
            "",
            List.of(),
            Script.of("check"),
            Limits.DEFAULT,
            Gate.OPEN,
            Role.PLAIN,
            0,
            Set.of(),
            "start the database\nthen try again",
            Optional.empty(),
            Optional.empty());
    Workflow workflow =
        Workflow.of(
            "default",
            test,
            Job.of("pack", "zip", "test"),
            Job.of("ship", "scp", "pack"),
            Job.of("lint", "lint"));
    ScriptedRun run = new ScriptedRun(workflow, (state, entries) -> {});
    run.starts("test").after(Duration.ofMillis(1200));
    run.ends("test", JobStatus.FAILED, 3, "exit code 3");
    run.never("pack", JobStatus.DEP_FAILED, null, "needs test, which failed");
    run.never(
        "ship", JobStatus.DEP_FAILED, null, "needs pack, which depends on test, which failed");
    run.never("lint", JobStatus.SKIPPED, SkipCause.EXCLUDED, "asked for by --skip lint");
    RunState state = run.over(RunStatus.FAILED, 1);

    assertEquals(
        """

        test: failed, exit code 3 (1.2 s)
          one
          two
          start the ***
          then try again
          pawl logs 20261120-154741-7f3a:test

        pack: not started, needs test, which failed
        ship: not started, needs pack, which depends on test, which failed
        lint: skipped, asked for by --skip lint

        run 20261120-154741-7f3a: failed: 1 skipped, 1 failed, 2 not started (1.2 s)
        """,
        Summary.of(
            state,
            (job, attempt) -> List.of("one", "\u001b[31mtwo"),
            text -> text.replace("database", "***"),
            Palette.PLAIN,
            Volume.NORMAL));
  }

  @Test
  void aRunWithoutFaultIsOneLineAndInQuietNone() {
    ScriptedRun run =
        new ScriptedRun(Workflow.of("default", Job.of("a", "true")), (state, entries) -> {});
    run.starts("a").ends("a", JobStatus.SUCCEEDED, 0, "");
    RunState state = run.over(RunStatus.SUCCEEDED, 0);

    assertEquals(
        "run 20261120-154741-7f3a: succeeded: 1 succeeded (0.0 s)\n",
        Summary.of(state, Summary.NO_TAIL, AS_IT_IS, Palette.PLAIN, Volume.NORMAL));
    assertEquals("", Summary.of(state, Summary.NO_TAIL, AS_IT_IS, Palette.PLAIN, Volume.QUIET));
  }

  @Test
  void aFailureWithoutALogNamesTheLastLogThereIsOrNone() {
    ScriptedRun run =
        new ScriptedRun(
            Workflow.of("default", Job.of("mute", "false"), Job.of("again", "false")),
            (state, entries) -> {});
    run.starts("mute").event(silentEnd("mute", 1)).event(failed("mute"));
    run.starts("again").attemptEnds("again", JobStatus.FAILED, 1, "exit code 1");
    run.event(new RunEvent.RetryScheduled(new JobName("again"), 2, run.now()));
    run.starts("again").event(silentEnd("again", 2)).event(failed("again"));
    RunState state = run.over(RunStatus.FAILED, 1);

    assertEquals(
        """

        mute: failed, exit code 1 (0.0 s)

        again: failed, exit code 1 (0.0 s)
          pawl logs 20261120-154741-7f3a:again@1
        """,
        Summary.of(state, Summary.NO_TAIL, AS_IT_IS, Palette.PLAIN, Volume.QUIET));
  }

  private static RunEvent silentEnd(String job, int attempt) {
    return new RunEvent.AttemptFinished(
        new JobName(job),
        attempt,
        JobStatus.FAILED,
        OptionalInt.of(1),
        0,
        Optional.of("exit code 1"),
        0);
  }

  private static RunEvent failed(String job) {
    return new RunEvent.JobFinished(
        new JobName(job), JobStatus.FAILED, Optional.empty(), Optional.of("exit code 1"));
  }

  @Test
  void manyFailuresAreToldInPart() {
    Job[] jobs = new Job[500];
    for (int at = 0; at < jobs.length; at++) {
      jobs[at] = Job.of("job" + at, "false");
    }
    ScriptedRun run = new ScriptedRun(Workflow.of("default", jobs), (state, entries) -> {});
    for (Job job : jobs) {
      run.starts(job.name().value()).ends(job.name().value(), JobStatus.FAILED, 1, "exit code 1");
    }
    String text =
        Summary.of(
            run.over(RunStatus.FAILED, 1), Summary.NO_TAIL, AS_IT_IS, Palette.PLAIN, Volume.NORMAL);

    assertTrue(text.contains("and 490 more failed: pawl jobs --run"), text);
    assertTrue(text.lines().count() < 50, text);
  }
}
