package dev.pawl.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.app.console.ConsoleStyle.Volume;
import dev.pawl.app.format.Palette;
import dev.pawl.model.JobName;
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
    progress.started(JOB, 0);
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
  @DisplayName("L28 without a terminal the heartbeat has the count")
  void theHeartbeatHasTheCount() {
    begin();
    ConsoleStyle style =
        new ConsoleStyle(
            false,
            false,
            Volume.NORMAL,
            false,
            new ConsoleStyle.Out(false, Palette.PLAIN),
            Palette.PLAIN);
    String told = new Narration(style, 1).heartbeat(progress.snapshot(5 * SECOND, 5)).orElseThrow();
    assertTrue(told.contains("running: update 500/1000 (5.0 s)"), told);
  }
}
