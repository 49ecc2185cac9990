package dev.pawl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations and sizes as users write them. */
class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({"500ms,500", "30s,30000", "5m,300000", "2h,7200000", "7d,604800000", "007s,7000"})
  void aDurationIsANumberAndAUnit(String text, long ms) {
    assertEquals(Optional.of(Duration.ofMillis(ms)), Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "m",
        "0s",
        "-1s",
        "+1s",
        "1.5h",
        "5 m",
        " 5m",
        "5m ",
        "1h30m",
        "5M",
        "5min",
        "٣s",
        "36501d",
        "9223372036854775808ms",
        "99999999999999999999d"
      })
  void anythingElseIsNoDuration(String text) {
    assertEquals(Optional.empty(), Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1ms", "999ms", "1s", "90s", "2m", "61m", "1h", "25h", "1d", "36500d"})
  void aDurationIsWrittenAsItIsRead(String text) {
    assertEquals(text, Durations.format(Durations.parse(text).orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource({"10KB,10240", "10MB,10485760", "1GB,1073741824", "1073741824GB,1152921504606846976"})
  void aSizeIsANumberAndABinaryUnit(String text, long bytes) {
    assertEquals(OptionalLong.of(bytes), Sizes.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "10B", "10kb", "0MB", "1.5GB", "1TB", "1073741825GB", "1 GB"})
  void anythingElseIsNoSize(String text) {
    assertTrue(Sizes.parse(text).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"1024,1KB", "1536,1536B", "1048576,1MB", "1572864,1536KB", "3221225472,3GB", "0,0B"})
  void aSizeIsWrittenExactly(long bytes, String text) {
    assertEquals(text, Sizes.format(bytes));
  }
}
