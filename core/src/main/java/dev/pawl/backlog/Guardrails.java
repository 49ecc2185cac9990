package dev.pawl.backlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is never done without a person's approval. A limit is inclusive, and an assessment that is
 * missing passes.
 */
public record Guardrails(Size maxSize, Level maxComplexity, Level maxRisk) {
  public static final Guardrails DEFAULT = new Guardrails(Size.MEDIUM, Level.MEDIUM, Level.LOW);

  /**
   * Why an item may not go on without approval, for example {@code size is large, the guardrail is
   * medium}; empty when it may. Approval covers whatever comes.
   */
  public Optional<String> objection(Item item) {
    if (item.approval().isPresent()) {
      return Optional.empty();
    }
    Assessments found = item.assessments();
    List<String> over = new ArrayList<>();
    found.size().flatMap(size -> over("size", size, maxSize)).ifPresent(over::add);
    found.complexity().flatMap(v -> over("complexity", v, maxComplexity)).ifPresent(over::add);
    found.risk().flatMap(v -> over("risk", v, maxRisk)).ifPresent(over::add);
    if (item.review()) {
      over.add("it asks for review by a person");
    }
    return over.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", over));
  }

  private static <E extends Enum<E>> Optional<String> over(String what, E found, E most) {
    return found.compareTo(most) > 0
        ? Optional.of(what + " is " + word(found) + ", the guardrail is " + word(most))
        : Optional.empty();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
