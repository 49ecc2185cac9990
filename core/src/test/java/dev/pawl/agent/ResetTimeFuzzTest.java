package dev.pawl.agent;

import dev.pawl.testing.KeptInputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any words in which an agent may say until when its use is up. */
public final class ResetTimeFuzzTest {
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-21T17:30:00Z[UTC]");
  private static final Instant LATEST = NOW.toInstant().plus(Duration.ofDays(371));

  @TestFactory
  Stream<DynamicTest> noWordsNameATimeThatIsFarAway() throws IOException {
    return KeptInputs.of(ResetTimeFuzzTest.class, ResetTimeFuzzTest::fuzzerTestOneInput);
  }

  /** A time that is believed can be recorded, and waited for. */
  public static void fuzzerTestOneInput(byte[] input) {
    Optional<Instant> reset = ResetTime.in(new String(input, StandardCharsets.UTF_8), NOW);
    if (reset.isPresent() && reset.get().isAfter(LATEST)) {
      throw new AssertionError("believed: " + reset.get());
    }
  }
}
