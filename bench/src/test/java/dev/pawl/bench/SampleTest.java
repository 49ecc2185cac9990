package dev.pawl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void theMedianOfAnOddNumberIsTheOneInTheMiddleWhateverTheirOrder() {
    assertEquals(2, sample(9, 1, 2).median().value());
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertEquals(2.5, sample(9, 1, 2, 3).median().value());
  }

  @Test
  void nothingMeasuredHasNoMedianAndNoPercentile() {
    assertFalse(sample().median().isKnown());
    assertFalse(sample().percentile(95).isKnown());
  }

  @Test
  void aPercentileIsTheSmallestValueThatSoManyDoNotExceed() {
    double[] values = new double[100];
    for (int at = 0; at < values.length; at++) {
      values[at] = values.length - at;
    }
    assertEquals(95, sample(values).percentile(95).value());
    assertEquals(7, sample(7).percentile(95).value());
  }

  @Test
  void allValuesStandInTheOrderOfTheRoundsShortOnesWithMoreDigits() {
    assertEquals("6.15 0.012 5.97", sample(6.149, 0.0123, 5.97).allSeconds());
  }

  private static Sample sample(double... values) {
    Sample sample = new Sample();
    for (double value : values) {
      sample.add(value);
    }
    return sample;
  }
}
