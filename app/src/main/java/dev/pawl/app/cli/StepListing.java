package dev.pawl.app.cli;

import dev.pawl.app.console.Sentences;
import dev.pawl.app.format.Column;
import dev.pawl.app.format.DelimitedText;
import dev.pawl.app.format.Format;
import dev.pawl.app.format.JsonText;
import dev.pawl.app.format.Palette;
import dev.pawl.app.format.Palette.Tone;
import dev.pawl.app.format.TableText;
import dev.pawl.app.format.TableText.Cell;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepState;
import dev.pawl.step.Validity;
import dev.pawl.step.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code pawl state list}: every step in a row, by name. */
final class StepListing {
  private static final List<Column<Row>> COLUMNS =
      List.of(
          new Column<>("step", row -> row.entry().name().value()),
          new Column<>("complete", row -> row.entry().isComplete()),
          new Column<>("valid", row -> row.reason().isEmpty()),
          new Column<>("completed_at", row -> completedAt(row.entry()).orElse(null)),
          new Column<>("at", row -> row.entry().at().orElse(null)),
          new Column<>("age_ms", row -> row.age().map(Duration::toMillis).orElse(null)),
          new Column<>("stage", row -> row.entry().facts().stage().wire()),
          new Column<>("reason", row -> row.reason().orElse(null)),
          new Column<>("busy", Row::busy),
          new Column<>("content_hash", row -> row.entry().hash().orElse(null)));

  private StepListing() {}

  /**
   * A step and what is to be told of it.
   *
   * @param reason why it is not valid; empty when it is
   * @param age since it was completed, else since its line was written
   */
  record Row(StepEntry entry, Optional<String> reason, boolean busy, Optional<Duration> age) {}

  static int write(LedgerAt at, Format format) throws IOException {
    Call call = at.call();
    List<Row> rows = rows(at);
    switch (format) {
      case JSON -> JsonText.array(call.out(), COLUMNS, rows);
      case NDJSON -> JsonText.lines(call.out(), COLUMNS, rows);
      case CSV, TSV -> DelimitedText.write(call.plainOut(), format, COLUMNS, rows);
      case TABLE -> table(rows, Palette.of(call.colored(call.caller().out()))).write(call.out());
    }
    if (rows.isEmpty() && format == Format.TABLE) {
      at.sayNone();
    }
    return ExitCode.FINE;
  }

  private static List<Row> rows(LedgerAt at) {
    Snapshot snapshot = at.ledger().look();
    Validity validity = at.validity(snapshot);
    List<Row> rows = new ArrayList<>();
    for (StepEntry entry : snapshot.entries()) {
      Optional<Instant> since = completedAt(entry).or(entry::at);
      rows.add(
          new Row(
              entry,
              reason(at, validity, entry),
              at.liveness().busy(entry).isPresent(),
              since.map(then -> Duration.between(then, at.now()))));
    }
    rows.sort(Comparator.comparing(row -> row.entry().name()));
    return rows;
  }

  /** Why a step is not valid; that it is not complete, other columns tell. */
  static Optional<String> reason(LedgerAt at, Validity validity, StepEntry entry) {
    return validity.of(entry.name()) instanceof Verdict.Incomplete incomplete
        ? Optional.of(incomplete.reason() + at.work(entry))
        : validity.reason(entry.name());
  }

  private static Optional<Instant> completedAt(StepEntry entry) {
    return entry.state() instanceof StepState.Complete complete
        ? Optional.of(complete.completedAt())
        : Optional.empty();
  }

  private static TableText table(List<Row> rows, Palette palette) {
    TableText table = new TableText(palette, "STEP", "COMPLETE", "VALID", "AGE", "STAGE", "REASON");
    for (Row row : rows) {
      boolean complete = row.entry().isComplete();
      boolean valid = row.reason().isEmpty();
      Tone tone = valid ? Tone.GOOD : complete ? Tone.BAD : Tone.CAREFUL;
      table.row(
          List.of(
              Cell.of(row.entry().name().value()),
              Cell.of(yes(complete)),
              new Cell(yes(valid), row.busy() ? Tone.BUSY : tone),
              Cell.of(row.age().map(StepListing::age).orElse("")),
              Cell.of(row.entry().facts().stage().wire()),
              Cell.of(row.reason().orElse(""))));
    }
    return table;
  }

  static String yes(boolean is) {
    return is ? "yes" : "no";
  }

  /** For example {@code 12 s}, {@code 1h 02m}, {@code 3d 04h}. */
  static String age(Duration age) {
    return age.toDays() == 0
        ? Sentences.duration(age)
        : String.format(java.util.Locale.ROOT, "%dd %02dh", age.toDays(), age.toHoursPart());
  }
}
