package dev.pawl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResetTimeTest {
  /** A Saturday. */
  private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-21T17:30:00Z[UTC]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "Claude AI usage limit reached|1795290000 = 2026-11-21T19:40:00Z",
        "{\"type\":\"usage_limit_reached\",\"resets_at\":1795290000} = 2026-11-21T19:40:00Z",
        "{\"resetsAt\":1795290000123} = 2026-11-21T19:40:00Z",
        "{\"resets_in_seconds\":7200,\"plan\":\"free\"} = 2026-11-21T19:30:00Z",
        "Retry-After: 120 = 2026-11-21T17:32:00Z",
        "retry-after: Sun, 22 Nov 2026 03:00:00 GMT = 2026-11-22T03:00:00Z",
        "\"retryDelay\": \"34s\" = 2026-11-21T17:30:34Z",
        "Please try again in 20s. = 2026-11-21T17:30:20Z",
        "Please try again in 1m30.5s = 2026-11-21T17:31:30.500Z",
        "Please retry in 850ms = 2026-11-21T17:30:00.850Z",
        "Please retry in 15.002899939s. = 2026-11-21T17:30:15.003Z",
        "try again in 5 minutes = 2026-11-21T17:35:00Z",
        "or try again in 5 days 22 hours 11 minutes. = 2026-11-27T15:41:00Z",
        "Your quota will reset after 2h30m15s. = 2026-11-21T20:00:15Z",
        "limit reached, resets in 1 hour and 5 minutes = 2026-11-21T18:35:00Z",
        "come back in about 90 minutes = 2026-11-21T19:00:00Z",
        "resets at 2026-11-22T03:00:00Z = 2026-11-22T03:00:00Z",
        "try again after 2026-11-22T03:00:00.25+02:00 = 2026-11-22T01:00:00.250Z",
        "5-hour limit reached ∙ resets 7pm = 2026-11-21T19:00:00Z",
        "You've hit your limit · resets 3pm (America/New_York) = 2026-11-21T20:00:00Z",
        "You've hit your session limit · resets 12:50am (America/Los_Angeles) = 2026-11-22T08:50:00Z",
        "resets May 5 at 9pm (America/New_York) = 2027-05-06T01:00:00Z",
        "resets Nov 26, 5:59am (America/Los_Angeles) = 2026-11-26T13:59:00Z",
        "or try again at Jul 5th, 2027 8:19 PM. = 2027-07-05T20:19:00Z",
        "try again at 7:40 PM. = 2026-11-21T19:40:00Z",
        "resets 15:30 = 2026-11-22T15:30:00Z",
        "resets Mon 9am = 2026-11-23T09:00:00Z",
        "resets Saturday 9am = 2026-11-28T09:00:00Z",
        "resets 7:37pm (UTC) = 2026-11-21T19:37:00Z",
        "resets 12am = 2026-11-22T00:00:00Z",
        "resets 12pm = 2026-11-22T12:00:00Z"
      })
  void theTimeThatIsMeantIsFound(String text, Instant expected) {
    assertEquals(Optional.of(expected), ResetTime.in(text, NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "usage limit reached",
        "try again later",
        "try again at 5",
        "resets 25:00",
        "resets 13pm",
        "resets Feb 30 at 9pm",
        "resets 3pm (Middle/Earth)",
        "status 429, request 1795290000",
        "limit reached|9999999999",
        "retry in 999999999 days",
        "resets at 2026-99-99T03:00:00Z",
        "Retry-After: Sun, 99 Nov 2026 03:00:00 GMT"
      })
  void whatIsNoTimeOrNotToBeBelievedIsNone(String text) {
    assertEquals(Optional.empty(), ResetTime.in(text, NOW));
  }

  @Test
  void aTimeOfTheDayThatIsJustOverIsTodaysAndAnEarlierOneTomorrows() {
    assertEquals("2026-11-21T17:25:00Z", at("resets 5:25pm", NOW));
    assertEquals("2026-11-22T17:10:00Z", at("resets 5:10pm", NOW));
  }

  @Test
  void aDateWithoutYearIsTheNearestOne() {
    ZonedDateTime newYear = ZonedDateTime.parse("2027-01-01T00:01:00Z[UTC]");
    assertEquals("2026-12-31T23:59:00Z", at("resets Dec 31 at 11:59pm", newYear));
    assertEquals("2027-01-03T09:00:00Z", at("resets Jan 3, 9am", NOW.withMonth(12)));
  }

  @Test
  void aTimeWithoutZoneIsInTheZoneOfTheCaller() {
    ZonedDateTime tokyo = ZonedDateTime.parse("2026-11-21T17:30:00+09:00[Asia/Tokyo]");
    assertEquals("2026-11-21T10:00:00Z", at("resets 7pm", tokyo));
  }

  private static String at(String text, ZonedDateTime now) {
    return ResetTime.in(text, now).map(String::valueOf).orElse("none");
  }
}
