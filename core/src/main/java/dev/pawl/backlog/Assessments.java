package dev.pawl.backlog;

import java.util.Optional;

/** What is known of an item's size and worth; what is empty has not been assessed. */
public record Assessments(
    Optional<Size> size, Optional<Level> complexity, Optional<Level> risk, Optional<Level> impact) {
  public static final Assessments NONE =
      new Assessments(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** These, with what {@code news} gives in their place. */
  public Assessments with(Assessments news) {
    return new Assessments(
        news.size.or(() -> size),
        news.complexity.or(() -> complexity),
        news.risk.or(() -> risk),
        news.impact.or(() -> impact));
  }

  /** Of each the higher one. */
  public Assessments higher(Assessments other) {
    return new Assessments(
        higher(size, other.size),
        higher(complexity, other.complexity),
        higher(risk, other.risk),
        higher(impact, other.impact));
  }

  /** The word of one of them; empty when it has not been assessed. */
  public Optional<String> word(Dimension dimension) {
    return switch (dimension) {
      case SIZE -> size.map(Size::wire);
      case COMPLEXITY -> complexity.map(Level::wire);
      case RISK -> risk.map(Level::wire);
      case IMPACT -> impact.map(Level::wire);
    };
  }

  private static <E extends Enum<E>> Optional<E> higher(Optional<E> one, Optional<E> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().compareTo(other.get()) < 0 ? other : one;
  }
}
