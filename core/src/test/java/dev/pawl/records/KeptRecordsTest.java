package dev.pawl.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.file.BacklogDocument;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import dev.pawl.coordinator.PastRuns;
import dev.pawl.item.ItemFile;
import dev.pawl.item.ItemHistory;
import dev.pawl.item.ItemKey;
import dev.pawl.item.ItemStart;
import dev.pawl.journal.Journal;
import dev.pawl.journal.LeftProgress;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunReader;
import dev.pawl.journal.RunReading;
import dev.pawl.journal.Runs;
import dev.pawl.journal.UnseenEnds;
import dev.pawl.model.JobName;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.RunId;
import dev.pawl.process.ExitStatus;
import dev.pawl.process.Keeper;
import dev.pawl.run.JobRow;
import dev.pawl.run.KeptRun.Condition;
import dev.pawl.run.RunState;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepLedger;
import dev.pawl.step.StepState;
import dev.pawl.testing.KeptRecords;
import dev.pawl.work.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What version 0.1 has written is read for ever, and says what it said. */
class KeptRecordsTest {
  /** It ended with its cancellation; how it looked before is kept beside. */
  private static final RunId LEFT = new RunId("20261121-235842-c5d2");

  private static final RunId WORK = new RunId("20261121-235841-0b63");

  @TempDir private Path project;

  @BeforeEach
  void copy() throws Exception {
    KeptRecords.copy("0.1", project);
  }

  @Test
  void everyRunSaysWhatBecameOfItsJobs() {
    List<String> told = new Runs(project).list().stream().map(KeptRecordsTest::told).toList();
    assertEquals(
        """
        default failed 1: flaky succeeded, server succeeded, client succeeded, \
        slow timed_out (timed out after 100ms), off skipped (not here), \
        fails failed (exit code 7; at 7 of 9: half), \
        behind dep_failed (needs fails, which failed), deep succeeded, front succeeded
        steps succeeded 0: make succeeded, use succeeded, each succeeded
        steps succeeded 0: make up_to_date (complete since 2026-11-21T23:58:35Z), \
        use up_to_date (complete since 2026-11-21T23:58:35Z), \
        each up_to_date (all 3 items are done, complete since 2026-11-21T23:58:35Z)
        steps succeeded 0: make succeeded, use succeeded, \
        each up_to_date (all 3 items are done, complete since 2026-11-21T23:58:35Z)
        loop failed 1: each failed (1 of 3 items failed: bad (exit code 1))
        held succeeded 0: step succeeded
        held succeeded 0: step up_to_date (complete since 2026-11-21T23:58:39Z)
        backlog interrupted 143: WRK-007.build succeeded, \
        WRK-009.plan interrupted (stopped by SIGTERM)
        left cancelled 1: loop cancelled (cancelled by request; processed 1 of 2 items), \
        job cancelled (cancelled by request; at 1 of 2: first)
        away succeeded 0: job succeeded
        """,
        String.join("\n", told.reversed()) + "\n");
  }

  private static String told(RunFolder folder) {
    RunState state = state(folder);
    return "%s %s %s: %s"
        .formatted(
            state.workflow().name(),
            state.status().wire(),
            state.end().map(end -> String.valueOf(end.exitCode())).orElse("?"),
            state.rows().stream().map(KeptRecordsTest::told).collect(Collectors.joining(", ")));
  }

  private static String told(JobRow row) {
    String reason = row.reason().map(" (%s)"::formatted).orElse("");
    return row.job().name() + " " + row.status().wire() + reason;
  }

  private static RunState state(RunFolder folder) {
    RunReading reading = RunReader.read(folder);
    assertTrue(reading instanceof RunReading.Whole, reading::toString);
    return ((RunReading.Whole) reading).state();
  }

  @Test
  void allKindsOfEventsAreAmongThem() {
    Set<String> kinds = new TreeSet<>();
    for (RunFolder folder : new Runs(project).list()) {
      Journal.read(folder.journal())
          .entries()
          .forEach(entry -> kinds.add(entry.event().getClass().getSimpleName()));
    }
    assertEquals(
        """
        AgentPaused AttemptFinished AttemptPlanned AttemptStarted HandedOver ItemsChanged \
        ItemsSaved JobFinished JobPromoted NoticeFailed RetryDue RetryScheduled RunBegan \
        RunCreated RunFinished RunStopping ServiceReady StepDue StepWaiting StepsUpToDate \
        StopOrdered TakenOver TaskAdded TaskEnded WorkBegan WorkHalted\
        """,
        String.join(" ", kinds));
  }

  @Test
  void aRunOverTheBacklogSaysWhatItHasChanged() {
    RunState state = state(new RunFolder(project, WORK));
    assertTrue(state.work().isWork());
    assertEquals("stopped by SIGTERM", state.work().halt().orElseThrow().reason());
    assertEquals(List.of(), state.unsaved());
    List<History.Saying> said = History.of(project, new ItemId("WRK-007"));
    assertEquals(1, said.size());
    assertEquals("build", said.getFirst().phase());
    assertEquals("phase_complete", said.getFirst().result());
    assertEquals("did build", said.getFirst().summary());
    assertEquals("for the next", said.getFirst().context());
  }

  @Test
  void theLedgerSaysTheSameBeforeAndAfterItsCompaction() throws Exception {
    List<String> after = steps();
    assertEquals(
        List.of(
            "held/step complete 5d2041015cea91e2d225a4e0ec55967c",
            "left/loop incomplete: cancelled by request; processed 1 of 2 items",
            "loop/each incomplete: failed: 1 of 3 items failed: bad (exit code 1)",
            "steps/each complete 955d0b7a5a44ffb8a316dbd7c5bdff7d",
            "steps/make complete 8c69321117e6d88f6b7a59e714d80171",
            "steps/use complete da156dbed92b81dc7ccf827b0ff7bf2e"),
        after);
    Files.copy(
        KeptRecords.file("0.1", "state.before.jsonl"),
        Files.createDirectories(project.resolve("before/.pawl")).resolve("state.jsonl"));
    List<String> before = new ArrayList<>(after);
    before.removeIf(step -> step.startsWith("left/")); // came later
    project = project.resolve("before");
    assertEquals(before, steps());
  }

  private List<String> steps() {
    try (StepLedger ledger = StepLedger.open(project, Sync.GROUPED, notice -> {})) {
      return ledger.look().entries().stream().map(KeptRecordsTest::told).sorted().toList();
    }
  }

  private static String told(StepEntry entry) {
    return entry.name()
        + switch (entry.state()) {
          case StepState.Complete complete -> " complete " + complete.contentHash();
          case StepState.Incomplete incomplete -> " incomplete: " + incomplete.reason();
        };
  }

  @Test
  void theItemLogsSayWhatIsCompleted() {
    assertEquals(
        Set.of(
            new ItemKey("north", 1, ""), new ItemKey("south", 1, ""), new ItemKey("south", 2, "")),
        completed(
            "steps/each", "1c9f9121ea0255bbcb638d58f0b18456755073a125915bb394281876a398a87b"));
    assertEquals(
        Set.of(new ItemKey("good", 1, ""), new ItemKey("fine", 1, "")),
        completed("loop/each", "d77ff3c96680e9586c2e6e3824f221f9be5afd7e230de687f3fa972d0ded1b41"));
  }

  private Set<ItemKey> completed(String step, String command) {
    return ItemHistory.of(ItemFile.path(project, step)).completed(command);
  }

  @Test
  void theBacklogIsReadInItsFormAndInTheOneBefore() {
    Backlog now = backlog("BACKLOG.yaml").backlog();
    assertEquals(9, now.nextId());
    assertEquals(
        List.of(new ItemId("WRK-008"), new ItemId("WRK-009")),
        now.items().stream().map(Item::id).toList());
    Item blocked = now.get(new ItemId("WRK-008"));
    assertEquals(Optional.of(new Item.Block(ItemStatus.READY, "which one?")), blocked.block());
    assertEquals(ItemStatus.IN_PROGRESS, now.get(new ItemId("WRK-009")).status());

    BacklogDocument before = backlog("BACKLOG.yaml.v3");
    assertTrue(before.isOld());
    Item first = before.backlog().get(new ItemId("WRK-007"));
    assertEquals("First", first.title());
    assertEquals(Set.of("x"), first.tags());
    assertEquals(blocked, before.backlog().get(new ItemId("WRK-008")));
  }

  private BacklogDocument backlog(String name) {
    BacklogResult result = BacklogFile.read(project.resolve(name), name, "WRK");
    assertTrue(result instanceof BacklogResult.Read, result::toString);
    return ((BacklogResult.Read) result).document();
  }

  @Test
  void aRunThatGoesOnCanBeTakenUp() throws Exception {
    RunFolder folder = new RunFolder(project, LEFT);
    KeptRecords.replace("0.1", "left", folder.path());
    RunState state = state(folder);
    assertEquals(Optional.empty(), state.end());
    assertTrue(state.isTakenOver());
    assertEquals(
        "job running, loop running",
        state.rows().stream()
            .map(KeptRecordsTest::told)
            .sorted()
            .collect(Collectors.joining(", ")));
    assertEquals(
        new Keeper.Outcome.Unknown(), Keeper.outcome(folder.exitFile(new JobName("job"), 1)));
    Path item = folder.items().resolve("loop@1.2.1.item");
    assertEquals(
        Optional.of(
            new ItemStart(
                new ItemKey("two", 1, ""),
                2,
                1,
                "a86cf36b78156cbf04b1f19e029d155bf0b5f41fc6598fe23edd47aed4d64188",
                Instant.parse("2026-11-21T23:58:43.601Z"))),
        ItemStart.read(item));
    assertEquals(
        "1/2 first",
        new LeftProgress(project, UnaryOperator.identity())
            .of(LEFT.value(), "job")
            .orElseThrow()
            .toString());
    Files.writeString(folder.exitFile(new JobName("job"), 1), "exit 3\n");
    assertEquals(
        new Keeper.Outcome.Exited(ExitStatus.exited(3)),
        Keeper.outcome(folder.exitFile(new JobName("job"), 1)));
  }

  @Test
  void allRunsAreOverButTheOneThatGoesOn() throws Exception {
    assertEquals(Set.of(Condition.FINISHED), conditions());
    KeptRecords.replace("0.1", "left", new RunFolder(project, LEFT).path());
    assertEquals(Set.of(Condition.FINISHED, Condition.LOST), conditions());
    assertEquals(List.of(LEFT, new RunId("20261121-235844-f63c")), new UnseenEnds(project).take());
  }

  private Set<Condition> conditions() {
    return new PastRuns(project)
        .look().stream().map(run -> run.condition()).collect(Collectors.toSet());
  }
}
