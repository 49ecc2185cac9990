package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.BacklogChange.Answer;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.NewItem;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.journal.Journal;
import dev.pawl.journal.Plan;
import dev.pawl.journal.Plans;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.Runs;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Project;
import dev.pawl.model.Secrets;
import dev.pawl.posix.KernelLock;
import dev.pawl.run.Entry;
import dev.pawl.run.Owner;
import dev.pawl.run.Placement;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunOptions;
import dev.pawl.run.Selectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleBacklogTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final BacklogChange ADD =
      new BacklogChange.Add(
          new NewItem(
              "New",
              Description.NONE,
              Assessments.NONE,
              Optional.empty(),
              List.of(),
              Set.of(),
              ""));

  @TempDir Path project;

  private IdleBacklog idle;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(file(), "schema_version: 4\nnext_id: 3\nitems: []\n");
    idle = new IdleBacklog(project, "BACKLOG.yaml", WorkSettings.NONE);
  }

  private Path file() {
    return project.resolve("BACKLOG.yaml");
  }

  private Answer decided() throws Exception {
    return ((IdleBacklog.Outcome.Decided) idle.change(ADD)).answer();
  }

  @Test
  void aChangeIsSavedWhileNobodyWorks() throws Exception {
    Answer.Changed changed = (Answer.Changed) decided();

    assertEquals(Optional.of(new ItemId("WRK-004")), changed.transition().added());
    assertTrue(Files.readString(file()).contains("id: WRK-004"), Files.readString(file()));
  }

  @Test
  void whileARunHoldsTheLockOfDrivingNothingIsDecidedHere() throws Exception {
    String before = Files.readString(file());
    try (KernelLock drive = new Locks(project).drive()) {
      drive.lock();

      assertInstanceOf(IdleBacklog.Outcome.Worked.class, idle.change(ADD));
    }
    assertEquals(before, Files.readString(file()));
    assertInstanceOf(Answer.Changed.class, decided());
  }

  @Test
  void aFileThatCannotBeReadStaysAsItIs() throws Exception {
    Files.writeString(file(), "schema_version: 4\nitems: [\n");

    var outcome = (IdleBacklog.Outcome.Unreadable) idle.change(ADD);

    assertTrue(outcome.problems().getFirst().toString().startsWith("BACKLOG.yaml:"));
    assertEquals("schema_version: 4\nitems: [\n", Files.readString(file()));
  }

  @Test
  void aNumberThatADeadRunHasGivenAndNotSavedIsNotGivenAgain() throws Exception {
    Item follow = Item.of(new ItemId("WRK-004"), "Follow-up", NOW);
    record(
        new RunEvent.WorkBegan(WorkOrder.ALL),
        new RunEvent.RunBegan(false),
        new RunEvent.ItemsChanged(
            new Transition(
                1,
                List.of(Transition.Change.added(follow)),
                List.of(),
                4,
                Optional.empty(),
                "WRK-004 is added")));

    Answer.Changed changed = (Answer.Changed) decided();

    assertEquals(Optional.of(new ItemId("WRK-005")), changed.transition().added());
    assertEquals(5, changed.transition().highest());
  }

  @Test
  void whileItCannotBeReadWhatADeadRunHasDecidedNothingIsDecided() throws Exception {
    String before = Files.readString(file());
    Path journal = record(new RunEvent.WorkBegan(WorkOrder.ALL), new RunEvent.RunBegan(false));
    damage(journal);

    DamagedFileException damaged = assertThrows(DamagedFileException.class, () -> idle.change(ADD));

    assertTrue(
        damaged.getMessage().contains(journal + " is damaged at line 2"), damaged::getMessage);
    Files.delete(journal);
    Files.createDirectory(journal); // may be opened, and not be read
    assertThrows(BrokenFileException.class, () -> idle.change(ADD));
    assertEquals(before, Files.readString(file()));
    Files.delete(journal);
    assertInstanceOf(Answer.Changed.class, decided());
  }

  @Test
  void damageBeforeTheLastRunIsNobodysConcern() throws Exception {
    damage(record(new RunEvent.WorkBegan(WorkOrder.ALL), new RunEvent.RunBegan(false)));
    record(new RunEvent.WorkBegan(WorkOrder.ALL), new RunEvent.RunBegan(false));

    assertInstanceOf(Answer.Changed.class, decided());
  }

  private static void damage(Path journal) throws IOException {
    List<String> lines = Files.readAllLines(journal);
    Files.write(journal, List.of(lines.getFirst(), "{}", lines.getLast()));
  }

  /** Writes the journal of a run whose coordinator is gone. */
  private Path record(RunEvent... events) {
    RunFolder folder = new Runs(project).createNew(InstantSource.system());
    Plan plan =
        new Plan(
            WorkRun.workflow(),
            Selectors.ALL,
            OptionalInt.empty(),
            Map.of(),
            false,
            Project.LogLimits.DEFAULT,
            Project.Sync.GROUPED);
    Plans.write(folder, plan, Secrets.NONE);
    try (Journal journal = Journal.create(folder.journal(), Project.Sync.GROUPED, _ -> {})) {
      RunEvent.RunCreated created =
          new RunEvent.RunCreated(
              folder.run(),
              WorkRun.workflow().name(),
              Optional.empty(),
              new Owner("boot", 1, 1),
              new RunOptions(1, 1, Placement.INLINE));
      journal.append(List.of(new Entry(1, NOW, created)));
      for (int i = 0; i < events.length; i++) {
        journal.append(List.of(new Entry(i + 2, NOW, events[i])));
      }
    }
    return folder.journal();
  }
}
