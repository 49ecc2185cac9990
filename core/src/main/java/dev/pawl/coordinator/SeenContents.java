package dev.pawl.coordinator;

import dev.pawl.line.JsonValue;
import dev.pawl.step.Contents;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Contents that are looked at once in a run: what a run has found valid, or has made itself, it
 * does not doubt again. Without this every layer of a graph would look at all layers before it.
 */
final class SeenContents implements Contents {
  private final Contents contents;
  private final Map<JsonValue, Optional<Look>> seen = new ConcurrentHashMap<>();

  SeenContents(Contents contents) {
    this.contents = contents;
  }

  @Override
  public Optional<Look> look(JsonValue reference) {
    return seen.computeIfAbsent(reference, contents::look);
  }

  @Override
  public Optional<String> difference(JsonValue reference, String oldHash) {
    return contents.difference(reference, oldHash);
  }

  /** The content was made anew. */
  void forget(JsonValue reference) {
    seen.remove(reference);
  }

  /** Another run has been at work. */
  void forgetAll() {
    seen.clear();
  }
}
