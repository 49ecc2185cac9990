package dev.pawl.app.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.ItemId;
import dev.pawl.model.JobName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines between a client and a run. */
class ControlLinesTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }

  @Test
  void aRequestIsOneLineAndReadsAsItWasWritten() {
    ControlRequest run = new ControlRequest.Cancel(List.of());
    ControlRequest jobs = new ControlRequest.Cancel(List.of(new JobName("a"), new JobName("b-2")));

    assertEquals("{\"pawl\":1,\"op\":\"cancel\"}\n", text(run.line()));
    assertEquals("{\"pawl\":1,\"op\":\"cancel\",\"jobs\":[\"a\",\"b-2\"]}\n", text(jobs.line()));
    assertEquals(run, ControlRequest.parse(run.line()));
    assertEquals(jobs, ControlRequest.parse(jobs.line()));
  }

  @Test
  void aChangeIsOneLineAndReadsAsItWasWritten() {
    BacklogChange block = new BacklogChange.Block(new ItemId("WRK-007"), "which\n\"one\"?");
    ControlRequest change = new ControlRequest.Change(block);

    assertEquals(
        "{\"pawl\":1,\"op\":\"change\",\"change\":{\"do\":\"block\",\"item\":\"WRK-007\","
            + "\"reason\":\"which\\n\\\"one\\\"?\"}}\n",
        text(change.line()));
    assertEquals(change, ControlRequest.parse(change.line()));
  }

  @Test
  void anAnswerIsOneLineAndReadsAsItWasWritten() {
    ControlAnswer no = ControlAnswer.refused("no \"job\"\n");
    ControlAnswer later = new ControlAnswer.Refused("over", ControlAnswer.Kind.LATER);
    ControlAnswer done =
        new ControlAnswer.Done("WRK-008 is added", Optional.of(new ItemId("WRK-008")));
    ControlAnswer heard = new ControlAnswer.Heard();

    assertEquals("{\"pawl\":1,\"ok\":true}\n", text(ControlAnswer.OK.line()));
    assertEquals(1, text(no.line()).lines().count());
    assertEquals(ControlAnswer.OK, ControlAnswer.parse(ControlAnswer.OK.line()));
    for (ControlAnswer answer : List.of(no, later, done, heard)) {
      assertEquals(answer, ControlAnswer.parse(answer.line()));
    }
    assertEquals(
        "{\"pawl\":1,\"ok\":false,\"error\":\"over\",\"kind\":\"later\"}\n", text(later.line()));
  }

  @Test
  void whatIsToldIsCutSoThatALineCanHoldIt() {
    BacklogChange.Answer refused = new BacklogChange.Answer.Refused("x".repeat(100_000));

    assertTrue(ControlAnswer.of(refused).line().length < 1_000);
  }

  @Test
  void aReasonOfALaterVersionIsAPlainNo() {
    assertEquals(
        ControlAnswer.refused("e"),
        ControlAnswer.parse(bytes("{\"pawl\":1,\"ok\":false,\"error\":\"e\",\"kind\":\"new\"}")));
  }

  @Test
  void whatALaterVersionAddsToAnAnswerIsPassedOver() {
    assertEquals(ControlAnswer.OK, ControlAnswer.parse(bytes("{\"pawl\":1,\"ok\":true,\"x\":[]}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | not a JSON object",
        "hello | not JSON",
        "[1] | not a JSON object",
        "{\"pawl\":1 | not JSON",
        "{\"pawl\":1,\"op\":\"cancel\"} {} | more than one",
        "{} | no version",
        "{\"op\":\"cancel\"} | no version",
        "{\"pawl\":2,\"op\":\"cancel\",\"gently\":true} | version 2 of the protocol",
        "{\"pawl\":\"1\",\"op\":\"cancel\"} | 'pawl'",
        "{\"pawl\":1.0,\"op\":\"cancel\"} | 'pawl'",
        "{\"pawl\":99999999999999999999,\"op\":\"cancel\"} | 'pawl'",
        "{\"pawl\":1} | 'op'",
        "{\"pawl\":1,\"op\":7} | 'op'",
        "{\"pawl\":1,\"op\":\"pause\"} | unknown op 'pause'",
        "{\"pawl\":1,\"op\":\"cancel\",\"job\":\"a\"} | unknown field 'job'",
        "{\"pawl\":1,\"op\":\"cancel\",\"op\":\"cancel\"} | twice",
        "{\"pawl\":1,\"op\":\"cancel\",\"jobs\":null} | 'jobs' names none",
        "{\"pawl\":1,\"op\":\"cancel\",\"jobs\":[]} | 'jobs' names none",
        "{\"pawl\":1,\"op\":\"cancel\",\"jobs\":\"a\"} | 'jobs'",
        "{\"pawl\":1,\"op\":\"cancel\",\"jobs\":[1]} | 'jobs'",
        "{\"pawl\":1,\"op\":\"cancel\",\"jobs\":[null]} | 'jobs'",
        "{\"pawl\":1,\"op\":\"cancel\",\"jobs\":[\"../x\"]} | is not a name",
        "{\"pawl\":1,\"op\":\"pause\",\"item\":\"a\"} | unknown op 'pause'",
        "{\"pawl\":1,\"op\":\"change\"} | 'change'",
        "{\"pawl\":1,\"op\":\"change\",\"change\":{}} | 'do'",
        "{\"pawl\":1,\"op\":\"change\",\"change\":{\"do\":\"eat\"}} | unknown change 'eat'",
        "{\"pawl\":1,\"op\":\"change\",\"change\":{\"do\":\"block\",\"item\":\"/\"}} | name of an item",
        "{\"pawl\":1,\"op\":\"change\",\"jobs\":[\"a\"]} | unknown field 'jobs'",
      })
  void whatIsNoRequestIsAnErrorWithAReason(String line, String reason) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> ControlRequest.parse(bytes(line)));
    assertTrue(String.valueOf(error.getMessage()).contains(reason), error.getMessage());
  }

  @Test
  void bytesThatAreNoTextAndDeepNestingAreErrorsToo() {
    byte[] noText = {'{', '"', (byte) 0xff, (byte) 0xc0, '"', ':', '1', '}'};
    byte[] deep = bytes("{\"pawl\":" + "[".repeat(30_000));

    assertThrows(IllegalArgumentException.class, () -> ControlRequest.parse(noText));
    assertThrows(IllegalArgumentException.class, () -> ControlRequest.parse(deep));
    assertThrows(IllegalArgumentException.class, () -> ControlAnswer.parse(bytes("{\"pawl\":1}")));
  }
}
