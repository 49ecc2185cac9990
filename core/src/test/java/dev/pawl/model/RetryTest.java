package dev.pawl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static Retry retry(Duration delay, double backoff, Duration maxDelay) {
    return new Retry(5, delay, backoff, maxDelay, false, List.of());
  }

  @Test
  void eachWaitIsTheOneBeforeTimesBackoffUpToMaxDelay() {
    Retry retry = retry(Duration.ofSeconds(1), 2.0, Duration.ofSeconds(5));
    assertEquals(Duration.ofSeconds(1), retry.waitAfter(1));
    assertEquals(Duration.ofSeconds(2), retry.waitAfter(2));
    assertEquals(Duration.ofSeconds(4), retry.waitAfter(3));
    assertEquals(Duration.ofSeconds(5), retry.waitAfter(4));
  }

  @Test
  void manyFailuresDoNotOverflow() {
    Retry retry = retry(Duration.ofDays(1), 10.0, Duration.ofDays(3));
    assertEquals(Duration.ofDays(3), retry.waitAfter(100_000));
  }

  @Test
  void aDelayBeyondNanosecondsIsCutToMaxDelay() {
    Duration age = Duration.ofDays(1_000_000);
    assertEquals(Duration.ofDays(3), retry(age, 1.0, Duration.ofDays(3)).waitAfter(1));
    assertEquals(age, retry(age, 1.0, age).waitAfter(1));
  }

  @Test
  void backoffOfOneKeepsTheDelay() {
    Retry retry = retry(Duration.ofMillis(300), 1.0, Duration.ofMinutes(1));
    assertEquals(Duration.ofMillis(300), retry.waitAfter(7));
  }

  @Test
  void maxDelayBelowDelayWins() {
    Retry retry = retry(Duration.ofSeconds(9), 2.0, Duration.ofSeconds(3));
    assertEquals(Duration.ofSeconds(3), retry.waitAfter(1));
  }

  @Test
  void nonsenseIsRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> retry(second, 0.5, second));
    assertThrows(IllegalArgumentException.class, () -> retry(second, Double.NaN, second));
    assertThrows(IllegalArgumentException.class, () -> retry(second.negated(), 2, second));
    assertThrows(IllegalArgumentException.class, () -> Retry.NONE.withLimit(-1));
  }
}
