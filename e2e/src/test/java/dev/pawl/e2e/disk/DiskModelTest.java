package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk that is thought up loses what a real one may lose, and keeps what it must keep. */
class DiskModelTest {
  @TempDir Path temp;

  private final DiskModel disk = new DiskModel(new DiskState(new TreeMap<>()), _ -> false);

  private void write(String path, long offset, String text) {
    disk.apply(new Operation.Written(path, offset, text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private void force(String path) {
    disk.apply(new Operation.Forced(path, disk.operations()));
  }

  private List<DiskState> losses() {
    List<DiskState> left = new ArrayList<>();
    Losses.of(disk, new SplittableRandom(1), Extent.asked(), loss -> left.add(loss.left()));
    return left;
  }

  private boolean mayHold(String path, String text) {
    return losses().stream().anyMatch(left -> left.has(path) && left.text(path).equals(text));
  }

  private boolean mayLack(String path) {
    return losses().stream().anyMatch(left -> !left.has(path));
  }

  @Test
  void aFileThatWasRenamedMayBeEmptyUnlessItWasForced() {
    disk.apply(new Operation.FileMade("new"));
    write("new", 0, "text");
    disk.apply(new Operation.Renamed("new", "file"));
    assertTrue(mayHold("file", ""));
    force("file");
    assertFalse(mayHold("file", ""));
    assertTrue(mayHold("new", "text") && mayLack("file"));
  }

  @Test
  void aNameMayBeLostUntilItsFolderIsForcedHoweverOftenTheFileIs() {
    disk.apply(new Operation.FolderMade("folder"));
    disk.apply(new Operation.FileMade("folder/file"));
    write("folder/file", 0, "text");
    force("folder/file");
    assertTrue(mayLack("folder/file"));
    force("folder");
    assertTrue(mayLack("folder/file"), "the folder itself may be lost");
    force("");
    assertEquals(List.of(), disk.pending());
    assertFalse(mayLack("folder/file"));
  }

  @Test
  void whatIsWrittenWhileAForceGoesOnIsNotForced() {
    disk.apply(new Operation.FileMade("file"));
    force("");
    write("file", 0, "one");
    int begun = disk.operations();
    write("file", 3, "two");
    disk.apply(new Operation.Forced("file", begun));
    assertTrue(mayHold("file", "one"));
    assertFalse(mayHold("file", "") || mayHold("file", "\0\0\0two"));
  }

  @Test
  void aWriteMayBeTornAndItsPlaceMayBeZero() {
    disk.apply(new Operation.FileMade("file"));
    force("");
    write("file", 0, "a".repeat(500));
    force("file");
    write("file", 500, "b".repeat(20));
    String old = "a".repeat(500);
    for (int there : List.of(0, 10, 12, 20)) {
      assertTrue(mayHold("file", old + "b".repeat(there)), () -> there + " bytes are there");
    }
    assertTrue(mayHold("file", old + "b".repeat(12) + "\0".repeat(8)));
    assertTrue(mayHold("file", old + "\0".repeat(20)));
    write("file", 520, "c");
    assertTrue(mayHold("file", old + "\0".repeat(20) + "c"), "the second write overtakes");
  }

  @Test
  void whatWasRemovedMayComeBack() {
    disk.apply(new Operation.FileMade("file"));
    force("");
    disk.apply(new Operation.Removed("file"));
    assertTrue(mayHold("file", "") && mayLack("file"));
    force("");
    assertFalse(mayHold("file", ""));
  }

  @Test
  void aTraceTellsWhatHadEndedBeforeACallBegan() throws Exception {
    Path trace = temp.resolve("trace");
    Files.writeString(
        trace,
        """
        7 mkdir("\\x61", 0700) = -1 EEXIST (File exists)
        7 write(3<\\x2f\\x61>, "\\x78\\x0a", 2) = 2
        8 fsync(3<\\x2f\\x61> <unfinished ...>
        7 write(3<\\x2f\\x61>, "\\x79", 1 <unfinished ...>
        --- SIGCHLD {si_signo=SIGCHLD} ---
        7 <... write resumed>) = 1
        8 <... fsync resumed>)                   = 0
        """);
    List<Call> calls = Trace.read(trace);
    assertEquals(List.of("write", "write", "fsync"), calls.stream().map(Call::name).toList());
    assertEquals(List.of(0, 1, 1), calls.stream().map(Call::begun).toList());
    assertEquals("x\n", new String(calls.getFirst().bytes(1), StandardCharsets.US_ASCII));
    assertEquals(Path.of("/a"), calls.getLast().open(0));
  }
}
