package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.journal.Journal;
import dev.pawl.journal.Plan;
import dev.pawl.journal.Plans;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.Runs;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.RunId;
import dev.pawl.model.RunStatus;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.model.WorkflowName;
import dev.pawl.posix.KernelLock;
import dev.pawl.process.Identity;
import dev.pawl.run.Entry;
import dev.pawl.run.Owner;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyPruningTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:47:41.120Z");
  private static final LogLimits WEEK = new LogLimits(Duration.ofDays(7), 0, 1, 1 << 20);
  private static final Owner NOBODY = new Owner("another boot", 1, 1);

  @TempDir private Path project;

  private RunFolder folder(int daysAgo) {
    return new RunFolder(project, RunId.of(NOW.minus(Duration.ofDays(daysAgo)), daysAgo));
  }

  /** A run without an end. */
  private RunFolder begun(int daysAgo, Owner owner) throws IOException {
    RunId id = folder(daysAgo).run();
    RunFolder folder = new Runs(project).create(id).orElseThrow();
    Plans.write(folder, Plan.of(Workflow.of("default", Job.of("a", "true"))), Secrets.NONE);
    RunEvent created =
        new RunEvent.RunCreated(
            id, WorkflowName.DEFAULT, Optional.empty(), owner, new RunOptions(1, 0));
    append(folder, daysAgo, created);
    Files.writeString(folder.log(new JobName("a"), 1), "hello");
    try (KernelLock lock = new Locks(project).run(id)) {
      lock.tryLock();
    }
    return folder;
  }

  private RunFolder finished(int daysAgo) throws IOException {
    RunFolder folder = begun(daysAgo, NOBODY);
    append(folder, daysAgo, new RunEvent.RunFinished(RunStatus.SUCCEEDED, 0, Optional.empty()));
    return folder;
  }

  private static void append(RunFolder folder, int daysAgo, RunEvent event) {
    Instant at = NOW.minus(Duration.ofDays(daysAgo));
    if (Files.exists(folder.journal())) {
      try (Journal journal = Journal.reopen(folder.journal(), Sync.GROUPED, e -> {}).journal()) {
        journal.append(List.of(new Entry(2, at, event)));
      }
    } else {
      try (Journal journal = Journal.create(folder.journal(), Sync.GROUPED, e -> {})) {
        journal.append(List.of(new Entry(1, at, event)));
      }
    }
  }

  private List<String> pass() {
    return new DailyPruning(project, WEEK, NOW, problem -> {}).pass();
  }

  private boolean isThere(int daysAgo) {
    return Files.exists(folder(daysAgo).path());
  }

  private Path lock(int daysAgo) {
    return project.resolve(".pawl/locks/run-" + folder(daysAgo).run());
  }

  private Path marker() {
    return project.resolve(".pawl/pruned");
  }

  private void lastPass(Duration ago) throws IOException {
    Files.createDirectories(project.resolve(".pawl"));
    Files.writeString(marker(), "");
    Files.setLastModifiedTime(marker(), FileTime.from(NOW.minus(ago)));
  }

  @Test
  @DisplayName("J55 an old run goes with its lock; a young one stays")
  void anOldRunGoesWithItsLock() throws IOException {
    finished(8);
    finished(6);
    assertEquals(List.of(), pass());
    assertFalse(isThere(8) || Files.exists(lock(8)));
    assertTrue(isThere(6) && Files.exists(lock(6)));
    assertEquals(List.of(folder(6).run().value()), names(project.resolve(".pawl/runs")));
    assertEquals(NOW, Files.getLastModifiedTime(marker()).toInstant());
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisplayName("J55 within a day nothing is looked at")
  void withinADayNothingIsLookedAt() throws IOException {
    finished(8);
    lastPass(Duration.ofDays(1).minusMillis(1));
    assertEquals(List.of(), pass());
    assertTrue(isThere(8));
    lastPass(Duration.ofDays(1));
    pass();
    assertFalse(isThere(8));
  }

  @Test
  void aMarkerOfTheFutureIsNotBelieved() throws IOException {
    finished(8);
    lastPass(Duration.ofDays(-3));
    pass();
    assertFalse(isThere(8));
    assertEquals(NOW, Files.getLastModifiedTime(marker()).toInstant());
  }

  @Test
  @DisplayName("J55 a run that lives is not touched: its coordinator is alive, or its lock held")
  void aRunThatLivesIsNotTouched() throws IOException {
    Identity self = Identity.self();
    begun(8, new Owner(self.bootId(), self.pid(), self.startTicks()));
    finished(9);
    begun(10, NOBODY);
    try (KernelLock nine = new Locks(project).run(folder(9).run());
        KernelLock ten = new Locks(project).run(folder(10).run())) {
      assertTrue(nine.tryLock() && ten.tryLock());
      assertEquals(List.of(), pass());
    }
    assertTrue(isThere(8) && isThere(9) && isThere(10));
  }

  @Test
  void runsThatWereLostOrNeverBegunGoByAge() throws IOException {
    begun(8, NOBODY);
    new Runs(project).create(folder(9).run());
    new Runs(project).create(folder(6).run());
    assertEquals(List.of(), pass());
    assertFalse(isThere(8) || isThere(9));
    assertTrue(isThere(6));
  }

  @Test
  void whatCannotBeReadStays() throws IOException {
    Files.writeString(finished(8).journal(), "{}\n{}\n");
    Files.delete(finished(9).plan());
    Files.delete(finished(10).journal()); // it has logs, so it once ran
    Path outside = Files.createDirectory(project.resolve("outside"));
    Files.createSymbolicLink(folder(11).path(), outside);
    assertEquals(List.of(), pass());
    assertTrue(isThere(8) && isThere(9) && isThere(10) && isThere(11) && Files.exists(outside));
  }

  @Test
  void whatAnInterruptedPassLeftIsCleared() throws IOException {
    Path gone = project.resolve(".pawl/runs/." + finished(3).run() + ".gone");
    Files.move(folder(3).path(), gone);
    assertEquals(List.of(), pass());
    assertFalse(Files.exists(gone) || Files.exists(lock(3)));
  }

  @Test
  void twoPassesNeverMeet() throws IOException {
    finished(8);
    try (KernelLock other = new Locks(project).prune()) {
      assertTrue(other.tryLock());
      assertEquals(List.of(), pass());
      assertTrue(isThere(8));
      assertFalse(Files.exists(marker()));
    }
    pass();
    assertFalse(isThere(8));
  }

  @Test
  void whatCannotBeRemovedIsToldAndTheOthersGo() throws IOException {
    finished(8);
    finished(9);
    Path inTheWay = project.resolve(".pawl/runs/." + folder(9).run() + ".gone");
    Files.createDirectories(inTheWay.resolve("x"));
    List<String> problems = pass();
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().contains(folder(9).run().value()), problems::toString);
    assertFalse(isThere(8) || Files.exists(inTheWay));
    assertTrue(isThere(9) && Files.exists(marker()));
  }

  /** Makes a pass as a run does; returns what was told. */
  private List<String> beside() {
    List<String> told = new ArrayList<>();
    DailyPruning pruning = new DailyPruning(project, WEEK, NOW, told::add);
    pruning.begin();
    pruning.close();
    return told;
  }

  @Test
  void aFailureIsToldByTheThreadThatCloses() throws IOException {
    Files.createDirectories(project.resolve(".pawl"));
    Files.writeString(project.resolve(".pawl/locks"), "a file");
    List<String> told = beside();
    assertTrue(told.getLast().startsWith("old runs: "), told::toString);
  }

  @Test
  void aPassThatIsOverdueIsWaitedFor() throws IOException {
    finished(8);
    beside();
    assertFalse(isThere(8));
    finished(8);
    lastPass(Duration.ofDays(2));
    beside();
    assertFalse(isThere(8));
  }

  @Test
  void withoutAPassThereIsNothingToWaitFor() throws IOException {
    finished(8);
    lastPass(Duration.ofHours(1));
    assertEquals(List.of(), beside());
    assertTrue(isThere(8));
  }
}
