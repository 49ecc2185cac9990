package dev.pawl.app.cli;

import dev.pawl.app.format.Column;
import dev.pawl.app.format.DelimitedText;
import dev.pawl.app.format.Format;
import dev.pawl.app.format.JsonText;
import dev.pawl.app.format.Nested;
import dev.pawl.app.format.Palette;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.run.AttemptReport;
import dev.pawl.run.JobReport;
import dev.pawl.run.RunReport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The form of {@code pawl jobs}. In json and ndjson a run is an object that holds its jobs; in csv
 * and tsv a job is a line, with the columns of its run first; those that both have are called
 * {@code run_...} for the run.
 */
final class JobListing {
  private static final List<Column<AttemptReport>> ATTEMPT =
      List.of(
          new Column<>("number", AttemptReport::number),
          new Column<>("outcome", a -> a.outcome().map(JobStatus::wire).orElse(null)),
          new Column<>("exit_code", a -> number(a.exitCode())),
          new Column<>("signal", a -> number(a.signal())),
          new Column<>("started_at", a -> a.startedAt().orElse(null)),
          new Column<>("finished_at", a -> a.finishedAt().orElse(null)),
          new Column<>("log", a -> a.log().orElse(null)),
          new Column<>("log_bytes", a -> number(a.logBytes())));

  private static final List<Column<JobReport>> JOB =
      List.of(
          new Column<>("name", j -> j.name().value()),
          new Column<>("status", j -> j.status().wire()),
          new Column<>("cause", j -> j.cause().map(cause -> cause.wire()).orElse(null)),
          new Column<>("reason", j -> j.reason().orElse(null)),
          new Column<>("background", JobReport::background),
          new Column<>("exit_code", j -> number(j.exitCode())),
          new Column<>("signal", j -> number(j.signal())),
          new Column<>("started_at", j -> j.startedAt().orElse(null)),
          new Column<>("finished_at", j -> j.finishedAt().orElse(null)),
          new Column<>("duration_ms", j -> j.duration().map(Duration::toMillis).orElse(null)),
          new Column<>("needs", JobReport::needs),
          new Column<>("tags", JobReport::tags),
          new Column<>("progress", j -> j.progress().map(JobProgress::toString).orElse(null)),
          new Column<>("log", j -> j.log().orElse(null)),
          new Column<>("log_bytes", j -> number(j.logBytes())),
          new Column<>("attempts", j -> new Nested<>(ATTEMPT, j.attempts())));

  private static final List<Column<RunReport>> RUN =
      List.of(
          new Column<>("run", r -> r.run().value()),
          new Column<>("workflow", r -> r.workflow().value()),
          new Column<>("status", r -> r.status().wire()),
          new Column<>("reason", r -> r.reason().orElse(null)),
          new Column<>("parent", r -> r.parent().map(parent -> parent.value()).orElse(null)),
          new Column<>("started_at", RunReport::startedAt),
          new Column<>("finished_at", r -> r.finishedAt().orElse(null)),
          new Column<>("exit_code", r -> number(r.exitCode())));

  private JobListing() {}

  /** A job and its run; a run without jobs has one line too, without a job. */
  private record Line(RunReport run, Optional<JobReport> job) {}

  /** The project is where the logs are, of which the table shows the last lines. */
  static void write(Call call, Format format, List<RunReport> runs, Path project)
      throws IOException {
    Writer out = call.out();
    switch (format) {
      case JSON -> JsonText.array(out, nested(), runs);
      case NDJSON -> JsonText.lines(out, nested(), runs);
      case CSV, TSV -> DelimitedText.write(call.plainOut(), format, flat(), lines(runs));
      case TABLE -> {
        Palette palette = Palette.of(call.colored(call.caller().out()));
        JobTable.of(runs, project, palette).write(out);
      }
    }
  }

  private static List<Column<RunReport>> nested() {
    List<Column<RunReport>> columns = new ArrayList<>(RUN);
    columns.add(new Column<>("jobs", run -> new Nested<>(JOB, run.jobs())));
    return columns;
  }

  private static List<Column<Line>> flat() {
    List<String> jobs = JOB.stream().map(Column::name).toList();
    List<Column<Line>> columns = new ArrayList<>();
    for (Column<RunReport> column : RUN) {
      String name = jobs.contains(column.name()) ? "run_" + column.name() : column.name();
      columns.add(new Column<>(name, line -> column.value().apply(line.run())));
    }
    for (Column<JobReport> column : JOB) {
      columns.add(new Column<>(column.name(), line -> of(line, column.value())));
    }
    return columns;
  }

  private static @Nullable Object of(Line line, Function<JobReport, @Nullable Object> value) {
    return line.job().isPresent() ? value.apply(line.job().get()) : null;
  }

  private static List<Line> lines(List<RunReport> runs) {
    List<Line> lines = new ArrayList<>();
    for (RunReport run : runs) {
      run.jobs().forEach(job -> lines.add(new Line(run, Optional.of(job))));
      if (run.jobs().isEmpty()) {
        lines.add(new Line(run, Optional.empty()));
      }
    }
    return lines;
  }

  private static @Nullable Integer number(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static @Nullable Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
