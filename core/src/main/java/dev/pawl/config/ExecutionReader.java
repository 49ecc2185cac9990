package dev.pawl.config;

import dev.pawl.backlog.Execution;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Problems;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code execution}: what bounds a run over the backlog. */
final class ExecutionReader {
  static final double LEAST_COST = 0.01;
  static final double MOST_COST = 1_000_000;

  private final Problems problems;
  private final Values values;

  ExecutionReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Execution read(@Nullable Field field) {
    Execution defaults = Execution.DEFAULT;
    Mapping map = field == null ? null : values.map(field, "{ concurrency: 2 }");
    if (field == null || map == null) {
      return defaults;
    }
    Fields bounds = Fields.of(map, Place.EXECUTION, field.key(), problems);
    return new Execution(
        count(bounds, "concurrency", 1, defaults.concurrency()),
        count(bounds, "max_wip", 1, defaults.maxWip()),
        values.whole(bounds.own("retries"), 0, RetryReader.MOST, defaults.retries()),
        values.duration(bounds.own("phase_timeout"), defaults.phaseTimeout()),
        values.duration(bounds.own("result_grace"), defaults.resultGrace()),
        count(bounds, "circuit_breaker", 1, defaults.circuitBreaker()),
        count(bounds, "cap", 1, defaults.cap()),
        count(bounds, "max_subphases", 0, defaults.maxSubphases()),
        count(bounds, "max_follow_ups", 0, defaults.maxFollowUps()),
        values.duration(bounds.own("max_time")),
        cost(bounds.own("max_cost")));
  }

  private int count(Fields bounds, String key, int least, int otherwise) {
    return values.whole(bounds.own(key), least, Integer.MAX_VALUE, otherwise);
  }

  private Optional<Double> cost(@Nullable Field field) {
    return field == null
        ? Optional.empty()
        : Optional.of(values.factor(field, LEAST_COST, MOST_COST, MOST_COST));
  }
}
