package dev.pawl.ledger;

import dev.pawl.content.ContentReference;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonValue;
import dev.pawl.step.StepFacts;
import dev.pawl.step.StepKey;
import dev.pawl.step.StepName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a program has said of a step. Changed only before anybody else sees it. */
final class Plan {
  final StepName name;
  List<StepName> dependencies = List.of();
  Optional<ContentReference> content = Optional.empty();
  Optional<ContentReference> inputs = Optional.empty();
  Stage stage = Stage.DATA;
  Optional<Duration> timeToLive = Optional.empty();
  Map<String, Object> key = Map.of();
  List<StopToken> stops = List.of();
  Consumer<Progress> watcher = _ -> {};
  PawlJob job = PawlJob.NONE;

  Plan(StepName name) {
    this.name = name;
  }

  Plan copy() {
    Plan copy = new Plan(name);
    copy.dependencies = new ArrayList<>(dependencies);
    copy.content = content;
    copy.inputs = inputs;
    copy.stage = stage;
    copy.timeToLive = timeToLive;
    copy.key = new LinkedHashMap<>(key);
    copy.stops = new ArrayList<>(stops);
    copy.watcher = watcher;
    copy.job = job;
    return copy;
  }

  Optional<JsonValue> recordedContent() {
    return content.map(reference -> JsonValue.of(reference.tree()));
  }

  /**
   * What decides whether the step has to be done again.
   *
   * <pre>
   * {"key":{"url":".."},"inputs":"9a0c..","needs":{"demo/index":"77e1.."}}
   * </pre>
   */
  StepKey key(Optional<String> inputsHash, Map<StepName, String> hashes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", key);
    inputsHash.ifPresent(hash -> fields.put("inputs", hash));
    Map<String, String> needs = new LinkedHashMap<>();
    hashes.forEach((step, hash) -> needs.put(step.value(), hash));
    fields.put("needs", needs);
    return new StepKey(JsonObject.of(fields));
  }

  StepFacts facts(StepKey decided, Map<StepName, String> hashes) {
    Map<StepName, Optional<String>> made = new LinkedHashMap<>();
    hashes.forEach((step, hash) -> made.put(step, Optional.of(hash)));
    StepFacts facts =
        StepFacts.NONE.withStage(stage.recorded()).withKey(decided).withDependencies(made);
    facts = timeToLive.isPresent() ? facts.withTimeToLive(timeToLive.get()) : facts;
    Optional<JsonValue> reference = recordedContent();
    return reference.isPresent() ? facts.withContent(reference.get()) : facts;
  }
}
