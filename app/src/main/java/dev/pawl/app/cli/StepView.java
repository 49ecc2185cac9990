package dev.pawl.app.cli;

import dev.pawl.app.format.JsonText;
import dev.pawl.app.format.Values;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonValue;
import dev.pawl.line.JsonWriter;
import dev.pawl.model.Durations;
import dev.pawl.model.SafeText;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepFacts;
import dev.pawl.step.StepState;
import dev.pawl.step.Validity;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** {@code pawl state show}: everything that the ledger knows of one step. */
final class StepView {
  private static final int LABEL = 14;

  private final LedgerAt at;
  private final Writer out;

  private StepView(LedgerAt at) {
    this.at = at;
    this.out = at.call().out();
  }

  static int write(LedgerAt at, String word, boolean json) throws IOException {
    Snapshot snapshot = at.ledger().look();
    StepEntry entry = new StepsNamed(snapshot).one(word);
    Validity validity = at.validity(snapshot);
    Optional<String> reason = StepListing.reason(at, validity, entry);
    StepView view = new StepView(at);
    if (json) {
      view.json(entry, reason);
    } else {
      view.state(entry, reason);
      view.facts(entry);
    }
    return ExitCode.FINE;
  }

  /** The fields of the line, then what follows from it; these two names are taken. */
  private void json(StepEntry entry, Optional<String> reason) throws IOException {
    JsonObject fields = entry.fields().without(Set.of("valid", "reason"));
    JsonWriter json = new JsonWriter(true).object();
    for (String name : fields.names()) {
      json.name(name);
      Object value = fields.value(name);
      Optional.ofNullable(value).map(JsonValue::new).ifPresentOrElse(json::value, json::nothing);
    }
    json.name("valid").value(reason.isEmpty()).name("reason");
    reason.ifPresentOrElse(json::value, json::nothing);
    out.write(JsonText.harmless(json.end().text()) + "\n");
  }

  private void state(StepEntry entry, Optional<String> reason) throws IOException {
    line("step", entry.name().value());
    switch (entry.state()) {
      case StepState.Complete complete -> {
        Duration age = Duration.between(complete.completedAt(), at.now());
        String since = Values.time(complete.completedAt());
        line("complete", "since " + since + ", " + StepListing.age(age) + " ago");
      }
      case StepState.Incomplete incomplete ->
          line("complete", "no: " + incomplete.reason() + at.work(entry));
    }
    if (entry.isComplete()) {
      line("valid", reason.map(why -> "no: it " + why).orElse("yes"));
    }
  }

  private void facts(StepEntry entry) throws IOException {
    StepFacts facts = entry.facts();
    String limit = facts.timeToLive().map(ttl -> ", good for " + Durations.format(ttl)).orElse("");
    line("stage", facts.stage().wire() + limit);
    line("content", facts.content().map(Object::toString).orElse("-"));
    line("hash", entry.hash().orElse("-"));
    for (var dependency : facts.dependencies().entrySet()) {
      String then = dependency.getValue().map(hash -> ", with hash " + hash).orElse("");
      line("made from", dependency.getKey() + then);
    }
    if (facts.key().isPresent()) {
      fields("key ", facts.key().get().fields());
    }
    if (facts.by().isPresent()) {
      line("by", LedgerAt.who(facts.by().get()));
    }
    if (entry.at().isPresent()) {
      line("written", Values.time(entry.at().get()));
    }
    fields("", facts.more());
  }

  private void fields(String front, JsonObject fields) throws IOException {
    for (String name : fields.names()) {
      line(front + name, String.valueOf(fields.value(name)));
    }
  }

  private void line(String label, String value) throws IOException {
    String shown = SafeText.shown(label);
    out.write(shown);
    out.write(" ".repeat(Math.max(1, LABEL - shown.length())));
    out.write(SafeText.shown(value));
    out.write('\n');
  }
}
