package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.Disk;
import dev.pawl.line.FaultyDisk;
import dev.pawl.model.Project.Sync;
import dev.pawl.run.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFaultTest {
  private static final List<Entry> RUN = Samples.entries(Samples.goodRun());
  private static final int TURN = 3;

  @TempDir private Path folder;

  @Test
  @DisplayName("J58 a write or force that fails, whichever it is, poisons the journal for good")
  void everyCallFailsInTurn() {
    for (Sync sync : Sync.values()) {
      FaultyDisk counting = FaultyDisk.counting();
      assertEquals(RUN.size(), write(counting, fresh(), sync).acknowledged());
      for (int call = 1; call <= counting.calls().size(); call++) {
        assertFailsAt(call, sync);
      }
    }
  }

  private void assertFailsAt(int call, Sync sync) {
    FaultyDisk disk = FaultyDisk.failingAt(call);
    Path file = fresh();
    Written written = write(disk, file, sync);
    assertTrue(written.failure() != null, "call " + call + " of " + sync);
    String message = written.failure().getMessage();
    assertTrue(message.startsWith("cannot "), message);
    assertTrue(message.endsWith(" " + file + ": " + FaultyDisk.CAUSE), message);
    assertEquals(call, disk.calls().size(), "nothing is tried after the failure");
    if (Files.exists(file)) {
      assertGoesOn(file, written.acknowledged());
    }
  }

  /** What was acknowledged is there, whole, and once there is room the run goes on. */
  private static void assertGoesOn(Path file, int acknowledged) {
    Journal.Reopened reopened = Journal.reopen(file, Sync.GROUPED, failure -> {});
    int records = reopened.entries().size();
    assertTrue(records >= acknowledged, records + " of " + acknowledged);
    assertEquals(RUN.subList(0, records), reopened.entries());
    try (Journal journal = reopened.journal()) {
      journal.append(RUN.subList(records, RUN.size()));
    }
    assertEquals(RUN, Journal.read(file).entries());
  }

  private record Written(int acknowledged, @Nullable BrokenFileException failure) {}

  /** Writes the run by turns; after a failure every call must throw it again. */
  private static Written write(Disk disk, Path file, Sync sync) {
    int acknowledged = 0;
    Journal journal = null;
    try {
      journal = FileJournal.create(disk, file, sync, failure -> {});
      for (List<Entry> turn : turns()) {
        journal.append(turn);
        journal.sync();
        acknowledged += turn.size();
      }
      return new Written(acknowledged, null);
    } catch (BrokenFileException e) {
      if (journal != null) {
        assertPoisoned(journal, e);
      }
      return new Written(acknowledged, e);
    } finally {
      if (journal != null) {
        journal.close();
        journal.close();
      }
    }
  }

  private static void assertPoisoned(Journal journal, BrokenFileException failure) {
    assertSame(failure, assertThrows(BrokenFileException.class, journal::sync));
    for (List<Entry> turn : turns()) {
      assertThrows(RuntimeException.class, () -> journal.append(turn));
    }
  }

  private static List<List<Entry>> turns() {
    List<List<Entry>> turns = new ArrayList<>();
    for (int from = 0; from < RUN.size(); from += TURN) {
      turns.add(RUN.subList(from, Math.min(from + TURN, RUN.size())));
    }
    return turns;
  }

  @Test
  void aTurnIsOneWrite() {
    FaultyDisk disk = FaultyDisk.counting();
    try (Journal journal = FileJournal.create(disk, fresh(), Sync.ALWAYS, failure -> {})) {
      journal.append(RUN);
    }
    assertEquals(List.of("open", "folder", "append", "force"), disk.calls());
  }

  @Test
  void aShortWriteGoesOnWhereItStopped() {
    for (int bytes : new int[] {1, 7, 4096}) {
      Path file = fresh();
      assertEquals(
          RUN.size(), write(FaultyDisk.takingOnly(bytes), file, Sync.GROUPED).acknowledged());
      assertEquals(new Journal.Replayed(RUN, false), Journal.read(file));
    }
  }

  @Test
  void aGroupedForceThatFailsIsToldOnceAndPoisons() throws InterruptedException {
    BlockingQueue<BrokenFileException> told = new ArrayBlockingQueue<>(4);
    Path file = fresh();
    try (Journal journal =
        FileJournal.create(FaultyDisk.failingAt(4), file, Sync.GROUPED, told::add)) {
      journal.append(RUN.subList(0, 1));
      BrokenFileException failure = told.poll(30, TimeUnit.SECONDS);
      assertEquals(
          "cannot force to the disk " + file + ": " + FaultyDisk.CAUSE, failure.getMessage());
      assertSame(
          failure,
          assertThrows(BrokenFileException.class, () -> journal.append(RUN.subList(1, 2))));
      assertSame(failure, assertThrows(BrokenFileException.class, journal::sync));
    }
    assertEquals(0, told.size());
  }

  @Test
  void aGroupedForceFollowsEveryWriteByItself() throws InterruptedException {
    FaultyDisk disk = FaultyDisk.counting();
    try (Journal journal = FileJournal.create(disk, fresh(), Sync.GROUPED, failure -> {})) {
      for (int entry = 0; entry < 3; entry++) {
        journal.append(RUN.subList(entry, entry + 1));
        awaitForces(disk, entry + 1);
      }
    }
    assertEquals(3, forces(disk), "nothing was dirty when it closed");
  }

  private static void awaitForces(FaultyDisk disk, int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (forces(disk) < count) {
      assertTrue(System.nanoTime() < deadline, "no force came");
      Thread.sleep(1);
    }
  }

  private static long forces(FaultyDisk disk) {
    return disk.calls().stream().filter("force"::equals).count();
  }

  @Test
  @DisplayName("J57 a recovery that fails at any point, or is killed there, loses nothing")
  void everyCallOfAHealingFailsInTurn() throws IOException {
    Path whole = fresh();
    write(Disk.REAL, whole, Sync.GROUPED);
    byte[] bytes = Files.readAllBytes(whole);
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 5);
    for (int call = 1; ; call++) {
      Path file = fresh();
      Files.write(file, cut);
      FaultyDisk disk = FaultyDisk.failingAt(call);
      try {
        FileJournal.reopen(disk, file, Sync.GROUPED, failure -> {}).journal().close();
        assertTrue(call > 6, "only " + disk.calls());
        break;
      } catch (BrokenFileException e) {
        assertTrue(e.getMessage().endsWith(file + ": " + FaultyDisk.CAUSE), e.getMessage());
      }
      assertHeals(file, cut);
    }
  }

  @Test
  @DisplayName("J57 a torn tail is kept and safe before it is cut off")
  void theOrderOfAHealing() throws IOException {
    Path file = fresh();
    Files.writeString(file, "{\"seq\":1");
    FaultyDisk disk = FaultyDisk.counting();
    FileJournal.reopen(disk, file, Sync.GROUPED, failure -> {}).journal().close();
    assertEquals(
        List.of("open", "open", "append", "force", "folder", "truncate", "force", "open"),
        disk.calls());
  }

  private static void assertHeals(Path file, byte[] cut) throws IOException {
    Journal.reopen(file, Sync.GROUPED, failure -> {}).journal().close();
    Journal.Reopened again = Journal.reopen(file, Sync.GROUPED, failure -> {});
    again.journal().close();
    assertEquals(Optional.empty(), again.notice());
    assertEquals(RUN.subList(0, RUN.size() - 1), again.entries());
    int good = (int) Files.size(file);
    byte[] kept = Files.readAllBytes(file.resolveSibling(file.getFileName() + ".torn"));
    byte[] tail = Arrays.copyOfRange(cut, good, cut.length);
    byte[] end = Arrays.copyOfRange(kept, kept.length - tail.length, kept.length);
    assertTrue(Arrays.equals(tail, end), "the tail was not kept");
  }

  private int files;

  private Path fresh() {
    return folder.resolve("journal-" + files++ + ".jsonl");
  }
}
