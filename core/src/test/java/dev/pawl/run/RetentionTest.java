package dev.pawl.run;

import static dev.pawl.run.KeptRun.Condition.FINISHED;
import static dev.pawl.run.KeptRun.Condition.LIVING;
import static dev.pawl.run.KeptRun.Condition.LOST;
import static dev.pawl.run.KeptRun.Condition.NOT_BEGUN;
import static dev.pawl.run.KeptRun.Condition.UNREADABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.RunId;
import dev.pawl.run.KeptRun.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:47:41.120Z");
  private static final long MUCH = Long.MAX_VALUE;

  /** A run that began and ended some hours ago. */
  private static KeptRun run(int hours, Condition condition, long bytes) {
    Instant at = NOW.minus(Duration.ofHours(hours));
    return new KeptRun(RunId.of(at, hours), condition, at, bytes);
  }

  private static KeptRun finished(int hours, long bytes) {
    return run(hours, FINISHED, bytes);
  }

  /** The limits: hours, newest runs, bytes. */
  private static LogLimits limits(int retention, int keepLast, long maxTotal) {
    return new LogLimits(Duration.ofHours(retention), keepLast, 1, maxTotal);
  }

  /** The ages in hours of the runs that go, with the reason, in the order of the decision. */
  private static String decide(LogLimits limits, KeptRun... runs) {
    List<KeptRun> shuffled = new ArrayList<>(List.of(runs));
    Collections.shuffle(shuffled, new Random(7));
    return Retention.decide(shuffled, limits, NOW).stream()
        .map(one -> Duration.between(one.run().at(), NOW).toHours() + " " + one.reason().toString())
        .collect(Collectors.joining(", "));
  }

  @Test
  void nothingGoesWhereNothingIs() {
    assertEquals("", decide(limits(1, 0, 1)));
  }

  @Test
  @DisplayName("J55 what is older than the retention goes, oldest first; what is as old stays")
  void whatIsOlderThanTheRetentionGoes() {
    assertEquals(
        "12 AGE, 11 AGE",
        decide(
            limits(10, 0, MUCH),
            finished(9, 0),
            finished(10, 0),
            finished(11, 0),
            finished(12, 0)));
  }

  @Test
  @DisplayName("J55 the newest finished runs stay whatever their age")
  void theNewestStayWhateverTheirAge() {
    KeptRun[] old = {finished(20, 0), finished(30, 0), finished(40, 0)};
    assertEquals("40 AGE", decide(limits(10, 2, MUCH), old));
    assertEquals("", decide(limits(10, 3, MUCH), old));
    assertEquals("", decide(limits(10, Integer.MAX_VALUE, MUCH), old));
  }

  @Test
  @DisplayName("J55 the age of a run is counted from its end")
  void ageIsCountedFromTheEnd() {
    Instant began = NOW.minus(Duration.ofDays(9));
    KeptRun run = new KeptRun(RunId.of(began, 1), FINISHED, NOW.minusSeconds(60), 0);
    assertEquals("", decide(limits(1, 0, MUCH), run));
  }

  @Test
  @DisplayName("J55 runs that live take no place among the last, and never go")
  void livingRunsNeverGo() {
    assertEquals(
        "30 AGE",
        decide(
            limits(10, 1, 1),
            run(5, LIVING, 99),
            run(500, LIVING, 99),
            finished(20, 50),
            finished(30, 0)));
  }

  @Test
  @DisplayName("J55 beyond the budget the oldest go, also young ones, until the rest fits")
  void beyondTheBudgetTheOldestGo() {
    KeptRun[] runs = {finished(2, 40), finished(3, 40), finished(4, 40), finished(5, 40)};
    assertEquals("", decide(limits(10, 0, 160), runs));
    assertEquals("5 BUDGET", decide(limits(10, 0, 159), runs));
    assertEquals("5 BUDGET, 4 BUDGET", decide(limits(10, 0, 80), runs));
    assertEquals("5 BUDGET, 4 BUDGET, 3 BUDGET, 2 BUDGET", decide(limits(10, 0, 1), runs));
    assertEquals("5 BUDGET, 4 BUDGET", decide(limits(10, 2, 1), runs));
  }

  @Test
  @DisplayName("J55 what goes by age makes room first")
  void whatGoesByAgeMakesRoomFirst() {
    assertEquals(
        "11 AGE", decide(limits(10, 0, 80), finished(2, 40), finished(3, 40), finished(11, 40)));
    assertEquals(
        "11 AGE, 3 BUDGET",
        decide(limits(10, 0, 79), finished(2, 40), finished(3, 40), finished(11, 40)));
  }

  @Test
  void aRunWithoutLogsDoesNotGoForRoom() {
    assertEquals(
        "4 BUDGET", decide(limits(10, 0, 50), finished(5, 0), finished(4, 40), finished(3, 40)));
  }

  @Test
  @DisplayName("J55 the logs of runs that stay count: those of living and of unreadable ones")
  void theLogsOfRunsThatStayCount() {
    assertEquals(
        "3 BUDGET",
        decide(limits(10, 0, 80), run(1, LIVING, 40), run(9, UNREADABLE, 40), finished(3, 1)));
  }

  @Test
  void whatCannotBeReadStays() {
    assertEquals("", decide(limits(1, 0, 1), run(500, UNREADABLE, 99)));
  }

  @Test
  void aRunThatWasLostIsOverButStaysForAnHour() {
    assertEquals("2 AGE", decide(limits(1, 0, MUCH), run(1, LOST, 9), run(2, LOST, 9)));
    assertEquals("2 BUDGET", decide(limits(10, 0, 1), run(1, LOST, 9), run(2, LOST, 9)));
    assertEquals("30 AGE", decide(limits(1, 1, MUCH), run(20, LOST, 9), finished(30, 9)));
  }

  @Test
  void aFolderWithoutARunGoesByAgeButStaysForAnHour() {
    LogLimits moment = new LogLimits(Duration.ofMillis(1), 5, 1, MUCH);
    assertEquals(
        "2 AGE", decide(moment, run(0, NOT_BEGUN, 0), run(1, NOT_BEGUN, 0), run(2, NOT_BEGUN, 0)));
    assertEquals("", decide(limits(3, 5, 1), run(2, NOT_BEGUN, 0)));
  }

  @Test
  void timesInTheFutureAreNotOld() {
    assertEquals("", decide(limits(1, 0, MUCH), finished(-5, 9), run(-9, NOT_BEGUN, 0)));
    KeptRun never = new KeptRun(new RunId("20269999-000000-0000"), NOT_BEGUN, Instant.MAX, 0);
    assertEquals("", decide(limits(1, 0, MUCH), never));
  }
}
