package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that jobs write themselves. */
class KeptLogTest {
  private static final long MEGABYTE = 1 << 20;
  private static final String PRINTS = "PRINTS";

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

  /** Runs it and returns the most disk space that its log has taken. */
  private long peak(SpawnRequest request) throws Exception {
    Scope scope = fixture.start(request);
    Path path = fixture.log(scope);
    long peak = 0;
    while (!fixture.hasEnded(scope)) {
      peak = Math.max(peak, Files.exists(path) ? blocks(path) : 0);
      Thread.sleep(20);
    }
    return peak;
  }

  /** The disk space that a file takes, in bytes. */
  static long blocks(Path path) {
    try {
      Process du = new ProcessBuilder("du", "-B1", path.toString()).start();
      String text = new String(du.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return text.isEmpty() ? 0 : Long.parseLong(text.substring(0, text.indexOf('\t')));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The last {@code count} bytes of a file, or fewer. */
  static String text(Path path, int count) {
    try (FileChannel file = FileChannel.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      file.read(bytes, Math.max(0, file.size() - count));
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertBounded(SpawnRequest request, long max, String first, String last)
      throws IOException {
    String log = Files.readString(fixture.log(request.scope()));
    assertTrue(log.length() <= max + 100, "kept " + log.length());
    assertTrue(log.startsWith(first) && log.endsWith(last));
    List<String> notes = log.lines().filter(line -> line.startsWith("[pawl: ")).toList();
    assertEquals(1, notes.size());
    long missing = Long.parseLong(notes.getFirst().replaceAll("[^0-9]", ""));
    assertEquals(bytesOf(request.scope()), log.length() - notes.getFirst().length() - 1 + missing);
  }

  private long bytesOf(Scope scope) {
    try {
      return fixture.await(scope).logBytes();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatAJobPrintsIsInItsLogUnchanged() throws Exception {
    SpawnRequest request = fixture.kept("printf '\\377\\376'; seq 200000; echo error >&2; exit 3");
    Processes.Ended end = fixture.run(request);
    byte[] log = Files.readAllBytes(fixture.log(request.scope()));
    assertEquals(2 + 1_288_895 + 6, log.length);
    assertEquals(log.length, end.logBytes());
    assertEquals(3, end.status().code());
  }

  @Test
  void aFastWriterKeepsHeadAndTailAndNeverFillsTheDisk() throws Exception {
    long max = 2 * MEGABYTE;
    SpawnRequest request =
        fixture.kept(
            List.of("sh", "-c", "echo first; yes | head -c 512M; echo; echo the last line"), max);
    long peak = peak(request);
    assertTrue(peak > max && peak <= 64 * MEGABYTE, "disk use was " + peak);
    assertBounded(request, max, "first\ny\n", "the last line\n");
  }

  @Test
  void manySmallWritesAreBoundedToo() throws Exception {
    long max = MEGABYTE;
    SpawnRequest request =
        fixture.kept(
            List.of("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); echo line $i; done"),
            max);
    long peak = peak(request);
    assertTrue(peak > 0 && peak <= max + 4 * MEGABYTE, "disk use was " + peak);
    assertBounded(request, max, "line 1\nline 2\n", "line 300000\n");
  }

  @Test
  void aJobThatTruncatesItsLogStartsAgain() throws Exception {
    String script =
        "seq 300000; sleep 0.2; : >/dev/stdout; echo again; seq 300000; echo the last line";
    SpawnRequest request = fixture.kept(List.of("sh", "-c", script), MEGABYTE / 2);
    long peak = peak(request);
    assertTrue(peak <= 8 * MEGABYTE, "disk use was " + peak);
    String log = Files.readString(fixture.log(request.scope()));
    assertTrue(log.startsWith("again\n1\n2\n"), log.substring(0, 20));
    assertTrue(log.endsWith("300000\nthe last line\n"));
    assertTrue(log.length() <= MEGABYTE / 2 + 100);
  }

  @Test
  void whatADaemonWritesThatIsLeftRunningGoesOnInTheLog() throws Exception {
    String script =
        "setsid sh -c 'while [ ! -e go ]; do sleep 0.02; done; echo from the daemon' & " + PRINTS;
    for (String prints : List.of("", "seq 300000")) {
      Files.deleteIfExists(folder.resolve("go"));
      SpawnRequest plain =
          fixture.kept(List.of("sh", "-c", script.replace(PRINTS, prints)), 64 * 1024);
      SpawnRequest request =
          new SpawnRequest(
              plain.scope(), plain.program(), plain.output(), true, ProcessesFixture.GRACE);
      Processes.Ended end = fixture.run(request);
      assertTrue(String.valueOf(end.remark()).startsWith("left running: "), end.remark());
      Files.createFile(folder.resolve("go"));
      Path log = fixture.log(request.scope());
      ProcessesFixture.awaitThat(() -> text(log, 17).endsWith("from the daemon\n"), "the daemon");
    }
  }

  @Test
  void whatWasTruncatedCountsAsWritten() throws Exception {
    Path path = folder.resolve("log");
    KeptLog log = KeptLog.create(new Output.Kept(path, 64 * 1024, folder.resolve("status")));
    Files.write(path, new byte[300_000], StandardOpenOption.APPEND);
    log.look();
    Files.write(path, new byte[70], StandardOpenOption.TRUNCATE_EXISTING);
    log.look();
    Files.write(path, new byte[200_000], StandardOpenOption.APPEND);
    log.close();
    assertEquals(500_070, log.bytes());
    assertTrue(blocks(path) <= 128 * 1024, "disk use is " + blocks(path));
  }

  @Test
  void theHeadIsKeptWhenTheFileWasTruncatedAndHasGrownUnseen() throws Exception {
    Path path = folder.resolve("log");
    KeptLog log = KeptLog.create(new Output.Kept(path, 64 * 1024, folder.resolve("status")));
    byte[] large = "a line of text\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    Files.write(path, large, StandardOpenOption.APPEND);
    log.look();
    Files.write(path, large, StandardOpenOption.TRUNCATE_EXISTING);
    Files.write(path, large, StandardOpenOption.APPEND);
    log.look();
    assertTrue(blocks(path) <= 128 * 1024, "disk use is " + blocks(path));
    log.close();
    assertTrue(log.isTooLong());
    log.shorten();
    assertTrue(Files.size(path) <= 64 * 1024 + 100);
  }

  @Test
  void aLogThatAnEarlierCoordinatorHasShortenedIsLeftAsItIs() throws Exception {
    Path path = folder.resolve("log");
    Output.Kept output = new Output.Kept(path, 64 * 1024, folder.resolve("status"));
    KeptLog first = KeptLog.create(output);
    Files.write(path, new byte[1 << 20], StandardOpenOption.APPEND);
    first.close();
    assertTrue(first.isTooLong());
    first.shorten();
    KeptLog second = KeptLog.adopt(output);
    second.close();
    assertTrue(Files.size(path) > 64 * 1024, "no line end to cut at");
    assertFalse(second.isTooLong());
  }
}
