package dev.pawl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NowTest {
  @Test
  void aWaitOfMoreThanACenturyIsOneOfACenturyAlsoBack() {
    Now now = new Now(Instant.EPOCH, 7);
    long century = Duration.ofDays(36_525).toNanos();
    assertEquals(8, now.after(Duration.ofNanos(1)));
    assertEquals(7 + century, now.after(Duration.ofSeconds(Long.MAX_VALUE)));
    assertEquals(7 - century, now.after(Duration.between(Instant.MAX, Instant.MIN)));
  }
}
