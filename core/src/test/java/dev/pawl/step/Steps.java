package dev.pawl.step;

import dev.pawl.line.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Entries for tests. */
final class Steps {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00.120Z");
  static final StepOwner OWNER = new StepOwner("20261120-154741-7f3a", "6c1f", 4711, 99);

  private Steps() {}

  static StepName name(String value) {
    return new StepName(value);
  }

  /** A complete step; dependencies as NAME or NAME=HASH. */
  static StepEntry complete(String name, String hash, String... dependencies) {
    return StepEntry.complete(
        name(name), hash, StepFacts.NONE.withDependencies(map(dependencies)), NOON);
  }

  static StepEntry incomplete(String name, String reason) {
    return StepEntry.incomplete(name(name), reason, StepFacts.NONE, NOON);
  }

  private static Map<StepName, Optional<String>> map(String... dependencies) {
    Map<StepName, Optional<String>> map = new LinkedHashMap<>();
    for (String dependency : dependencies) {
      String[] parts = dependency.split("=", 2);
      map.put(name(parts[0]), parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
    }
    return map;
  }

  /** An entry with all that an entry may have. */
  static StepEntry full(String name) {
    StepKey key =
        StepKey.of(
            "make \"all\"\n",
            "sh -ec",
            Map.of("REGION", "eu"),
            Optional.of("9a0c"),
            Map.of(name("default/a"), "77e1"));
    return StepEntry.complete(
        name(name),
        "77e1",
        StepFacts.NONE
            .withTimeToLive(java.time.Duration.ofHours(36))
            .withContent(JsonValue.of(Map.of("directory", "out/ü")))
            .withDependencies(map("default/a=77e1", "b"))
            .withKey(key)
            .withOwner(OWNER),
        NOON);
  }
}
