package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Usage;
import dev.pawl.line.Checksum;
import dev.pawl.line.JsonWriter;
import dev.pawl.line.Timestamps;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.run.Entry;
import dev.pawl.run.RunEvent;
import dev.pawl.run.StopCause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventCodecTest {
  private final EventCodec codec = new EventCodec();

  @Test
  void everyEventIsReadAsItWasWritten() {
    for (Entry entry : Samples.entries(Samples.everyEvent())) {
      assertEquals(entry, decoded(line(entry)));
    }
  }

  @Test
  void theReasonOfAStopIsKept() {
    RunEvent stop =
        new RunEvent.StopOrdered(
            Samples.A, 1, StopCause.NOT_READY, Optional.of("did not become ready within 60 s"));
    Entry entry = new Entry(3, Instant.parse("2026-11-20T15:47:41.007Z"), stop);
    assertEquals(entry, decoded(line(entry)));
  }

  @Test
  void theProgressOfAnAttemptIsKept() {
    for (JobProgress told :
        List.of(
            JobProgress.of(523, 1000),
            new JobProgress(523, 1000, "got \"é\""),
            new JobProgress(0, 0, "50%"))) {
      RunEvent end =
          new RunEvent.AttemptFinished(
              Samples.A,
              2,
              JobStatus.INTERRUPTED,
              OptionalInt.of(143),
              15,
              Optional.of("stopped by SIGTERM; " + told.words()),
              812,
              Optional.of(told));
      Entry entry = new Entry(3, Instant.parse("2026-11-20T15:47:41.007Z"), end);
      assertEquals(entry, decoded(line(entry)));
    }
  }

  @Test
  void theSamplesHoldEveryEventUnderItsOwnName() {
    Set<String> all =
        names(
            Stream.of(RunEvent.class, RunEvent.WorkEvent.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .filter(event -> event != RunEvent.WorkEvent.class)
                .filter(event -> !RunEvent.Passing.class.isAssignableFrom(event)));
    assertEquals(all, names(Samples.everyEvent().stream().map(RunEvent::getClass)));
    for (Entry entry : Samples.entries(Samples.everyEvent())) {
      String name = entry.event().getClass().getSimpleName();
      assertTrue(line(entry).contains("\"event\":\"" + name + "\""), name);
    }
  }

  private static Set<String> names(Stream<Class<?>> events) {
    return events.map(Class::getSimpleName).collect(Collectors.toSet());
  }

  @Test
  void aLineHasNumberTimeEventFieldsAndTheChecksumLast() {
    RunEvent event =
        Samples.attemptFinished(Samples.A, JobStatus.FAILED, 139, Optional.of("killed by SIGSEGV"));
    assertEquals(
        """
        {"seq":3,"at":"2026-11-20T15:47:41.007Z","event":"AttemptFinished","job":"a","attempt":1,\
        "outcome":"failed","exit_code":139,"signal":11,"reason":"killed by SIGSEGV",\
        "log_bytes":812,"crc":"bfed6a2f"}
        """,
        line(new Entry(3, Instant.parse("2026-11-20T15:47:41.007999Z"), event)));
  }

  @Test
  void theChecksumIsTheCastagnoliOneOfRfc3720() {
    byte[] zeros = new byte[32]; // RFC 3720, appendix B.4: 32 bytes of zeros give aa 36 91 8a
    JsonWriter out = new JsonWriter(false);
    out.raw(zeros);
    Checksum.close(out, 0);
    String text = new String(out.array(), 0, out.size(), StandardCharsets.US_ASCII);
    assertEquals(",\"crc\":\"8a9136aa\"}", text.substring(zeros.length));
  }

  @Test
  void anyTextSurvives() {
    String odd = "\"\\/\b\f\n\r\t\0\u001f\u007f\u0080\u2028é😀\ud800 lone \udc00x\ud83d";
    Entry entry =
        new Entry(
            1,
            Samples.START,
            new RunEvent.JobFinished(
                Samples.A, JobStatus.FAILED, Optional.empty(), Optional.of(odd)));
    assertEquals(entry, decoded(line(entry)));
    assertEquals(1, line(entry).lines().count());
  }

  @Test
  void aFieldThatIsNotKnownIsIgnored() {
    Entry entry = Samples.entries(List.of(new RunEvent.RunBegan(false))).getFirst();
    String line = line(entry).replace("\"lasting\"", "\"later\":{\"x\":[1,null]},\"lasting\"");
    assertEquals(entry, decoded(line));
  }

  @Test
  void anEventThatIsNotKnownIsRefusedByName() {
    String line = line(Samples.entries(List.of(new RunEvent.RunBegan(false))).getFirst());
    assertEquals(
        "the event 'RunSlept' is of a newer version of Pawl",
        refusal(line.replace("RunBegan", "RunSlept")));
  }

  @Test
  void aFieldOfAnotherKindIsRefusedByName() {
    String began = line(Samples.entries(List.of(new RunEvent.RunBegan(false))).getFirst());
    assertEquals(
        "'lasting' is missing or not true or false",
        refusal(began.replace("\"lasting\":false", "\"lasting\":0")));
    assertEquals(
        "'seq' is missing or not a whole number", refusal(began.replace("\"seq\"", "\"sequel\"")));
    String done =
        line(Samples.entries(List.of(Samples.jobFinished(Samples.A, JobStatus.FAILED))).getFirst());
    assertEquals(
        "'status' has the value 'lost', which is of a newer version of Pawl",
        refusal(done.replace("\"failed\"", "\"lost\"")));
  }

  @Test
  void aTimeOrDurationThatIsNoneIsRefusedByName() {
    for (Entry entry : Samples.entries(WorkSamples.events())) {
      String line = line(entry);
      refusalOf(line, "timeout", "PT30M", "30 minutes");
      refusalOf(line, "until", "2026-11-20T15:47:41.120Z", "tomorrow");
      refusalOf(line, "created", "2026-11-20T15:47:41.120Z", "2026-11-20");
    }
    String retry = line(Samples.entries(Samples.everyEvent()).get(10));
    assertEquals(
        "'due_at' is missing or not a time like 2026-11-20T15:47:41.120Z",
        refusal(retry.replace("\"due_at\":\"2026", "\"due_at\":\"x")));
  }

  private void refusalOf(String line, String field, String good, String bad) {
    String wrong = line.replace(field + "\":\"" + good, field + "\":\"" + bad);
    if (!wrong.equals(line)) {
      assertTrue(refusal(wrong).startsWith("'" + field + "' is missing or not a "), wrong);
    }
  }

  @Test
  void aCostThatNoNumberHoldsIsNeitherWrittenNorRead() {
    Entry entry = Samples.entries(WorkSamples.events()).get(5);
    String wrong = line(entry).replace("0.125", "1e999");
    assertEquals("'cost' is missing or not a number below 2^1023", refusal(wrong));
    RunEvent.TaskEnded ended = (RunEvent.TaskEnded) entry.event();
    RunEvent endless =
        new RunEvent.TaskEnded(
            ended.job(), 1, ended.end(), new Usage(Double.POSITIVE_INFINITY, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> line(new Entry(1, Samples.START, endless)));
  }

  @Test
  void whatIsNoTimeIsNotTakenForOne() {
    for (String text :
        List.of(
            "2026-11-20T24:00:00.000Z",
            "2026-11-20T15:60:00.000Z",
            "2026-11-20T15:47:60.000Z",
            "2026-02-30T15:47:41.000Z",
            "2026-13-01T15:47:41.000Z",
            "2026/11/20T15:47:41.000Z",
            "2026-11-20 15:47:41.000Z",
            "9999-12-31T99:99:99.000Z")) {
      assertThrows(IllegalArgumentException.class, () -> new Timestamps().parse(text), text);
    }
  }

  @Test
  void timesOfAllYearsAreWrittenLikeTheFormatterWould() {
    for (long second = -62_167_219_200L; second < 253_402_300_800L; second += 98_765_432L) {
      Instant at = Instant.ofEpochSecond(second, Math.floorMod(second, 1000) * 1_000_000L);
      String text = new Timestamps().format(at);
      assertEquals(at, Instant.parse(text));
      assertEquals(at, new Timestamps().parse(text));
    }
  }

  @Test
  void neighboursOfOneSecondShareItsText() {
    Timestamps times = new Timestamps();
    List<Instant> all =
        Stream.of(0, 1, 999, 1000, 0, 86_400_000).map(Samples.START::plusMillis).toList();
    List<String> texts = all.stream().map(times::format).toList();
    assertEquals(all, texts.stream().map(Instant::parse).toList());
    assertEquals(all, texts.stream().map(new Timestamps()::parse).toList());
  }

  private String refusal(String line) {
    return assertThrows(IllegalArgumentException.class, () -> decoded(line)).getMessage();
  }

  private String line(Entry entry) {
    ByteBuffer bytes = codec.encode(List.of(entry));
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private Entry decoded(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return codec.decode(bytes, 0, bytes.length);
  }
}
