package dev.pawl.app.console;

import dev.pawl.app.console.ConsoleStyle.Rows;
import dev.pawl.app.format.Palette;
import dev.pawl.app.format.Palette.Tone;
import dev.pawl.coordinator.RunObserver;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunId;
import dev.pawl.model.SafeText;
import dev.pawl.run.Entry;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run while it happens. Approach: whoever calls only notes things down; the painter, a
 * thread of its own, looks every tenth of a second, writes the lines that have come, and draws the
 * live rows again below them.
 */
public final class Console implements RunObserver, AutoCloseable {
  /** Where an attempt tells its progress. */
  public interface ProgressSource {
    /** What it has told last; reads a file. */
    Optional<JobProgress> last(RunId run, JobName job, int attempt);
  }

  private static final long TICK_MILLIS = 100;
  private static final long GATHER_MILLIS = 20;
  private static final long HEARTBEAT_MILLIS = 30_000;
  private static final long FIRST_DRAW_NANOS = 200_000_000;
  private static final long LOOK_NANOS = 250_000_000;
  private static final Duration HURRY = Duration.ofSeconds(2);
  private static final Duration CLEARING = Duration.ofSeconds(2);
  private static final int LEFT_FREE = 4;
  private static final int MOST_ROWS = 20;
  private static final int USUAL_COLUMNS = 80;
  private static final int USUAL_ROWS = 24;

  private final ConsoleStyle style;
  private final Screen screen;
  private final LongSupplier size;
  private final LineQueue queue = new LineQueue();
  private final Narration narration;
  private final Progress progress = new Progress(System.nanoTime());
  private final LiveArea area = new LiveArea();
  private final LiveView view;
  private final ProgressSource source;
  private final Thread painter =
      Thread.ofPlatform().daemon().name("console").unstarted(this::paint);
  private final long began = System.nanoTime();

  /** How long the close waits; without a signal as long as it takes. */
  private Duration patience = Duration.ofDays(1000);

  /** While an interactive job has the terminal. */
  private final Pause pause = new Pause();

  /** Known before the first job starts. */
  private volatile @Nullable RunId run;

  /** When the painter looked last at what jobs told. */
  private long lookedAt;

  /** Of the painter, like all that is drawn. */
  private int columns = USUAL_COLUMNS;

  private int rows = USUAL_ROWS;

  /**
   * A console that shows a run from now on.
   *
   * @param size of the terminal: columns in the low 32 bits, rows in the high; 0 when not known
   * @param taking how many jobs of the run take part
   * @param source asked by the painter only, for the jobs that are shown
   */
  public static Console open(
      ConsoleStyle style, Screen screen, LongSupplier size, int taking, ProgressSource source) {
    Console console = new Console(style, screen, size, taking, source);
    console.painter.start();
    return console;
  }

  private Console(
      ConsoleStyle style, Screen screen, LongSupplier size, int taking, ProgressSource source) {
    this.style = style;
    this.screen = screen;
    this.size = size;
    this.source = source;
    this.narration = new Narration(style, taking);
    this.view = new LiveView(style.err());
  }

  @Override
  public void recorded(RunState state, List<Entry> entries) {
    for (Entry entry : entries) {
      note(state, entry.event());
      Optional<String> told = narration.tell(state, entry);
      told.ifPresent(queue::say);
    }
  }

  private void note(RunState state, RunEvent event) {
    switch (event) {
      case RunEvent.RunCreated e -> {
        run = e.run();
        progress.jobs(state.rows().size());
      }
      case RunEvent.AttemptPlanned e -> {
        boolean loop = state.row(e.job()).job().loop().isPresent();
        progress.started(e.job(), e.attempt(), loop, System.nanoTime());
        suspendFor(state, e.job(), true);
      }
      case RunEvent.AttemptFinished e -> {
        progress.ended(e.job());
        suspendFor(state, e.job(), false);
      }
      case RunEvent.StepWaiting e -> progress.ended(e.job());
      case RunEvent.JobFinished e -> {
        progress.ended(e.job());
        progress.settled(e.status(), 1);
      }
      case RunEvent.StepsUpToDate e -> {
        e.jobs().forEach(progress::ended);
        progress.settled(JobStatus.UP_TO_DATE, e.jobs().size());
        e.jobs().forEach(job -> narration.ended(state, job).ifPresent(queue::say));
      }
      default -> {}
    }
  }

  /** Before an interactive job starts the screen must be clear, so this waits for the painter. */
  private void suspendFor(RunState state, JobName job, boolean wanted) {
    if (!state.row(job).job().role().interactive()) {
      return;
    }
    if (wanted) {
      pause.begin(queue::nudge, CLEARING);
    } else {
      pause.end();
    }
  }

  @Override
  public void line(JobName job, int attempt, String line) {
    if (style.live()) {
      progress.line(job, line);
    }
    if (style.echo()) {
      queue.put(job, line);
    }
  }

  @Override
  public void progressed(JobName job, int done, int total) {
    progress.items(job, done, total);
  }

  @Override
  public void notice(String text) {
    queue.say("pawl: " + text);
  }

  /** The run was stopped by a signal: a reader that takes nothing is not waited for any more. */
  public void hurry() {
    patience = HURRY;
  }

  /** Whether, after the close, a reader still does not take what was written for it. */
  public boolean isStuck() {
    return painter.isAlive();
  }

  /** Writes what is left and takes the live rows away. */
  @Override
  public void close() {
    queue.close();
    try {
      painter.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void paint() {
    long quietSince = System.nanoTime();
    while (!queue.isClosed()) {
      queue.await(style.live() ? TICK_MILLIS : HEARTBEAT_MILLIS);
      queue.gather(GATHER_MILLIS);
      long now = System.nanoTime();
      if (turn()) {
        quietSince = now;
      } else if (!style.live() && now - quietSince >= HEARTBEAT_MILLIS * 1_000_000) {
        quietSince = now;
        look(now);
        narration.heartbeat(progress.snapshot(now, MOST_ROWS)).ifPresent(screen::toErr);
      }
    }
    clear();
  }

  /** Writes what has come and takes the live rows away. */
  private void clear() {
    flush();
    screen.toErr(area.erase(columns));
  }

  /** One look; says whether there was anything to write. */
  private boolean turn() {
    if (pause.isWanted()) {
      if (!pause.hasBegun()) {
        clear();
        pause.tellBegun();
      }
      return true;
    }
    if (style.live()) {
      measure();
    }
    boolean wrote = flush();
    long now = System.nanoTime();
    if (style.live() && now - began > FIRST_DRAW_NANOS) {
      if (now - lookedAt >= LOOK_NANOS) {
        look(now);
      }
      draw(progress.snapshot(now, Math.clamp(rows - LEFT_FREE, 1, MOST_ROWS)));
    }
    return wrote;
  }

  private void draw(Progress.Snapshot now) {
    boolean shown =
        style.rows() == Rows.ALWAYS || now.rows().stream().anyMatch(Progress.Row::isTold);
    screen.toErr(
        shown
            ? area.draw(view.lines(now, progress.running(), columns), columns)
            : area.erase(columns));
  }

  /** Asks for the progress of the jobs that are shown. */
  private void look(long now) {
    lookedAt = now;
    RunId known = run;
    if (known != null) {
      for (Progress.Asked one : progress.asked(MOST_ROWS)) {
        source
            .last(known, one.job(), one.attempt())
            .ifPresent(told -> progress.told(one, told, now));
      }
    }
  }

  private boolean flush() {
    boolean wrote = false;
    for (LineQueue.Batch batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
      write(batch);
      wrote = true;
    }
    return wrote;
  }

  private void write(LineQueue.Batch batch) {
    screen.toErr(area.erase(columns));
    StringBuilder out = new StringBuilder();
    for (LineQueue.Line line : batch.lines()) {
      JobName job = line.job();
      if (job == null) {
        screen.toOut(out);
        out.setLength(0);
        screen.toErr(SafeText.shown(line.text()) + "\n");
      } else {
        append(out, job, line.text());
      }
    }
    screen.toOut(out);
    if (batch.lost() > 0) {
      screen.toErr(
          "pawl: " + batch.lost() + " lines are not shown, stdout took none; the logs hold them\n");
    }
  }

  private void append(StringBuilder out, JobName job, String text) {
    boolean colors = style.out().palette() == Palette.COLORED;
    out.append(style.out().palette().paint(Tone.FAINT, job.value() + " | "));
    out.append(SafeText.line(text, colors)).append('\n');
  }

  /** Asks for the size of the terminal, which may have changed. */
  private void measure() {
    long now = size.getAsLong();
    columns = now == 0 ? USUAL_COLUMNS : (int) now;
    rows = now == 0 ? USUAL_ROWS : (int) (now >>> 32);
  }
}
