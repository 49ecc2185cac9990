package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Job;
import dev.pawl.model.Workflow;
import dev.pawl.run.Entry;
import dev.pawl.run.RunReport;
import dev.pawl.run.RunState;
import dev.pawl.testing.Harmless;
import dev.pawl.testing.KeptInputs;
import dev.pawl.testing.Scratch;
import dev.pawl.testing.Sealed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as a {@code journal.jsonl}. */
public final class JournalFuzzTest {
  private static final Scratch SCRATCH = new Scratch();
  private static final RunFolder RUN = new RunFolder(SCRATCH.folder(), Samples.RUN);
  private static final Workflow WORKFLOW =
      Workflow.of("default", Job.of("a", "true"), Job.of("b", "true", "a"), Job.of("c", "true"));

  @TestFactory
  Stream<DynamicTest> everyJournalIsReplayedOrRefused() throws IOException {
    return KeptInputs.of(JournalFuzzTest.class, JournalFuzzTest::fuzzerTestOneInput);
  }

  /** As it is, and with checksums and numbers that hold, so that its events are looked at. */
  public static void fuzzerTestOneInput(byte[] input) {
    check(input);
    check(Sealed.numbered(input));
  }

  private static void check(byte[] input) {
    Path file = SCRATCH.file(SCRATCH.folder().relativize(RUN.journal()).toString(), input);
    try {
      List<Entry> entries = Journal.read(file).entries();
      assertEquals(
          entries.isEmpty()
              ? Optional.empty()
              : Optional.of(new Journal.Span(entries.getFirst(), entries.getLast())),
          Journal.span(file));
      assertEquals(entries, inTwoLooks(file, input));
      SCRATCH.file(SCRATCH.folder().relativize(RUN.journal()).toString(), bytes(entries));
      assertEquals(entries, Journal.read(file).entries(), "written again");
      report(entries);
    } catch (DamagedFileException e) {
      Harmless.check(e.getMessage());
    }
  }

  private static List<Entry> inTwoLooks(Path file, byte[] input) {
    List<Entry> entries = new ArrayList<>();
    JournalTail tail = new JournalTail(file);
    SCRATCH.file(SCRATCH.folder().relativize(file).toString(), half(input));
    entries.addAll(tail.more());
    SCRATCH.file(SCRATCH.folder().relativize(file).toString(), input);
    entries.addAll(tail.more());
    return entries;
  }

  private static byte[] half(byte[] input) {
    return Arrays.copyOf(input, input.length / 2);
  }

  private static byte[] bytes(List<Entry> entries) {
    ByteBuffer written = new EventCodec().encode(entries);
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    return bytes;
  }

  private static void report(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    RunState state = RunReader.replay(RUN, WORKFLOW, entries);
    RunReport.of(
        state,
        false,
        new RunFilesOnDisk(RUN, UnaryOperator.identity()),
        entries.getLast().at().plus(Duration.ofHours(1)));
  }
}
