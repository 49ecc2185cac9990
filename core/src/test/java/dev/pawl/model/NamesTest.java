package dev.pawl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void aNameStartsWithALetterOrDigitAndHasAtMost64() {
    for (String name : List.of("a", "9", "build.web", "a-b_c.d", "x".repeat(64), "ALL", "lasts")) {
      assertTrue(NamePattern.matches(name), name);
      assertTrue(name.matches(NamePattern.REGEX), name);
      assertEquals(name, new JobName(name).toString());
    }
  }

  @Test
  @DisplayName("J60 a name that would leave the log folder is refused")
  void aNameThatWouldLeaveTheFolderIsRefused() {
    List<String> bad =
        List.of(
            "",
            ".",
            "..",
            "../x",
            "a/b",
            "-a",
            "_a",
            ".a",
            "a b",
            "a\n",
            "ä",
            "a:b",
            "a@2",
            "x".repeat(65));
    for (String name : bad) {
      assertFalse(NamePattern.matches(name), name);
      assertFalse(name.matches(NamePattern.REGEX), name);
      assertThrows(IllegalArgumentException.class, () -> new JobName(name));
      assertThrows(IllegalArgumentException.class, () -> new WorkflowName(name));
    }
  }

  @Test
  void theWordsOfAnAddressAreNoNames() {
    assertFalse(NamePattern.matches("all"));
    assertFalse(NamePattern.matches("last"));
  }

  @Test
  void aRefusalSaysTheRule() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> new JobName("a/b"));
    assertEquals("job 'a/b' is not a name: " + NamePattern.RULE, e.getMessage());
  }

  @Test
  void aRunIdIsItsSecondInUtcAndFourHexDigits() {
    Instant at = Instant.parse("2026-11-20T15:47:41.999Z");
    assertEquals("20261120-154741-7f3a", RunId.of(at, 0x7f3a).value());
    assertEquals("20261120-154741-0001", RunId.of(at, 0xabc0001).value());
    assertEquals("20261120-154741-ffff", RunId.of(at, -1).value());
  }

  @Test
  void runIdsSortByTime() {
    RunId early = RunId.of(Instant.parse("2026-11-20T23:59:59Z"), 0xffff);
    RunId late = RunId.of(Instant.parse("2026-11-21T00:00:00Z"), 0);
    assertTrue(early.compareTo(late) < 0);
  }

  @Test
  void aRunIdTellsItsSecond() {
    assertEquals(
        Optional.of(Instant.parse("2026-11-20T15:47:41Z")),
        new RunId("20261120-154741-7f3a").time());
    assertEquals(Optional.empty(), new RunId("20261320-154741-7f3a").time());
  }

  @Test
  void whatHasNotTheFormIsNoRunId() {
    for (String text : List.of("", "last", "20261120-154741", "20261120-154741-7F3A", "../x")) {
      assertFalse(RunId.isRunId(text), text);
      assertThrows(IllegalArgumentException.class, () -> new RunId(text));
    }
  }

  @Test
  void everyWireNameIsFoundAgain() {
    for (JobStatus status : JobStatus.values()) {
      assertEquals(Optional.of(status), JobStatus.ofWire(status.wire()));
    }
    for (RunStatus status : RunStatus.values()) {
      assertEquals(Optional.of(status), RunStatus.ofWire(status.wire()));
    }
    for (SkipCause cause : SkipCause.values()) {
      assertEquals(Optional.of(cause), SkipCause.ofWire(cause.wire()));
    }
    assertEquals(Optional.empty(), JobStatus.ofWire("Failed"));
    assertEquals("timed_out", JobStatus.TIMED_OUT.wire());
  }
}
