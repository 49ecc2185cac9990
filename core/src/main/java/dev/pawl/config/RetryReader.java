package dev.pawl.config;

import dev.pawl.model.Durations;
import dev.pawl.model.Retry;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code retries}: a number, or a map. */
final class RetryReader {
  static final int MOST = 1_000_000;
  static final double LARGEST_BACKOFF = 1000;
  static final int LARGEST_EXIT = 255;

  private final Problems problems;
  private final Values values;

  RetryReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Retry read(@Nullable Field field) {
    if (field == null) {
      return Retry.NONE;
    }
    if (field.value() instanceof Mapping map) {
      Scalar at = field.key();
      return read(Fields.of(map, Place.RETRIES, at, problems), map);
    }
    if (field.value() instanceof Scalar s && s.kind() != Node.Kind.INTEGER) {
      values.wrong(field, "a number or a map", "write 'retries: 2' or 'retries: { limit: 2 }'");
      return Retry.NONE;
    }
    return Retry.NONE.withLimit(values.whole(field, 0, MOST, 0));
  }

  private Retry read(Fields fields, Mapping map) {
    Field limit = fields.own("limit");
    if (limit == null) {
      problems.add(map, "'retries' has no 'limit'", "add it: { limit: 2 } is 2 more attempts");
    }
    Duration delay = values.duration(fields.own("delay"), Retry.NONE.delay());
    Duration maxDelay = values.duration(fields.own("max_delay"), Retry.NONE.maxDelay());
    Field longer = fields.own("delay") == null ? fields.own("max_delay") : fields.own("delay");
    if (longer != null && delay.compareTo(maxDelay) > 0) {
      problems.add(
          longer.value(),
          "'delay' ("
              + Durations.format(delay)
              + ") is longer than 'max_delay' ("
              + Durations.format(maxDelay)
              + ")",
          "make 'max_delay' at least as long");
    }
    return new Retry(
        values.whole(limit, 0, MOST, 0),
        delay,
        values.factor(fields.own("backoff"), 1.0, LARGEST_BACKOFF, Retry.NONE.backoff()),
        maxDelay,
        values.bool(fields.own("jitter"), Retry.NONE.jitter()),
        exits(fields.own("on_exit")));
  }

  private List<Integer> exits(@Nullable Field field) {
    List<Integer> exits = new ArrayList<>();
    if (field != null) {
      for (Node item : values.distinct(field, values.list(field, "[75]"))) {
        values.whole(field, item, 1, LARGEST_EXIT).ifPresent(exits::add);
      }
    }
    return exits;
  }
}
