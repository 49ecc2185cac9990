package dev.pawl.journal;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Filter;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemDraft;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.Position;
import dev.pawl.backlog.Resolution;
import dev.pawl.backlog.Size;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.Usage;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.model.JobName;
import dev.pawl.run.RunEvent;
import dev.pawl.run.TaskEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Events of runs over the backlog. */
final class WorkSamples {
  private static final Instant THEN = Instant.parse("2026-11-20T15:47:41.120Z");
  private static final ItemId ID = new ItemId("WRK-007");
  private static final JobName JOB = new JobName("WRK-007.build");
  private static final AgentName AGENT = new AgentName("claude");
  private static final Position BUILD = new Position(Pool.MAIN, new PhaseName("build"));
  private static final Task TASK = new Task(ID, Optional.of(BUILD), AGENT, true);
  private static final Task TRIAGE = new Task(ID, Optional.empty(), AGENT, false);

  private WorkSamples() {}

  static List<RunEvent> events() {
    Item plain = Item.of(new ItemId("WRK-008"), "plain: \"title\" é 😀", THEN);
    return List.of(
        new RunEvent.WorkBegan(WorkOrder.ALL),
        new RunEvent.WorkBegan(
            new WorkOrder(
                List.of(ID, new ItemId("X-1")),
                ((Filter.Parsed.Good) Filter.parse(List.of("impact=high,medium", "size=small")))
                    .filter(),
                true)),
        new RunEvent.TaskAdded(JOB, "T", TASK, Duration.ofMinutes(30)),
        new RunEvent.TaskAdded(JOB, "T", TRIAGE, Duration.ofSeconds(1)),
        new RunEvent.TaskEnded(JOB, 2, TaskEnd.FAILED, Usage.NONE),
        new RunEvent.TaskEnded(JOB, 2, TaskEnd.CARRIED_OUT, new Usage(0.125, 10, 5)),
        new RunEvent.AgentPaused(AGENT, THEN, "limit reached"),
        new RunEvent.ItemsChanged(
            new Transition(
                3,
                List.of(Transition.Change.of(plain, everything()), Transition.Change.added(plain)),
                List.of(new ItemId("WRK-003")),
                9,
                Optional.of(new Transition.Done(JOB, TASK, result())),
                "WRK-007 build: done")),
        new RunEvent.ItemsChanged(
            new Transition(
                4,
                List.of(Transition.Change.of(everything(), plain)),
                List.of(),
                0,
                Optional.empty(),
                "")),
        new RunEvent.ItemsSaved(3, Optional.of("1f0c")),
        new RunEvent.ItemsSaved(4, Optional.empty()),
        new RunEvent.WorkHalted(Halt.ALL_BLOCKED, "WRK-007 is blocked: why"));
  }

  private static PhaseResult result() {
    return new PhaseResult(
        ID,
        "build",
        PhaseResult.Verdict.SUBPHASE_COMPLETE,
        "built half",
        "the other half\nis left",
        Assessments.NONE,
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(),
        List.of());
  }

  /** An item in which nothing is unset. */
  static Item everything() {
    return new ItemDraft(ID, "T")
        .status(ItemStatus.BLOCKED)
        .pipeline(new PipelineName("feature"))
        .position(BUILD)
        .assessments(
            new Assessments(
                Optional.of(Size.LARGE),
                Optional.of(Level.LOW),
                Optional.of(Level.MEDIUM),
                Optional.of(Level.HIGH)))
        .dependencies(List.of(new ItemId("WRK-003"), new ItemId("X-1")))
        .tags(Set.of("x"))
        .description(new Description.Parts("c", "p", "s", "i", "r"))
        .review(true)
        .approval(new Item.Approval("ada", THEN))
        .block(new Item.Block(ItemStatus.IN_PROGRESS, "why"))
        .resolution(Resolution.CLOSED)
        .notes("look\nhere")
        .origin("WRK-002/review")
        .created(THEN)
        .updated(THEN.plusMillis(1))
        .lastCommit("1f0c")
        .item();
  }
}
