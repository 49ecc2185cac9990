package dev.pawl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The same thing measured several times. */
final class Sample {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  /** The one in the middle, or the mean of the two there. */
  Figure median() {
    if (values.isEmpty()) {
      return Figure.missing("no round has ended");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return Figure.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }

  /** The smallest value that so many percent of all do not exceed. */
  Figure percentile(int percent) {
    if (values.isEmpty()) {
      return Figure.missing("no round has ended");
    }
    int rank = (int) Math.ceil(percent / 100.0 * values.size());
    return Figure.of(values.stream().sorted().toList().get(Math.max(rank, 1) - 1));
  }

  /** All of them as seconds, in the order of the rounds. */
  String allSeconds() {
    return values.stream()
        .map(value -> Figure.of(value).seconds())
        .collect(Collectors.joining(" "));
  }
}
