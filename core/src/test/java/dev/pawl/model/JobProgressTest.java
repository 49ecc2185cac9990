package dev.pawl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobProgressTest {
  private static JobProgress parsed(String line) {
    return JobProgress.parse(line).orElseThrow();
  }

  @Test
  @DisplayName("L28 a line is a count and a message")
  void aLineIsACountAndAMessage() {
    JobProgress progress = parsed("523/1000 got b.csv");
    assertEquals(new JobProgress(523, 1000, "got b.csv"), progress);
    assertEquals("at 523 of 1000: got b.csv", progress.words());
    assertEquals("523/1000 got b.csv", progress.toString());
    assertEquals("at 523 of 1000", parsed("523/1000").words());
  }

  @ParameterizedTest
  @CsvSource({
    "'  523/1000  ', 523/1000",
    "523 / 1000, 523/1000",
    "'523/1000\tgot it ', 523/1000 got it",
    "0/9, 0/9",
    "9/9, 9/9",
    "007/010, 7/10",
    "3/4 of the files, 3/4 of the files",
    "999999999999999999/999999999999999999, 999999999999999999/999999999999999999"
  })
  void aCountMayBeWrittenInSomeWays(String line, String told) {
    assertEquals(told, parsed(line).toString());
    assertTrue(parsed(line).isCounted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5/0",
        "0/0",
        "7/5",
        "-1/5",
        "50%",
        "loading",
        "7/9.5 GB",
        "5/",
        "/5",
        "1/2/3",
        "5/9:x",
        "1000000000000000000/1000000000000000001"
      })
  void whatCountsNothingIsAMessageAlone(String line) {
    JobProgress progress = parsed(line);
    assertFalse(progress.isCounted());
    assertEquals(line, progress.message());
    assertEquals(line, progress.toString());
    assertEquals("at " + line, progress.words());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\u0000\u0000", "\u001b[2J", "\u001b", "\u001b]0;title\u0007"})
  void nothingToReadIsNoProgress(String line) {
    assertEquals(Optional.empty(), JobProgress.parse(line));
  }

  @ParameterizedTest
  @CsvSource({
    "'\u001b[32m5/9\u001b[0m \u001b[1mred\u001b[0m', 5/9 red",
    "'5/9 \u001b]0;title\u0007x', 5/9 x",
    "'5/9 \u001b]8;;http://x\u001b\\y', 5/9 y",
    "'5/9 a\u0007b\u0000\u0000c', 5/9 a b c",
    "'5/9 a\u009b2Jb', 5/9 a 2Jb",
    "'5/9 \u001b(Bx\u001b', 5/9 x"
  })
  void whatATerminalObeysIsTakenOut(String line, String told) {
    assertEquals(told, parsed(line).toString());
  }

  @Test
  void aLongMessageIsCutBetweenCharacters() {
    JobProgress progress = parsed("5/9 " + "\ud83d\ude00".repeat(500));
    assertEquals("\ud83d\ude00".repeat(197) + "...", progress.message());
    assertEquals("x".repeat(200), parsed("x".repeat(200)).message());
  }

  @Test
  void whatItTellsIsReadAsTheSameAgain() {
    SplittableRandom random = new SplittableRandom(20261120);
    String letters = "0123456789// \t\u001b[]mJ%a\u00e9\ufffd\u0000\u0085\u2028";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder line = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        line.append(letters.charAt(random.nextInt(letters.length())));
      }
      JobProgress.parse(line.toString())
          .ifPresent(one -> assertEquals(Optional.of(one), JobProgress.parse(one.toString())));
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> JobProgress.of(2, 1));
    assertThrows(IllegalArgumentException.class, () -> JobProgress.of(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> JobProgress.of(0, 0));
  }
}
