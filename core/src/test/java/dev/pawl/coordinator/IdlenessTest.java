package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdlenessTest {
  private static final byte[] WHOLE =
      "digest\nstamp\n20261120-154741-7f3a\ndefault\n2\n2 since then\na\nb\n"
          .getBytes(StandardCharsets.UTF_8);

  private static Optional<Idleness> read(byte[] bytes) {
    return Idleness.read(ByteBuffer.wrap(bytes));
  }

  @Test
  void whatIsCutAnywhereIsNoneOrHasFewerSteps() {
    Idleness whole = read(WHOLE).orElseThrow();
    assertEquals(2, whole.steps().getFirst().jobs().size());
    assertEquals(Optional.of(whole), read(whole.bytes()));
    for (int cut = 0; cut < WHOLE.length; cut++) {
      Optional<Idleness> left = read(Arrays.copyOf(WHOLE, cut));
      assertTrue(left.isEmpty() || left.get().steps().isEmpty(), "cut at " + cut);
    }
  }

  @Test
  void aNumberOfStepsThatNobodyHasTakesNoRoom() {
    byte[] many =
        "d\ns\n20261120-154741-7f3a\ndefault\n2\n2147483647 x\na\n"
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(Optional.empty(), read(many));
  }
}
