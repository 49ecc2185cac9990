package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.model.Checkpoint;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Loop;
import dev.pawl.model.Workflow;
import dev.pawl.run.Item;
import dev.pawl.run.Now;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import dev.pawl.run.StopCause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldEndsTest {
  private static final JobName A = new JobName("a");
  private static final JobName B = new JobName("b");
  private static final RunCommand STOP = new RunCommand.StopRun(StopCause.SIGNAL, 15, "SIGTERM");

  /** Near the end of the range: ticks may wrap around. */
  private static final long START = Long.MAX_VALUE - 5;

  private static final long PATIENCE = HeldEnds.PATIENCE.toNanos();

  private final RunState state =
      new RunState(Workflow.of("default", Job.of("a", "true"), Job.of("b", "true")));
  private final HeldEnds ends = new HeldEnds();

  HeldEndsTest() {
    apply(new RunEvent.RunBegan(false));
    apply(new RunEvent.AttemptPlanned(A, 1));
    apply(new RunEvent.AttemptPlanned(B, 1));
  }

  private void apply(RunEvent event) {
    state.apply(event, new Now(Instant.EPOCH, START));
  }

  private static RunCommand end(JobName job, int signal) {
    int code = signal == 0 ? 0 : 128 + signal;
    return new RunCommand.AttemptEnded(job, 1, OptionalInt.of(code), signal, 0, "", "");
  }

  private List<RunCommand> admit(long after, RunCommand... arrived) {
    return ends.admit(List.of(arrived), state, START + after);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15})
  void aStopThatArrivesInTimeGoesBeforeTheDeathByItsSignal(int signal) {
    RunCommand death = end(A, signal);
    assertEquals(List.of(), admit(0, death));
    assertEquals(List.of(STOP), admit(PATIENCE - 1, STOP));
    assertEquals(OptionalLong.of(START + PATIENCE - 1), ends.deadline());
    assertEquals(List.of(death), admit(PATIENCE - 1));
    assertEquals(OptionalLong.empty(), ends.deadline());
  }

  @Test
  void aStopGoesBeforeADeathOfTheSameTurn() {
    assertEquals(List.of(end(B, 0), STOP), admit(0, end(A, 15), end(B, 0), STOP));
    assertEquals(List.of(end(A, 15)), admit(0));
  }

  @Test
  void aStopComesTooLateForAWaitThatIsOver() {
    assertEquals(List.of(), admit(0, end(A, 15)));
    assertEquals(List.of(end(A, 15), STOP), admit(PATIENCE, STOP));
  }

  @Test
  void withoutAStopTheDeathIsTakenWhenTheWaitIsOver() {
    assertEquals(List.of(), admit(0, end(A, 15)));
    assertEquals(OptionalLong.of(START + PATIENCE), ends.deadline());
    assertEquals(List.of(), admit(PATIENCE - 1));
    assertEquals(List.of(end(A, 15)), admit(PATIENCE));
    assertEquals(OptionalLong.empty(), ends.deadline());
  }

  @Test
  void eachDeathHasItsOwnWaitAndNothingElseWaits() {
    assertEquals(List.of(), admit(0, end(A, 15)));
    RunCommand other = new RunCommand.SpawnSucceeded(B, 1, 7, 7);
    assertEquals(List.of(other), admit(1, other, end(B, 2)));
    assertEquals(List.of(end(A, 15)), admit(PATIENCE));
    assertEquals(List.of(end(B, 2)), admit(PATIENCE + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9, 11})
  void anEndByNoStopSignalIsTakenAtOnce(int signal) {
    assertEquals(List.of(end(A, signal)), admit(0, end(A, signal)));
  }

  @Test
  void aDeathThatWasOrderedIsTakenAtOnce() {
    apply(new RunEvent.StopOrdered(A, 1, StopCause.TIMEOUT));
    assertEquals(List.of(end(A, 15)), admit(0, end(A, 15)));
  }

  @Test
  void onceTheRunStopsEveryDeathIsTakenAtOnce() {
    apply(new RunEvent.RunStopping(StopCause.SIGNAL, 15, false, "SIGTERM"));
    assertEquals(List.of(end(A, 15)), admit(0, end(A, 15)));
  }

  @Test
  void aDeathOfAnItemWaitsAsThatOfAJob() {
    Loop loop = new Loop(new Loop.Listed(List.of("x", "y")), OptionalInt.empty(), true);
    Job job = Job.of("l", "true").step(Checkpoint.PLAIN, Optional.of(loop));
    RunState looping = new RunState(Workflow.of("default", job));
    List<Item> items = List.of(new Item(1, "x"), new Item(2, "y"));
    for (RunEvent event :
        List.of(
            new RunEvent.RunBegan(false),
            new RunEvent.AttemptPlanned(job.name(), 1),
            new RunEvent.ItemsListed(job.name(), items, 2, List.of()),
            new RunEvent.ItemPlanned(job.name(), items.get(0), 1),
            new RunEvent.ItemPlanned(job.name(), items.get(1), 1),
            new RunEvent.ItemStopOrdered(job.name(), items.get(1), 1, StopCause.TIMEOUT))) {
      looping.apply(event, new Now(Instant.EPOCH, START));
    }
    RunCommand death = itemEnd(job.name(), items.get(0));
    RunCommand ordered = itemEnd(job.name(), items.get(1));
    assertEquals(List.of(ordered), ends.admit(List.of(death, ordered), looping, START));
    assertEquals(List.of(STOP), ends.admit(List.of(STOP), looping, START + 1));
    assertEquals(List.of(death), ends.admit(List.of(), looping, START + 1));
  }

  private static RunCommand itemEnd(JobName job, Item item) {
    return new RunCommand.ItemEnded(job, item, 1, OptionalInt.of(143), 15, 0, "", "");
  }
}
