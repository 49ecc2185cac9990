package dev.pawl.content;

import static dev.pawl.content.Folder.file;
import static dev.pawl.content.Folder.folder;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashCacheTest {
  @TempDir Path temp;
  private Folder project;
  private Path cache;

  @BeforeEach
  void make() {
    project = new Folder(temp);
    cache = temp.resolve(".pawl/hashes");
  }

  /** The clock is asked once for every file that is read. */
  private AtomicInteger countReadings(Duration ahead) {
    AtomicInteger readings = new AtomicInteger();
    project.clock =
        () -> {
          readings.incrementAndGet();
          return Instant.now().plus(ahead);
        };
    return readings;
  }

  @Test
  void aCacheWhoseChecksumHoldsAndWhoseRowsLeadNowhereIsAnEmptyOne() throws Exception {
    byte[] none = Table.EMPTY.bytes();
    for (int[] wrong :
        List.of(
            new int[] {8, 0},
            new int[] {8, 3},
            new int[] {8, 1 << 30},
            new int[] {8, -1},
            new int[] {16, 4},
            new int[] {16, 1 << 20},
            new int[] {16, -1})) {
      ByteBuffer bytes = ByteBuffer.wrap(none.clone()).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putInt(wrong[0], wrong[1]);
      CRC32C crc = new CRC32C();
      crc.update(bytes.array(), 0, none.length - 4);
      bytes.putInt(none.length - 4, (int) crc.getValue());
      Files.createDirectories(cache.getParent());
      Files.write(cache, bytes.array());
      project.file("a", "text");
      assertTrue(project.contents().look(file("a")).hash().length() > 8, wrong[0] + " " + wrong[1]);
    }
  }

  @Test
  @DisplayName("L13 a rewrite with the same size in the same tick is noticed, saved or not")
  void l13SameTick() throws Exception {
    Contents contents = project.contents();
    for (int i = 0; i < 500; i++) {
      project.file("a", "old" + i % 2);
      Content before = contents.look(file("a"));
      if (i % 50 == 0) {
        contents.save();
        contents = project.contents();
      }
      project.file("a", "new" + i % 2);
      assertNotEquals(before.hash(), contents.look(file("a")).hash(), "round " + i);
    }
  }

  @Test
  @DisplayName("L13 only a file older than a tick when its reading began is remembered")
  void l13Settled() {
    long s = 1_000_000_000L;
    FileStamp fine = new FileStamp(1, 10 * s + 1, 10 * s + 1, 1);
    assertFalse(fine.isSettled(10 * s + 50_000_001));
    assertTrue(fine.isSettled(10 * s + 50_000_002));
    FileStamp coarse = new FileStamp(1, 10 * s, 10 * s, 1);
    assertFalse(coarse.isSettled(12 * s));
    assertTrue(coarse.isSettled(13 * s));
    FileStamp fromTheFuture = new FileStamp(1, 99 * s, 10 * s + 1, 1);
    assertFalse(fromTheFuture.isSettled(13 * s));
  }

  @Test
  @DisplayName("L13 a rewrite that sets the old mtime again is noticed")
  void l13SetBack() throws Exception {
    Path file = project.file("a", "old");
    FileTime time = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(file, time);
    // Time itself is what this needs: no call can set ctime, and only a write in a later tick of
    // the file system's clock shows in it.
    Thread.sleep(100);
    Contents contents = project.contents();
    Content before = contents.look(file("a"));
    Files.writeString(file, "new");
    Files.setLastModifiedTime(file, time);
    assertNotEquals(before.hash(), contents.look(file("a")).hash());
  }

  @Test
  void anUnchangedFileIsNotReadAgain() throws Exception {
    project.file("data/a", "a");
    project.file("data/b", "b");
    AtomicInteger readings = countReadings(Duration.ofHours(1));
    Contents contents = project.contents();
    String hash = contents.look(folder("data")).hash();
    assertEquals(2, readings.get());
    assertEquals(hash, contents.look(folder("data")).hash());
    assertEquals(2, readings.get());
    contents.save();
    readings.set(0);
    Contents next = project.contents();
    assertEquals(hash, next.look(folder("data")).hash());
    assertEquals(0, readings.get());
    project.executable("data/b", true); // changes ctime
    assertEquals(
        Optional.of("data/b is executable now"), next.difference(hash, next.look(folder("data"))));
    assertEquals(1, readings.get());
  }

  @Test
  @DisplayName("L33 rehashing reads every file, and still names differences")
  void rehashing() throws Exception {
    project.file("data/a", "a");
    project.file("data/b", "b");
    AtomicInteger readings = countReadings(Duration.ofHours(1));
    Contents contents = project.contents();
    String hash = contents.look(folder("data")).hash();
    contents.save();
    readings.set(0);
    Contents careful = Contents.rehashing(project.path, project.clock);
    assertEquals(hash, careful.look(folder("data")).hash());
    assertEquals(2, readings.get());
    project.file("data/a", "A");
    assertEquals(
        Optional.of("data/a changed"), careful.difference(hash, careful.look(folder("data"))));
  }

  @Test
  void aYoungFileIsReadAgain() throws Exception {
    project.file("a", "a");
    AtomicInteger readings = countReadings(Duration.ZERO);
    Contents contents = project.contents();
    contents.look(file("a"));
    contents.look(file("a"));
    assertEquals(2, readings.get());
  }

  @Test
  void manifestsSurviveSoThatDifferencesHaveNames() throws Exception {
    project.file("data/a", "a");
    project.file("data/b", "b");
    Contents contents = project.contents();
    String before = contents.look(folder("data")).hash();
    contents.save();
    Files.delete(temp.resolve("data/a"));
    Contents next = project.contents();
    Content now = next.look(folder("data"));
    assertEquals(Optional.of("data/a removed"), next.difference(before, now));
    Files.delete(cache);
    assertEquals(Optional.empty(), project.contents().difference(before, now));
  }

  @Test
  void lookingWritesNothingAndSavingTwiceWritesOnce() throws Exception {
    project.file("a", "a");
    project.letTimePass();
    Contents contents = project.contents();
    contents.look(folder("."));
    assertFalse(Files.exists(temp.resolve(".pawl")));
    contents.save();
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(".pawl"))));
    Object first = Files.getAttribute(cache, "unix:ino");
    contents.look(folder("."));
    contents.save();
    Contents next = project.contents();
    next.look(folder("."));
    next.save();
    assertEquals(first, Files.getAttribute(cache, "unix:ino"));
    try (var files = Files.list(temp.resolve(".pawl"))) {
      assertEquals(List.of(cache), files.toList());
    }
  }

  @Test
  void aDamagedCacheIsIgnoredAndWrittenAnew() throws Exception {
    project.file("a", "a");
    project.letTimePass();
    Contents contents = project.contents();
    String hash = contents.look(folder(".")).hash();
    contents.save();
    byte[] good = Files.readAllBytes(cache);
    List<byte[]> bad = new ArrayList<>();
    for (int at = 0; at < good.length; at++) {
      byte[] flipped = good.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      bad.add(flipped);
      bad.add(Arrays.copyOf(good, at));
    }
    bad.add("{\"not\": \"ours\"}\n".repeat(10).getBytes(UTF_8));
    bad.add(new byte[4096]);
    for (byte[] bytes : bad) {
      Files.write(cache, bytes);
      assertEquals(hash, project.contents().look(folder(".")).hash());
    }
    AtomicInteger readings = countReadings(Duration.ofHours(1));
    Contents next = project.contents();
    next.look(folder("."));
    next.save();
    assertEquals(1, project.contents().look(folder(".")).entries().size());
    assertEquals(2, readings.get(), "one reading, one save");
    Files.delete(cache);
    Files.createDirectory(cache);
    assertEquals(hash, project.contents().look(folder(".")).hash());
  }

  @Test
  void whatIsNotUsedForAMonthIsDropped() throws Exception {
    project.file("kept/a", "a");
    project.file("forgotten/b", "b");
    Instant start = Instant.now().plus(Duration.ofHours(1));
    project.clock = InstantSource.fixed(start);
    Contents contents = project.contents();
    contents.look(folder("kept"));
    contents.look(folder("forgotten"));
    contents.save();
    long both = Files.size(cache);
    for (int day = 4; day <= 40; day += 4) {
      project.clock = InstantSource.fixed(start.plus(Duration.ofDays(day)));
      Contents next = project.contents();
      next.look(folder("kept"));
      next.save();
    }
    assertTrue(Files.size(cache) < both, () -> "still " + both);
    AtomicInteger readings = countReadings(Duration.ofDays(40));
    project.contents().look(folder("kept"));
    assertEquals(0, readings.get());
    project.contents().look(folder("forgotten"));
    assertEquals(1, readings.get());
  }

  @Test
  void tablesFindEveryRowAndNoOther() {
    Random random = new Random(5);
    for (int count : new int[] {0, 1, 2, 3, 4, 5, 100, 5000}) {
      List<Table.Row> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        rows.add(Table.Row.of(i, ("key" + i).getBytes(UTF_8), new byte[random.nextInt(60)]));
      }
      Table table = Table.of(rows);
      for (int i = 0; i < count; i++) {
        int slot = table.find(("key" + i).getBytes(UTF_8));
        assertEquals(i, table.day(slot));
        assertEquals(rows.get(i).length(), table.row(slot).length());
        assertEquals("key" + i, new String(table.row(slot).key(), UTF_8));
        assertEquals(-1, table.find(("kex" + i).getBytes(UTF_8)));
      }
    }
  }

  @Test
  void severalProcessesMaySaveAtOnce() throws Exception {
    for (int i = 0; i < 50; i++) {
      project.file("data/f" + i, "x" + i);
    }
    project.letTimePass();
    String expected = project.contents().look(folder("data")).hash();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SavingMain.class.getName(),
                  temp.toString(),
                  expected)
              .inheritIO()
              .start());
    }
    boolean seen = false;
    while (processes.stream().anyMatch(Process::isAlive)) {
      boolean whole = Table.read(cache) != Table.EMPTY;
      assertTrue(whole || !seen, "half a cache was seen");
      seen |= whole;
    }
    for (Process process : processes) {
      assertEquals(0, process.waitFor());
    }
    assertEquals(expected, project.contents().look(folder("data")).hash());
    try (var files = Files.list(cache.getParent())) {
      assertEquals(List.of(cache), files.toList());
    }
  }

  /** Looks, learns something of its own and saves, again and again. */
  static final class SavingMain {
    public static void main(String[] args) throws IOException, UnreadableContentException {
      Folder project = new Folder(Path.of(args[0]));
      project.letTimePass();
      long pid = ProcessHandle.current().pid();
      for (int round = 0; round < 100; round++) {
        Contents contents = project.contents();
        project.file("own/" + pid + "-" + round, "x");
        contents.look(file("own/" + pid + "-" + round));
        if (!contents.look(folder("data")).hash().equals(args[1])) {
          System.exit(1);
        }
        contents.save();
      }
    }
  }
}
