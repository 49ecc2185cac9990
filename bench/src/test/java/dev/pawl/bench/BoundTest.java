package dev.pawl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BoundTest {
  @Test
  void atMostHoldsOnTheLimitAndNotAboveIt() {
    assertTrue(Bound.atMostTimes("a", 1.05, Figure.of(1.05)).isMet());
    assertFalse(Bound.atMostTimes("a", 1.05, Figure.of(1.051)).isMet());
  }

  @Test
  void atLeastHoldsOnTheLimitAndNotBelowIt() {
    assertTrue(Bound.atLeastTimes("a", 4, Figure.of(4)).isMet());
    assertFalse(Bound.atLeastTimes("a", 4, Figure.of(3.99)).isMet());
  }

  @Test
  void underDoesNotHoldOnTheLimit() {
    assertTrue(Bound.under("a", 1, Figure.of(0.99), "%.2f s").isMet());
    assertFalse(Bound.under("a", 1, Figure.of(1), "%.2f s").isMet());
  }

  @Test
  void whatIsMeasuredStandsBesideWhatIsAsked() {
    assertEquals(
        "**met**: asked under 1 s; measured 0.50 s",
        Bound.under("under 1 s", 1, Figure.of(0.5), "%.2f s").told());
    assertEquals(
        "**missed**: asked at most 1.05 times ninja; measured 1.16 times",
        Bound.atMostTimes("at most 1.05 times ninja", 1.05, Figure.of(1.16)).told());
  }

  @Test
  void withoutAFigureABoundIsNeitherMetNorMissed() {
    Figure ratio = Figure.of(3).over(Figure.missing("no figure of ninja"));

    Bound bound = Bound.atMostTimes("at most 1.5 times ninja", 1.5, ratio);

    assertFalse(bound.isMet());
    assertEquals(
        "**unknown**: asked at most 1.5 times ninja; not measured, no figure of ninja",
        bound.told());
  }
}
