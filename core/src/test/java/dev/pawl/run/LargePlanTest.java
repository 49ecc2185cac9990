package dev.pawl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.graph.JobGraph;
import dev.pawl.model.Job;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunStatus;
import dev.pawl.model.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 100,000 jobs in seconds; the timeouts only catch what is quadratic. */
@Timeout(60)
class LargePlanTest {
  private static final int JOBS = 100_000;
  private static final int LAYER = 1000;
  private static final int NEEDS = 5;

  private static Workflow layered() {
    SplittableRandom random = new SplittableRandom(5);
    Job[] jobs = new Job[JOBS];
    for (int job = 0; job < JOBS; job++) {
      int layer = job / LAYER;
      String[] needs = new String[layer == 0 ? 0 : NEEDS];
      int first = layer == 0 ? 0 : (layer - 1) * LAYER + random.nextInt(LAYER - NEEDS);
      for (int need = 0; need < needs.length; need++) {
        needs[need] = "job-" + (first + need);
      }
      jobs[job] = Job.of("job-" + job, "true", needs);
    }
    return Workflow.of("default", jobs);
  }

  private static Workflow chain() {
    Job[] jobs = new Job[JOBS];
    for (int job = 0; job < JOBS; job++) {
      jobs[job] =
          job == 0 ? Job.of("job-0", "true") : Job.of("job-" + job, "true", "job-" + (job - 1));
    }
    return Workflow.of("default", jobs);
  }

  /** Every attempt ends with the code, as soon as it was spawned. */
  private static RunState run(Workflow workflow, Selectors selectors, int code) {
    RunState state = new RunState(workflow);
    Now now = Now.replayed(Turns.BEGIN);
    state.apply(Turns.created(workflow, new RunOptions(64, 1)), now);
    Selection selection = Selection.of(JobGraph.of(workflow.jobs()), selectors);
    Deque<RunCommand> mailbox = new ArrayDeque<>();
    mailbox.add(new RunCommand.Begin(selection.skips(), selection.named()));
    while (state.end().isEmpty()) {
      for (Effect effect : turn(state, mailbox.remove(), now)) {
        if (effect instanceof Effect.JudgeConditions e) {
          mailbox.add(new RunCommand.ConditionsJudged(List.of(), List.of(), e.wanted()));
        } else if (effect instanceof Effect.SpawnAttempt e) {
          mailbox.add(new RunCommand.SpawnSucceeded(e.job(), e.attempt(), 1, 1));
          OptionalInt known = OptionalInt.of(code);
          mailbox.add(new RunCommand.AttemptEnded(e.job(), e.attempt(), known, 0, 0, "", ""));
        }
      }
    }
    return state;
  }

  private static List<Effect> turn(RunState state, RunCommand command, Now now) {
    Decision decision = RunEngine.decide(state, command, now);
    List<Effect> effects = new ArrayList<>();
    while (!decision.isNothing()) {
      decision.events().forEach(event -> state.apply(event, now));
      effects.addAll(decision.effects());
      decision = RunEngine.advance(state, now);
    }
    return effects;
  }

  private static long count(RunState state, JobStatus status) {
    return state.rows().stream().filter(row -> row.status() == status).count();
  }

  @Test
  void aLayeredGraphRunsToItsEnd() {
    RunState state = run(layered(), Selectors.ALL, 0);
    assertEquals(JOBS, count(state, JobStatus.SUCCEEDED));
    assertEquals(RunStatus.SUCCEEDED, state.status());
  }

  @Test
  void aLayeredGraphWhoseRootsFailSettles() {
    RunState state = run(layered(), Selectors.ALL, 1);
    assertEquals(LAYER, count(state, JobStatus.FAILED));
    assertEquals(JOBS - LAYER, count(state, JobStatus.DEP_FAILED));
    assertEquals(1, state.end().orElseThrow().exitCode());
  }

  @Test
  void aChainRunsToItsEnd() {
    assertEquals(JOBS, count(run(chain(), Selectors.ALL, 0), JobStatus.SUCCEEDED));
  }

  @Test
  void aChainWhoseHeadFailsSettles() {
    assertEquals(JOBS - 1, count(run(chain(), Selectors.ALL, 1), JobStatus.DEP_FAILED));
  }

  @Test
  void aSelectionOfTheLastJobPullsTheWholeChainIn() {
    Selectors last = new Selectors(List.of("job-" + (JOBS - 1)), List.of(), false, List.of());
    assertEquals(JOBS, count(run(chain(), last, 0), JobStatus.SUCCEEDED));
  }

  @Test
  void aSkipOfTheHeadExcludesTheWholeChain() {
    Selectors skip = new Selectors(List.of(), List.of(), false, List.of("job-0"));
    RunState state = run(chain(), skip, 0);
    assertEquals(JOBS, count(state, JobStatus.SKIPPED));
    assertEquals(0, state.end().orElseThrow().exitCode());
  }
}
