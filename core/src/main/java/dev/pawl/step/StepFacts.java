package dev.pawl.step;

import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonValue;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a line tells of a step beside its state.
 *
 * @param timeToLive of a step of the stage cache: older than this it is expired; whole milliseconds
 * @param content where the step's content is, in a form that {@link Contents} understands
 * @param dependencies the steps that this one was made from, each with the content hash that it had
 *     then; no hash when that was not recorded
 * @param key what decides whether a complete job has to run again
 * @param by who works on it; leave it out of the line that ends the work
 * @param more fields that this version does not know, in their order
 */
public record StepFacts(
    DataStage stage,
    Optional<Duration> timeToLive,
    Optional<JsonValue> content,
    Map<StepName, Optional<String>> dependencies,
    Optional<StepKey> key,
    Optional<StepOwner> by,
    JsonObject more) {
  /** Of the stage data, and nothing else. */
  public static final StepFacts NONE =
      new StepFacts(
          DataStage.DATA,
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          JsonObject.EMPTY);

  public StepFacts {
    if (timeToLive.isPresent() && timeToLive.get().toMillis() <= 0) {
      throw new IllegalArgumentException("a time to live is at least 1ms");
    }
    dependencies =
        dependencies.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(dependencies));
  }

  /** The same in a stage without a time to live. */
  public StepFacts withStage(DataStage other) {
    return new StepFacts(other, Optional.empty(), content, dependencies, key, by, more);
  }

  /** The same as cache that expires. */
  public StepFacts withTimeToLive(Duration limit) {
    return new StepFacts(DataStage.CACHE, Optional.of(limit), content, dependencies, key, by, more);
  }

  public StepFacts withContent(JsonValue reference) {
    return new StepFacts(stage, timeToLive, Optional.of(reference), dependencies, key, by, more);
  }

  public StepFacts withDependencies(Map<StepName, Optional<String>> others) {
    return new StepFacts(stage, timeToLive, content, others, key, by, more);
  }

  public StepFacts withKey(StepKey other) {
    return new StepFacts(stage, timeToLive, content, dependencies, Optional.of(other), by, more);
  }

  public StepFacts withOwner(StepOwner owner) {
    return new StepFacts(stage, timeToLive, content, dependencies, key, Optional.of(owner), more);
  }

  /** The same without an owner: nobody works on it. */
  public StepFacts released() {
    return new StepFacts(stage, timeToLive, content, dependencies, key, Optional.empty(), more);
  }

  StepFacts withMore(JsonObject fields) {
    return new StepFacts(stage, timeToLive, content, dependencies, key, by, fields);
  }
}
