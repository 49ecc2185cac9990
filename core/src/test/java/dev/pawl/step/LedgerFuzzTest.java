package dev.pawl.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Project.Sync;
import dev.pawl.testing.Harmless;
import dev.pawl.testing.KeptInputs;
import dev.pawl.testing.Scratch;
import dev.pawl.testing.Sealed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as a {@code state.jsonl}, which other programs and people write, too. */
public final class LedgerFuzzTest {
  private static final Scratch SCRATCH = new Scratch();
  private static final String FILE = ".pawl/state.jsonl";

  @TestFactory
  Stream<DynamicTest> everyLedgerIsChangedAndCompactedOrRefused() throws IOException {
    return KeptInputs.of(LedgerFuzzTest.class, LedgerFuzzTest::fuzzerTestOneInput);
  }

  /** As it is, and with checksums that hold. */
  public static void fuzzerTestOneInput(byte[] input) {
    check(input);
    check(Sealed.lines(input));
  }

  private static void check(byte[] input) {
    SCRATCH.clear();
    SCRATCH.file(FILE, input);
    try {
      List<String> found = look();
      for (String line : found) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertEquals(line, line(new EntryCodec().decode(bytes, 0, bytes.length)));
      }
      try (StepLedger ledger = open()) {
        ledger.compact();
      }
      assertEquals(List.copyOf(found), sorted(look()), "compacted");
      invalidateAll();
    } catch (DamagedFileException e) {
      Harmless.check(e.getMessage());
    }
  }

  /** What every step says, in the form in which Pawl writes it, by name. */
  private static List<String> look() {
    try (StepLedger ledger = open()) {
      return sorted(ledger.look().entries().stream().map(LedgerFuzzTest::line).toList());
    }
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  private static void invalidateAll() {
    List<StepEntry> changed;
    try (StepLedger ledger = open()) {
      changed =
          ledger.change(draft -> {
            List<StepEntry> all = List.copyOf(draft.before().entries());
            all.forEach(entry -> draft.put(entry.invalidated("by hand", Steps.NOON)));
            return draft.lines();
          });
    }
    assertEquals(sorted(changed.stream().map(LedgerFuzzTest::line).toList()), look(), "changed");
  }

  private static StepLedger open() {
    return StepLedger.open(SCRATCH.folder(), Sync.GROUPED, Harmless::check);
  }

  private static String line(StepEntry entry) {
    String line = StandardCharsets.UTF_8.decode(new EntryCodec().encode(List.of(entry))).toString();
    return line.substring(0, line.length() - 1);
  }
}
