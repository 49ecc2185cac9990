package dev.pawl.app.cli;

import dev.pawl.app.format.Column;
import dev.pawl.app.format.DelimitedText;
import dev.pawl.app.format.Format;
import dev.pawl.app.format.JsonText;
import dev.pawl.app.format.Palette;
import dev.pawl.app.format.TableText;
import dev.pawl.app.format.TableText.Cell;
import dev.pawl.coordinator.PastRuns;
import dev.pawl.model.Durations;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.Sizes;
import dev.pawl.run.Removal;
import dev.pawl.run.Retention;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code pawl prune}: removes the runs that {@code log} no longer keeps, as the pass once a day
 * does.
 */
final class PruneCommand implements Subcommand {
  private static final List<Column<Removal>> COLUMNS =
      List.of(
          new Column<>("run", removal -> removal.run().run().value()),
          new Column<>("reason", removal -> removal.reason().name().toLowerCase(Locale.ROOT)),
          new Column<>("at", removal -> removal.run().at()),
          new Column<>("log_bytes", removal -> removal.run().logBytes()));

  @Override
  public String synopsis() {
    return "prune [--older-than D] [--dry-run]";
  }

  @Override
  public String example() {
    return "pawl prune --older-than 2d --dry-run";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .option("D", "In place of log.retention, for example 12h or 2d", "--older-than")
        .flag("Tell what would be removed, remove nothing", "--dry-run")
        .option("FORMAT", "The form: table, json, ndjson, csv or tsv", "--format");
  }

  @Override
  public List<String> words(String option) {
    return option.equals("--format") ? Format.names() : List.of();
  }

  @Override
  public int run(Call call) throws IOException {
    Format format = Format.named(call.word("--format", Format.names()).orElse("table"));
    ProjectAt at = ProjectAt.read(call);
    LogLimits limits = limits(call, at.project().log());
    PastRuns runs = new PastRuns(at.folder());
    boolean dry = call.flag("--dry-run");
    PastRuns.Outcome outcome =
        dry
            ? new PastRuns.Outcome(Retention.decide(runs.look(), limits, Instant.now()), List.of())
            : runs.prune(limits, Instant.now());
    write(call, format, limits, outcome.removed());
    if (!call.options().quiet()) {
      call.say(summary(dry, outcome.removed()));
    }
    outcome.problems().forEach(problem -> call.say("pawl: " + problem));
    return outcome.problems().isEmpty() ? ExitCode.FINE : ExitCode.BROKEN;
  }

  private static LogLimits limits(Call call, LogLimits configured) {
    Optional<String> age = call.value("--older-than");
    if (age.isEmpty()) {
      return configured;
    }
    Duration retention =
        Durations.parse(age.get())
            .orElseThrow(() -> Refusal.usage("--older-than " + age.get() + ": " + Durations.RULE));
    return new LogLimits(
        retention, configured.keepLast(), configured.maxSize(), configured.maxTotal());
  }

  private static void write(Call call, Format format, LogLimits limits, List<Removal> removals)
      throws IOException {
    switch (format) {
      case JSON -> JsonText.array(call.out(), COLUMNS, removals);
      case NDJSON -> JsonText.lines(call.out(), COLUMNS, removals);
      case CSV, TSV -> DelimitedText.write(call.plainOut(), format, COLUMNS, removals);
      case TABLE -> {
        if (!removals.isEmpty()) {
          table(call, limits, removals).write(call.out());
        }
      }
    }
  }

  private static TableText table(Call call, LogLimits limits, List<Removal> removals) {
    Palette palette = Palette.of(call.colored(call.caller().out()));
    TableText table = new TableText(palette, "RUN", "LOGS", "REASON");
    for (Removal removal : removals) {
      table.row(
          List.of(
              Cell.of(removal.run().run().value()),
              Cell.of(Sizes.format(removal.run().logBytes())),
              Cell.of(
                  switch (removal.reason()) {
                    case AGE -> "older than " + Durations.format(limits.retention());
                    case BUDGET -> "the logs are more than " + Sizes.format(limits.maxTotal());
                  })));
    }
    return table;
  }

  private static String summary(boolean dry, List<Removal> removals) {
    if (removals.isEmpty()) {
      return "nothing to prune";
    }
    long bytes = removals.stream().mapToLong(removal -> removal.run().logBytes()).sum();
    return (dry ? "would remove " : "removed ")
        + Words.count(removals.size(), "run")
        + " with "
        + Sizes.format(bytes)
        + " of logs";
  }
}
