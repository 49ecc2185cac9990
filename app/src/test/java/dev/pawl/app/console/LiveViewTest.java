package dev.pawl.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.app.console.ConsoleStyle.Volume;
import dev.pawl.app.format.DisplayWidth;
import dev.pawl.app.format.Palette;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  private static final JobName JOB = new JobName("update");
  private static final long SECOND = 1_000_000_000L;

  private final Progress progress = new Progress(0);

  private String row(long tick, int columns) {
    return new LiveView(Palette.PLAIN)
        .lines(progress.snapshot(tick, 5), 1, columns)
        .getFirst()
        .plain();
  }

  private void begin() {
    progress.jobs(1);
    progress.started(JOB, 1, true, 0);
    progress.items(JOB, 500, 1000);
  }

  @Test
  @DisplayName("L28 the row of a loop has a bar with count, rate and time left")
  void aRowHasBarCountRateAndTimeLeft() {
    begin();
    progress.items(JOB, 600, 1000);
    progress.line(JOB, "got b.csv");
    assertEquals(
        "  update     10 s  [=======>    ] 600/1000, 10/s, 40 s left  got b.csv",
        row(10 * SECOND, 100));
  }

  @Test
  void whatItemsOfEarlierRunsTookDoesNotCountForTheRate() {
    begin();
    assertEquals("  update    5.0 s  [======>     ] 500/1000  ", row(5 * SECOND, 100));
  }

  @Test
  void onANarrowTerminalTheCountStays() {
    begin();
    assertEquals("  update    5.0 s  500/1000  ", row(5 * SECOND, 40));
  }

  @Test
  @DisplayName("B33 a run whose jobs are added as it goes has no bar and no rate")
  void anOpenRunHasNoBar() {
    progress.started(JOB, 1, false, 0);
    progress.settled(JobStatus.SUCCEEDED, 3);
    progress.settled(JobStatus.FAILED, 1);

    assertEquals(
        "4 done, 1 failed, 1 running, 5.0 s",
        new LiveView(Palette.PLAIN)
            .lines(progress.snapshot(5 * SECOND, 5), 1, 100)
            .getLast()
            .plain());
  }

  private void tells(String line, long tick) {
    progress.told(new Progress.Asked(JOB, 1), JobProgress.parse(line).orElseThrow(), tick);
  }

  private void beginPlain() {
    progress.jobs(1);
    progress.started(JOB, 1, false, 0);
  }

  @Test
  @DisplayName("L28 the row of a job that tells its progress has bar, count, message and last line")
  void whatAJobTellsStandsInItsRow() {
    beginPlain();
    tells("500/1000 got a.csv", 2 * SECOND);
    assertEquals(
        "  update    2.0 s  [======>     ] 500/1000  got a.csv",
        row(2 * SECOND, 100).stripTrailing());
    progress.line(JOB, "GET b.csv");
    tells("600/1000 got b.csv", 12 * SECOND);
    assertEquals(
        "  update     12 s  [=======>    ] 600/1000, 10/s, 40 s left  got b.csv  GET b.csv",
        row(12 * SECOND, 100));
  }

  @Test
  void ofALongMessageAndALongLineEachHasHalfOfTheRoom() {
    beginPlain();
    tells("5/9 " + "m".repeat(100), 0);
    progress.line(JOB, "l".repeat(100));
    String row = row(SECOND, 79);
    assertEquals(78, DisplayWidth.of(row), row);
    assertTrue(row.matches("  update    1.0 s  .* 5/9  m{18}…  l{17}…"), row);
    progress.line(JOB, "short");
    assertTrue(row(SECOND, 79).matches(".* 5/9  m{31}…  short"), row(SECOND, 79));
  }

  @Test
  void aMessageAloneNeedsNoCountAndBringsNoControlCharacters() {
    beginPlain();
    tells("50% \u001b[31mred\u001b[0m \u202edrow", 0);
    assertEquals("  update    1.0 s  50% red drow", row(SECOND, 100));
  }

  @Test
  void aCountThatBeginsAgainHasARateOfItsOwn() {
    beginPlain();
    tells("900/1000", SECOND);
    tells("1/10 second part", 100 * SECOND);
    assertTrue(row(101 * SECOND, 100).contains("] 1/10  second part"), row(101 * SECOND, 100));
    tells("2/10", 160 * SECOND);
    assertTrue(row(160 * SECOND, 100).contains("] 2/10, 1.0/min, 8m 00s left"), "per minute");
    tells("waiting", 161 * SECOND);
    assertEquals("  update   2m 41s  waiting", row(161 * SECOND, 100));
  }

  @Test
  void theLargestNumbersFitTheBar() {
    beginPlain();
    tells("450000000000000000/999999999999999999", 0);
    assertTrue(row(0, 120).contains("[=====>      ] 450000000000000000/"), row(0, 120));
  }

  @Test
  void whatAnOldAttemptToldDoesNotCountForTheNext() {
    beginPlain();
    progress.ended(JOB);
    progress.started(JOB, 2, false, SECOND);
    tells("5/9", SECOND);
    assertEquals("  update    0.0 s  ", row(SECOND, 100));
    assertEquals(List.of(new Progress.Asked(JOB, 2)), progress.asked(5));
  }

  @Test
  @DisplayName("L28 without a terminal the heartbeat has the count")
  void theHeartbeatHasTheCount() {
    begin();
    ConsoleStyle style =
        new ConsoleStyle(
            ConsoleStyle.Rows.NEVER,
            false,
            Volume.NORMAL,
            false,
            new ConsoleStyle.Out(false, Palette.PLAIN),
            Palette.PLAIN);
    String told = new Narration(style, 1).heartbeat(progress.snapshot(5 * SECOND, 5)).orElseThrow();
    assertTrue(told.contains("running: update 500/1000 (5.0 s)"), told);
  }
}
