package dev.pawl.app.cli;

import dev.pawl.app.console.Sentences;
import dev.pawl.app.format.Palette;
import dev.pawl.app.format.Palette.Tone;
import dev.pawl.app.format.Values;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.model.JobStatus;
import dev.pawl.model.SafeText;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code pawl status} for people: the counts, who works, and a few lines of each list. */
final class StatusScreen {
  private static final int MOST = 8;
  private static final String INDENT = "  ";

  private final BacklogStatus status;
  private final Writer out;
  private final Palette palette;

  StatusScreen(BacklogStatus status) {
    Call call = status.at().call();
    this.status = status;
    this.out = call.out();
    this.palette = Palette.of(call.colored(call.caller().out()));
  }

  void write() throws IOException {
    line("backlog", counts());
    line("work", work());
    list(
        "in progress",
        status.items(ItemStatus.IN_PROGRESS, ItemStatus.SCOPING),
        item -> List.of(place(item), INDENT + status.causes().why(item)));
    list("blocked", status.items(ItemStatus.BLOCKED), this::blocked);
    list("next", status.next(), action -> List.of(WorkPreview.line(action)));
    list("problems", status.problems(), problem -> List.of(problem.toString()));
    if (status.ended().isPresent()) {
      out.write("\n" + palette.paint(Tone.STRONG, "last halt") + "\n");
      indented(halt(status.ended().get()));
    }
  }

  private String counts() {
    int all = status.at().backlog().items().size();
    String each =
        Stream.of(ItemStatus.values())
            .filter(one -> status.counts().getOrDefault(one, 0) > 0)
            .map(one -> status.counts().get(one) + " " + one.wire())
            .collect(Collectors.joining(", "));
    return all == 0
        ? "no items yet; 'pawl backlog add TITLE' adds one"
        : Words.count(all, "item") + ": " + each;
  }

  private String work() {
    if (status.now().run().isEmpty()) {
      return "nothing works now; 'pawl work' begins";
    }
    RunState run = status.now().run().get();
    long busy =
        status.now().tasks().stream().filter(row -> row.status() == JobStatus.RUNNING).count();
    Duration time = Duration.between(run.startedAt().orElse(Instant.now()), Instant.now());
    return "run %s, pid %d, for %s: %s at work"
        .formatted(
            run.created().run(),
            run.owner().pid(),
            Sentences.duration(time),
            Words.count(busy, "agent"));
  }

  private List<String> blocked(Item item) {
    return List.of(
        place(item),
        INDENT + item.block().map(Item.Block::reason).orElse(""),
        INDENT + status.causes().remedy(item).orElse(""));
  }

  private static String place(Item item) {
    String phase = item.position().map(position -> " " + position.phase()).orElse("");
    return item.id() + phase + ": " + item.title();
  }

  private static String halt(RunState run) {
    String at = run.finishedAt().map(time -> Values.time(time) + " ").orElse("");
    String why =
        run.work()
            .halt()
            .map(halt -> halt.halt().wire() + ": " + halt.reason())
            .orElse("ended without one; the next 'pawl work' goes on from there");
    return at + "run " + run.created().run() + ": " + why;
  }

  private void line(String label, String text) throws IOException {
    out.write(palette.paint(Tone.STRONG, label) + " ".repeat(10 - label.length()) + text + "\n");
  }

  /** The first few of a list; nothing of an empty one. */
  private <T> void list(String title, List<T> all, Function<T, List<String>> lines)
      throws IOException {
    if (all.isEmpty()) {
      return;
    }
    out.write("\n" + palette.paint(Tone.STRONG, title) + "\n");
    for (T one : all.subList(0, Math.min(MOST, all.size()))) {
      for (String line : lines.apply(one)) {
        indented(line);
      }
    }
    if (all.size() > MOST) {
      indented("and " + (all.size() - MOST) + " more");
    }
  }

  private void indented(String line) throws IOException {
    out.write(INDENT + SafeText.shown(line) + "\n");
  }
}
