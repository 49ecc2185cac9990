package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process prints, in its log and as lines. */
class OutputTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private ProcessesFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ProcessesFixture(folder, false, ProcessesFixture.GRACE);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private SpawnRequest with(Output output, String script) {
    SpawnRequest request = fixture.script(script);
    return new SpawnRequest(
        request.scope(), request.program(), output, false, ProcessesFixture.GRACE);
  }

  private List<String> echo(String script) throws Exception {
    fixture.run(with(new Output.Lines(), script));
    return List.copyOf(fixture.lines);
  }

  @Test
  @DisplayName("J31 bytes that are no text and 200,000 lines are all in the log")
  void allBytesAreInTheLog() throws Exception {
    SpawnRequest request = fixture.script("printf '\\377\\376'; seq 200000; exit 3");
    Processes.Ended end = fixture.run(request);
    byte[] log = Files.readAllBytes(fixture.log(request.scope()));
    assertEquals(3, end.status().code());
    assertEquals(2 + 1_288_895, log.length);
    assertEquals(log.length, end.logBytes());
    assertArrayEquals(new byte[] {-1, -2, '1', '\n'}, java.util.Arrays.copyOf(log, 4));
  }

  @Test
  @DisplayName("J31 nothing is lost through /dev/stderr and /dev/stdout")
  void nothingIsLostThroughDevices() throws Exception {
    SpawnRequest request =
        fixture.script("echo one; echo two | tee /dev/stderr; echo three >/dev/stdout");
    fixture.run(request);
    assertEquals("one\ntwo\ntwo\nthree\n", Files.readString(fixture.log(request.scope())));
  }

  @Test
  @DisplayName("J31 a large output keeps head and tail, names the gap, and never fills the disk")
  void aLargeOutputIsBounded() throws Exception {
    Path path = folder.resolve("large");
    long max = 2 * MEGABYTE;
    Scope scope =
        fixture.start(
            with(
                new Output.Log(path, max, false),
                "seq 1 30000000 | head -c 256M; echo; echo the last line"));
    long peak = 0;
    while (!fixture.hasEnded(scope)) {
      peak = Math.max(peak, Files.exists(path) ? blocks(path) : 0);
      Thread.sleep(2);
    }
    Processes.Ended end = fixture.await(scope);
    String log = Files.readString(path);
    assertTrue(peak > 0 && peak <= max + 2 * MEGABYTE, "disk use was " + peak);
    assertTrue(log.length() <= max + 100, "kept " + log.length());
    assertTrue(log.startsWith("1\n2\n3\n"));
    assertTrue(log.endsWith("the last line\n"));
    List<String> notes = log.lines().filter(line -> line.startsWith("[pawl: ")).toList();
    String note = notes.getFirst();
    long missing = Long.parseLong(note.replaceAll("[^0-9]", ""));
    assertEquals(1, notes.size());
    assertEquals(end.logBytes(), log.length() - note.length() - 1 + missing);
    assertNull(end.remark());
  }

  /** st_blocks is not in Java's attributes. */
  private static long blocks(Path path) throws Exception {
    Process du = new ProcessBuilder("du", "-B1", path.toString()).start();
    String text =
        new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    return text.isEmpty() ? 0 : Long.parseLong(text.substring(0, text.indexOf('\t')));
  }

  @Test
  void aSparseLogIsReadWithALineInThePlaceOfTheHole() throws Exception {
    Path path = folder.resolve("sparse");
    Path gate = folder.resolve("gate");
    Scope scope =
        fixture.start(
            with(
                new Output.Log(path, 64 * 1024, false),
                "seq 1 300000; echo last; while [ ! -e gate ]; do sleep 0.02; done"));
    ProcessesFixture.awaitThat(() -> read(path).endsWith("last\n"), "the output");
    String text = read(path);
    assertTrue(text.startsWith("1\n2\n"));
    assertEquals(
        1, text.lines().filter(line -> line.matches("\\[pawl: \\d+ bytes left out]")).count());
    assertTrue(text.length() < 128 * 1024, "read " + text.length());
    try (LogReader reader = LogReader.open(path)) {
      ByteArrayOutputStream tail = new ByteArrayOutputStream();
      reader.copyTo(tail, reader.tail(2));
      assertEquals("300000\nlast\n", tail.toString(java.nio.charset.StandardCharsets.UTF_8));
    }
    Files.createFile(gate);
    fixture.await(scope);
  }

  private static String read(Path path) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LogReader reader = LogReader.open(path)) {
      reader.copyTo(out, 0);
    } catch (java.io.IOException notYet) {
      return "";
    }
    return out.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void aFullDiskEndsTheLogAndIsReported() throws Exception {
    Processes.Ended end =
        fixture.run(with(new Output.Log(Path.of("/dev/full"), MEGABYTE, false), "echo x; exit 4"));
    assertTrue(end.logFailed());
    assertEquals(4, end.status().code());
    assertEquals("the log '/dev/full' could not be written: no space left on device", end.remark());
  }

  @Test
  void linesAreWholeAndTheLastNeedsNoEnd() throws Exception {
    assertEquals(List.of("one", "", "two"), echo("printf on; sleep 0.05; printf 'e\\n\\ntwo'"));
  }

  @Test
  void afterACarriageReturnTheLastStateCounts() throws Exception {
    assertEquals(
        List.of("100 %", "dos", "kept"),
        echo("printf ' 10 %%\\r 50 %%\\r100 %%\\ndos\\r\\nkept\\r'"));
  }

  @Test
  void aLineOver64KilobytesIsCut() throws Exception {
    List<String> lines = echo("head -c 100000 /dev/zero | tr '\\0' x; echo; echo next");
    assertEquals(List.of(64 * 1024, 4), lines.stream().map(String::length).toList());
  }

  @Test
  void discardedOutputIsNotSeen() throws Exception {
    Processes.Ended end = fixture.run(with(new Output.Discard(), "echo x; echo y >&2"));
    assertEquals(0, end.logBytes());
    assertEquals(List.of(), List.copyOf(fixture.lines));
  }
}
