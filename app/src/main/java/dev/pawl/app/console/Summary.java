package dev.pawl.app.console;

import dev.pawl.app.console.ConsoleStyle.Volume;
import dev.pawl.app.format.Palette;
import dev.pawl.app.format.Palette.Tone;
import dev.pawl.coordinator.Repetition;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunStatus;
import dev.pawl.model.SafeText;
import dev.pawl.model.SkipCause;
import dev.pawl.run.AttemptRow;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunState;
import dev.pawl.run.StopCause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The end of a run for people: each failure with its last lines and how to see the rest; what did
 * not run, with the reason; how many ended how.
 */
public final class Summary {
  private static final int FAILURES_IN_FULL = 10;
  private static final int REASONS = 10;
  private static final String GOES_ON = "goes on in the background";

  private final RunState state;
  private final Tail tail;
  private final UnaryOperator<String> mask;
  private final Palette palette;
  private final StringBuilder text = new StringBuilder();

  /** Where the last lines of a job come from. */
  public interface Tail {
    /** The last lines that an attempt of a job has printed; empty when there are none. */
    List<String> of(JobName job, int attempt);
  }

  /** No line at all: for output that stands on the screen already. */
  public static final Tail NO_TAIL = (job, attempt) -> List.of();

  private Summary(RunState state, Tail tail, UnaryOperator<String> mask, Palette palette) {
    this.state = state;
    this.tail = tail;
    this.mask = mask;
    this.palette = palette;
  }

  /**
   * The text, a number of whole lines; "" when there is nothing to say.
   *
   * @param mask takes the secrets out of a text that the configuration holds
   */
  public static String of(
      RunState state, Tail tail, UnaryOperator<String> mask, Palette palette, Volume volume) {
    Summary summary = new Summary(state, tail, mask, palette);
    summary.failures();
    if (volume == Volume.QUIET) {
      summary.fault();
    } else {
      summary.notRun();
      summary.counts();
      summary.background();
    }
    return summary.text.toString();
  }

  /** All that is said of a run in which nothing was to do. */
  public static String ofRepeated(Repetition.Recorded run, Palette palette) {
    return Narration.begun(run.run(), run.workflow(), Sentences.jobs(run.jobs()))
        + "\n"
        + "run "
        + run.run()
        + ": "
        + palette.paint(Tone.GOOD, RunStatus.SUCCEEDED.wire())
        + ": "
        + run.jobs()
        + " "
        + Sentences.word(JobStatus.UP_TO_DATE)
        + " ("
        + Sentences.duration(run.took())
        + ")\n";
  }

  private void failures() {
    List<JobRow> failed = state.rows().stream().filter(row -> row.status().isFailure()).toList();
    failed.stream().limit(FAILURES_IN_FULL).forEach(this::failure);
    if (failed.size() > FAILURES_IN_FULL) {
      line("");
      line(
          "and "
              + (failed.size() - FAILURES_IN_FULL)
              + " more failed: pawl jobs --run "
              + state.created().run()
              + " --status failed");
    }
  }

  private void failure(JobRow row) {
    JobName job = row.job().name();
    int attempt = row.attempts().size();
    line("");
    line(palette.paint(Tone.BAD, SafeText.shown(Narration.ended(row))));
    if (attempt > 0) {
      for (String printed : tail.of(job, attempt)) {
        line("  " + SafeText.line(printed, palette == Palette.COLORED));
      }
    }
    if (!row.job().failText().isEmpty()) {
      String told = mask.apply(row.job().failText());
      told.lines().forEach(one -> line("  " + SafeText.line(one, false)));
    }
    log(row).ifPresent(log -> line("  " + palette.paint(Tone.FAINT, "pawl logs " + log)));
  }

  /** The address of the last log that there is; a job that wrote nothing to one has none. */
  private Optional<String> log(JobRow row) {
    String job = state.created().run() + ":" + row.job().name();
    for (AttemptRow attempt : row.attempts().reversed()) {
      if (attempt.logBytes() > 0) {
        boolean last = attempt.number() == row.attempts().size();
        return Optional.of(last ? job : job + "@" + attempt.number());
      }
    }
    return Optional.empty();
  }

  /** What has ended the run though nobody wanted that; otherwise it was told when it happened. */
  private void fault() {
    state
        .stop()
        .filter(stop -> stop.cause() == StopCause.BROKEN)
        .ifPresent(stop -> line("pawl: " + SafeText.shown(stop.reason())));
  }

  /** Grouped by status and reason: whatever did not run says why, in few lines. */
  private void notRun() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (JobRow row : state.rows()) {
      if (isNotRun(row)) {
        String why = Sentences.told(row.status(), row.reason());
        groups.computeIfAbsent(why, _ -> new ArrayList<>()).add(row.job().name().value());
      }
    }
    if (groups.isEmpty()) {
      return;
    }
    line("");
    int told = 0;
    int untold = 0;
    for (Map.Entry<String, List<String>> group : groups.entrySet()) {
      if (told++ < REASONS) {
        line(SafeText.shown(Sentences.names(group.getValue()) + ": " + group.getKey()));
      } else {
        untold += group.getValue().size();
      }
    }
    if (untold > 0) {
      line("and " + untold + " more: pawl jobs --run " + state.created().run());
    }
  }

  /** Jobs that nobody asked for are no news. */
  private static boolean isNotRun(JobRow row) {
    return switch (row.status()) {
      case SKIPPED -> row.cause().filter(cause -> cause == SkipCause.NOT_SELECTED).isEmpty();
      case DEP_FAILED, CANCELLED, INTERRUPTED -> true;
      case PENDING, RUNNING, SUCCEEDED, UP_TO_DATE, FAILED, TIMED_OUT -> false;
    };
  }

  private void counts() {
    Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
    state.rows().forEach(row -> counts.merge(row.status(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((status, number) -> parts.add(number + " " + Sentences.word(status)));
    String status = state.status().wire();
    String took =
        state.startedAt().isPresent() && state.finishedAt().isPresent()
            ? " ("
                + Sentences.duration(
                    Duration.between(state.startedAt().get(), state.finishedAt().get()))
                + ")"
            : "";
    if (!text.isEmpty()) {
      line("");
    }
    line(
        "run "
            + state.created().run()
            + ": "
            + palette.paint(tone(state.status()), state.isHandedOver() ? GOES_ON : status)
            + (parts.isEmpty()
                ? state.work().isWork() ? "" : ", no jobs"
                : ": " + String.join(", ", parts))
            + took);
  }

  private void background() {
    if (state.isHandedOver()) {
      String run = state.created().run().value();
      line("  " + palette.paint(Tone.FAINT, "pawl attach " + run + "   pawl cancel " + run));
    }
  }

  private static Tone tone(RunStatus status) {
    return switch (status) {
      case SUCCEEDED -> Tone.GOOD;
      case FAILED -> Tone.BAD;
      case CANCELLED, INTERRUPTED, RUNNING -> Tone.CAREFUL;
    };
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
