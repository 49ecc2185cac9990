package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.posix.Memory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounded logs, with and without a file system that makes holes. */
class LogWriterTest {
  private static final long MAX = 64 * 1024;

  @TempDir Path folder;

  private long written;

  private void write(LogWriter writer, int from, int to) {
    for (int i = from; i < to; i++) {
      byte[] line = (i + "\n").getBytes(StandardCharsets.US_ASCII);
      Memory memory = Memory.allocate(line.length);
      memory.putBytes(0, line);
      writer.write(memory, line.length);
      written += line.length;
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 100", "true, 12000", "true, 60000", "false, 100", "false, 12000"})
  void headTailAndTheNumberOfMissingBytesAreRight(boolean canPunch, int lines) throws Exception {
    checkEnd(canPunch, lines);
  }

  @ParameterizedTest
  @CsvSource({"13000", "15500", "17900", "30000", "60000"})
  void aFileSystemWithoutHolesGivesTheSame(int lines) throws Exception {
    checkEnd(false, lines);
  }

  private void checkEnd(boolean canPunch, int lines) throws Exception {
    Path path = folder.resolve("log");
    LogWriter writer = new LogWriter(new Output.Log(path, MAX, false), canPunch);
    write(writer, 0, lines);
    assertTrue(Files.size(path) <= (canPunch ? written : MAX + MAX / 2), "size while growing");
    writer.close();
    if (writer.isTooLong()) {
      writer.shorten();
    }
    assertNull(writer.failure());
    List<String> kept = Files.readAllLines(path);
    assertEquals("0", kept.getFirst());
    assertEquals(Integer.toString(lines - 1), kept.getLast());
    assertTrue(Files.size(path) <= MAX + 100, "size " + Files.size(path));
    checkGap(kept, Files.size(path));
  }

  /** The lines before and after the gap count on, and what is missing between them is as said. */
  private void checkGap(List<String> kept, long size) {
    long missing = 0;
    int before = -1;
    for (String line : kept) {
      if (line.startsWith("[pawl: ")) {
        missing = Long.parseLong(line.replaceAll("[^0-9]", ""));
        size -= line.length() + 1;
      } else {
        int number = Integer.parseInt(line);
        assertTrue(number == before + 1 || missing > 0, "a gap without a word at " + line);
        before = number;
      }
    }
    assertEquals(written, size + missing);
  }
}
