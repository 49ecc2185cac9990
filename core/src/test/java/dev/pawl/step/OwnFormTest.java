package dev.pawl.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.line.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnFormTest {
  private static final StepName NAME = new StepName("default/build");
  private static final StepFacts RICH =
      StepFacts.NONE
          .withContent(
              JsonValue.of(Map.of("directory", ".", "include", List.of("out/\"a\"", "b}]"))))
          .withDependencies(dependencies())
          .withKey(
              StepKey.of(
                  "echo \"x\" > y\n",
                  "sh -ec",
                  Map.of("LANG", "Grüße"),
                  Optional.of("9a0c"),
                  Map.of(new StepName("default/a"), "77e1")))
          .withOwner(new StepOwner("20261120-154741-7f3a", "6c1f", 4711, 99));

  private final EntryCodec codec = new EntryCodec();

  private static Map<StepName, Optional<String>> dependencies() {
    Map<StepName, Optional<String>> all = new LinkedHashMap<>();
    all.put(new StepName("default/a"), Optional.of("77e1"));
    all.put(new StepName("default/b"), Optional.empty());
    return all;
  }

  private byte[] line(StepEntry entry) {
    ByteBuffer line = codec.encode(List.of(entry));
    return Arrays.copyOf(line.array(), line.limit() - 1);
  }

  private static HeldLine held(byte[] line) {
    return OwnForm.held(line, 0, line.length);
  }

  private static List<StepEntry> own() {
    return List.of(
        StepEntry.complete(NAME, "77e1", StepFacts.NONE, Steps.NOON),
        StepEntry.complete(NAME, "77e1", RICH, Steps.NOON),
        StepEntry.incomplete(NAME, "failed: \"exit\" code \\ 7 – ü", RICH, Steps.NOON),
        StepEntry.complete(NAME, "77e1", RICH, Steps.NOON).invalidated("by hand", Steps.NOON));
  }

  @Test
  void ownLinesAreHeldAndSayTheSame() {
    for (StepEntry entry : own()) {
      HeldLine held = held(line(entry));
      assertNotNull(held, entry.toString());
      assertEquals(entry.name(), held.name());
      assertEquals(entry, held.entry(codec));
      assertEquals(entry.at(), held.writtenAt(codec));
      assertEquals(entry.isComplete() ? entry.hash() : Optional.empty(), held.completeHash());
    }
  }

  @Test
  void aLineInTheMiddleOfOthersIsHeldAlone() {
    byte[] line = line(own().get(1));
    byte[] all = new byte[line.length + 20];
    System.arraycopy(line, 0, all, 10, line.length);
    HeldLine held = OwnForm.held(all, 10, 10 + line.length);
    assertNotNull(held);
    assertEquals(own().get(1), held.entry(codec));
  }

  @Test
  void whatPawlWouldWriteNowIsRecognizedWheneverItWasWritten() {
    HeldLine held = held(line(StepEntry.complete(NAME, "77e1", RICH, Steps.NOON.plusSeconds(7))));
    assertTrue(held.says(RICH, codec));
    assertFalse(held.says(RICH.released(), codec));
    assertFalse(held.says(RICH.withStage(DataStage.CACHE), codec));
    assertFalse(held.says(StepFacts.NONE, codec));
    assertFalse(held(line(own().get(2))).says(RICH, codec));
  }

  @Test
  void whatElseALineMaySayIsLeftToTheReaderOfJson() {
    StepFacts cache = StepFacts.NONE.withTimeToLive(Duration.ofDays(7));
    assertNull(held(line(StepEntry.complete(NAME, "77e1", cache, Steps.NOON))));
    StepName umlaut = new StepName("default/grüße");
    assertNull(held(line(StepEntry.complete(umlaut, "77e1", StepFacts.NONE, Steps.NOON))));
    for (String foreign : List.of("{}", "{\"step_name\":\"a\",\"completed\":true}", "[1]", "")) {
      assertNull(held(foreign.getBytes(StandardCharsets.UTF_8)), foreign);
    }
  }

  /** Only lines whose checksum holds are asked about; even so nothing may go wrong. */
  @Test
  void noCutAndNoByteOutOfPlaceIsAnException() {
    for (StepEntry entry : own()) {
      byte[] line = line(entry);
      for (int at = 0; at < line.length; at++) {
        held(Arrays.copyOf(line, at));
        byte[] other = line.clone();
        for (char wrong : new char[] {'"', '\\', '{', '}', ',', ' '}) {
          other[at] = (byte) wrong;
          HeldLine held = held(other);
          if (held != null) {
            held.completeHash();
          }
        }
      }
      assertArrayEquals(line, line(entry));
    }
  }
}
