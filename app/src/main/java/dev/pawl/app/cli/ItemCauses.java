package dev.pawl.app.cli;

import dev.pawl.app.console.Sentences;
import dev.pawl.backlog.Action;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.Resolution;
import dev.pawl.backlog.Selection;
import dev.pawl.backlog.Situation;
import dev.pawl.backlog.Waiting;
import dev.pawl.model.SafeText;
import dev.pawl.run.JobRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code pawl backlog why}: why an item does not go on now, or what is done about it. */
final class ItemCauses {
  private final BacklogAt at;
  private final WorkNow now;
  private final Situation situation;
  private final List<Action> next;

  /** The reasons of all items at one moment. */
  ItemCauses(BacklogAt at, WorkNow now) {
    this.at = at;
    this.now = now;
    this.situation = now.situation(at.backlog(), at.settings());
    this.next = at.settings().pipelines().isEmpty() ? List.of() : Selection.next(situation);
  }

  static void write(BacklogAt at, String word) throws IOException {
    Item item = at.item(word);
    ItemCauses causes = new ItemCauses(at, WorkNow.of(at.folder()));
    List<String> lines = new ArrayList<>();
    lines.add(item.id() + " is " + where(item) + ": " + causes.why(item));
    causes.remedy(item).ifPresent(command -> lines.add("  " + command));
    for (String line : lines) {
      at.call().out().write(SafeText.shown(line) + "\n");
    }
  }

  /** What is done next, in its order; nothing as long as no pipeline is configured. */
  List<Action> next() {
    return next;
  }

  private static String where(Item item) {
    return item.status().wire()
        + item.position().map(position -> " at " + position.phase()).orElse("");
  }

  /** One sentence. */
  String why(Item item) {
    if (item.isDone()) {
      return item.resolution().orElse(Resolution.COMPLETED) == Resolution.CLOSED
          ? "it was closed, so what needs it stays unmet"
          : "it was completed, and stays here as long as others need it";
    }
    if (item.block().isPresent()) {
      return item.block().get().reason() + ", and waits for a person";
    }
    Optional<JobRow> task = now.task(item.id());
    if (task.isPresent() && task.get().retryAt().isEmpty()) {
      return "an agent works at it" + since(task.get());
    }
    if (at.settings().pipelines().isEmpty() && situation.backlog().isFree(item)) {
      return "pawl.yml has no pipelines; 'pawl init --backlog' writes a first one";
    }
    return next.stream()
        .filter(action -> action.item().equals(item.id()))
        .findFirst()
        .map(this::chosen)
        .orElseGet(() -> Waiting.why(item, situation));
  }

  private String chosen(Action action) {
    return switch (action) {
      case Action.Promote _ ->
          now.works() ? "it is promoted now" : "the next 'pawl work' promotes it";
      case Action.Withhold a -> "it needs approval: " + a.reason();
      case Action.Carry a -> begin("phase " + a.position().phase());
      case Action.Triage _ -> begin("its triage");
    };
  }

  private String begin(String what) {
    return now.works() ? what + " begins now" : "the next 'pawl work' begins " + what;
  }

  private static String since(JobRow row) {
    String time =
        row.startedAt()
            .map(start -> ", for " + Sentences.duration(Duration.between(start, Instant.now())))
            .orElse("");
    int attempt = row.attempts().size();
    return time + (attempt > 1 ? ", attempt " + attempt : "") + " (" + row.job().name() + ")";
  }

  /** The command by which a person lets a blocked one go on. */
  Optional<String> remedy(Item item) {
    boolean needsApproval = at.settings().guardrails().objection(item).isPresent();
    return item.block()
        .map(_ -> "pawl backlog " + (needsApproval ? "approve " : "unblock ") + item.id());
  }
}
