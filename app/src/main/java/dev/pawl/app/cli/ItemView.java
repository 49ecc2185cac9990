package dev.pawl.app.cli;

import dev.pawl.app.format.Column;
import dev.pawl.app.format.Inner;
import dev.pawl.app.format.JsonText;
import dev.pawl.app.format.Nested;
import dev.pawl.app.format.Values;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Dimension;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.model.SafeText;
import dev.pawl.run.JobReport;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunReport;
import dev.pawl.run.RunState;
import dev.pawl.work.History;
import dev.pawl.work.ItemFolder;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code pawl backlog show}: everything that is known of one item. */
final class ItemView {
  private static final int LABEL = 14;
  private static final String INDENT = "  ";

  private static final List<Column<History.Saying>> SAYING =
      List.of(
          new Column<>("at", History.Saying::at),
          new Column<>("phase", History.Saying::phase),
          new Column<>("result", History.Saying::result),
          new Column<>("summary", History.Saying::summary),
          new Column<>("context", said -> said.context().isEmpty() ? null : said.context()));

  private static final List<Column<JobReport>> JOB =
      List.of(
          new Column<>("name", job -> job.name().value()),
          new Column<>("status", job -> job.status().wire()),
          new Column<>("reason", job -> job.reason().orElse(null)),
          new Column<>("started_at", job -> job.startedAt().orElse(null)),
          new Column<>("finished_at", job -> job.finishedAt().orElse(null)),
          new Column<>("log", job -> job.log().orElse(null)));

  private final Item item;
  private final Backlog backlog;
  private final Writer out;
  private final List<History.Saying> history;
  private final Optional<String> folder;
  private final Optional<RunReport> run;
  private final List<JobReport> jobs;

  private ItemView(BacklogAt at, Item item) {
    this.item = item;
    this.backlog = at.backlog();
    this.out = at.call().out();
    this.history = History.of(at.folder(), item.id());
    this.folder =
        Optional.of(ItemFolder.of(at.folder(), item))
            .filter(path -> Files.isDirectory(at.folder().resolve(path)));
    Optional<RunState> last = WorkNow.of(at.folder()).last();
    this.run =
        last.flatMap(state ->
            new RunRecords(at.folder(), at.call())
                .report(new RunFolder(at.folder(), state.created().run())));
    Set<JobName> names =
        last.stream()
            .flatMap(state -> state.rows().stream())
            .filter(row -> row.task().map(task -> task.item().equals(item.id())).orElse(false))
            .map(JobRow::job)
            .map(job -> job.name())
            .collect(Collectors.toSet());
    this.jobs =
        run.stream()
            .flatMap(report -> report.jobs().stream())
            .filter(job -> names.contains(job.name()))
            .toList();
  }

  static void write(BacklogAt at, String word) throws IOException {
    ItemView view = new ItemView(at, at.item(word));
    if (at.call().value("--format").orElse("").equals("json")) {
      view.json();
    } else {
      view.fields();
      view.texts();
      view.past();
    }
  }

  /** The fields of the list, then what is known besides. */
  private void json() throws IOException {
    List<Column<Item>> columns = new ArrayList<>(ItemListing.columns());
    columns.add(new Column<>("folder", _ -> folder.orElse(null)));
    columns.add(new Column<>("history", _ -> new Nested<>(SAYING, history)));
    columns.add(
        new Column<>(
            "last_run",
            _ ->
                run.filter(_ -> !jobs.isEmpty())
                    .map(one -> new Inner<>(lastRun(), one))
                    .orElse(null)));
    out.write(JsonText.object(columns, item) + "\n");
  }

  private List<Column<RunReport>> lastRun() {
    return List.of(
        new Column<>("run", report -> report.run().value()),
        new Column<>("jobs", _ -> new Nested<>(JOB, jobs)));
  }

  private void fields() throws IOException {
    line("item", item.id() + " " + item.title());
    line("status", status());
    line("pipeline", item.pipeline().map(Object::toString).orElse(""));
    line("phase", item.position().map(at -> at.phase() + " (" + at.pool().wire() + ")").orElse(""));
    line("assessed", assessed());
    line("needs", item.dependencies().stream().map(this::need).collect(Collectors.joining(", ")));
    line("tags", String.join(", ", item.tags()));
    line("review", item.review() ? "a person must approve it" : "");
    line(
        "approved",
        item.approval().map(one -> "by " + one.by() + ", " + time(one.at())).orElse(""));
    line("origin", item.origin());
    line("created", item.created().map(ItemView::time).orElse(""));
    line("updated", item.updated().map(ItemView::time).orElse(""));
    line("last commit", item.lastCommit());
    line("folder", folder.orElse(""));
  }

  private String status() {
    String word = item.status().wire();
    return item.block()
        .map(block -> word + " from " + block.from().wire() + ": " + block.reason())
        .or(() -> item.resolution().map(resolution -> word + ", " + resolution.wire()))
        .orElse(word);
  }

  private String assessed() {
    return Stream.of(Dimension.values())
        .flatMap(dimension ->
            item.assessments().word(dimension).map(word -> dimension.wire() + " " + word).stream())
        .collect(Collectors.joining(", "));
  }

  private String need(ItemId id) {
    return id
        + backlog
            .find(id)
            .map(need ->
                " (" + need.resolution().map(r -> r.wire()).orElse(need.status().wire()) + ")")
            .orElse(" (done)");
  }

  private void texts() throws IOException {
    text("description", ItemListing.text(item.description()));
    text("notes", item.notes());
  }

  private void past() throws IOException {
    if (!history.isEmpty()) {
      out.write("\nhistory\n");
      for (History.Saying said : history) {
        indented(
            "%s %s %s: %s".formatted(time(said.at()), said.phase(), said.result(), said.summary()));
      }
    }
    if (!jobs.isEmpty()) {
      out.write("\nlast run, " + run.map(one -> one.run().value()).orElse("") + "\n");
      for (JobReport job : jobs) {
        String reason = job.reason().map(why -> ", " + why).orElse("");
        indented(job.name() + " " + job.status().wire() + reason);
      }
    }
  }

  private void text(String label, String text) throws IOException {
    if (!text.isBlank()) {
      out.write("\n" + label + "\n");
      for (String line : text.strip().lines().toList()) {
        indented(line);
      }
    }
  }

  private void indented(String text) throws IOException {
    out.write((INDENT + SafeText.shown(text)).stripTrailing() + "\n");
  }

  private static String time(Instant time) {
    return Values.time(time);
  }

  /** What is not set is not shown. */
  private void line(String label, String value) throws IOException {
    if (!value.isEmpty()) {
      out.write(label + " ".repeat(LABEL - label.length()) + SafeText.shown(value) + "\n");
    }
  }
}
