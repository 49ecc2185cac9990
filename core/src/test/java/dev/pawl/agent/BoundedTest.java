package dev.pawl.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTest {
  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(a*)*b", "(.*a){20}b", "(a|b|ab)*c"})
  void aPatternThatNeedsForEverIsGivenUp(String regex) {
    String text = "a".repeat(100_000) + "!";
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertFalse(Bounded.finds(Pattern.compile(regex), text)));
  }

  @Test
  void ofALongTextBothEndsAreLookedAt() {
    String text = "begin" + "x".repeat(1_000_000) + "end";
    assertTrue(Bounded.finds(Pattern.compile("^begin"), text));
    assertTrue(Bounded.finds(Pattern.compile("end$"), text));
    assertFalse(Bounded.finds(Pattern.compile("x{5000}"), text));
  }
}
