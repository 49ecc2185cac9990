package dev.pawl.backlog;

import dev.pawl.model.Closest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code --only} says an item must be, for example {@code impact=high,medium}. A comma is or;
 * several filters must all hold.
 */
public record Filter(List<Rule> rules) {
  /** Every item. */
  public static final Filter ALL = new Filter(List.of());

  /** What may be asked for. */
  private static final List<String> KEYS =
      List.of("id", "status", "size", "complexity", "risk", "impact", "pipeline", "phase", "tag");

  public Filter {
    rules = List.copyOf(rules);
  }

  /**
   * One of them.
   *
   * @param values any of these
   */
  public record Rule(String key, Set<String> values) {
    public Rule {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    @Override
    public String toString() {
      return key + "=" + String.join(",", values);
    }
  }

  /** A filter, or what is wrong with it. */
  public sealed interface Parsed {
    /** It is understood. */
    record Good(Filter filter) implements Parsed {}

    /** One line for each mistake. */
    record Bad(List<String> problems) implements Parsed {}
  }

  /** Understands what was written, all of it or none. */
  public static Parsed parse(List<String> texts) {
    List<String> problems = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    for (String text : texts) {
      rule(text, problems).ifPresent(rules::add);
    }
    return problems.isEmpty()
        ? new Parsed.Good(new Filter(rules))
        : new Parsed.Bad(List.copyOf(problems));
  }

  /** Whether an item is all of this. */
  public boolean takes(Item item) {
    return rules.stream().allMatch(rule -> takes(rule, item));
  }

  private static Optional<Rule> rule(String text, List<String> problems) {
    String at = "--only '" + text + "': ";
    int sign = text.indexOf('=');
    if (text.isBlank()) {
      problems.add("--only is empty; write for example impact=high");
      return Optional.empty();
    }
    if (sign < 0) {
      problems.add(at + "there is no '='; write KEY=VALUE, for example impact=high");
      return Optional.empty();
    }
    String key = text.substring(0, sign).strip();
    if (!KEYS.contains(key)) {
      String meant = Closest.to(key, KEYS).map(near -> "did you mean '" + near + "'?").orElse("");
      String known = "known are " + String.join(", ", KEYS);
      String remedy = meant.isEmpty() ? known : meant;
      problems.add(
          at
              + (key.isEmpty() ? "there is no key before '='" : "unknown key '" + key + "'")
              + "; "
              + remedy);
      return Optional.empty();
    }
    Set<String> values = new LinkedHashSet<>();
    int before = problems.size();
    for (String part : text.substring(sign + 1).split(",", -1)) {
      value(at, key, part.strip(), values, problems);
    }
    return problems.size() == before ? Optional.of(new Rule(key, values)) : Optional.empty();
  }

  private static void value(
      String at, String key, String value, Set<String> values, List<String> problems) {
    List<String> words = words(key);
    if (value.isEmpty()) {
      problems.add(at + "a value is empty");
    } else if (!words.isEmpty() && !words.contains(value)) {
      problems.add(at + "'" + value + "' is no " + key + "; it can be " + String.join(", ", words));
    } else if (!values.add(value)) {
      problems.add(at + "'" + value + "' is there twice");
    }
  }

  private static List<String> words(String key) {
    return switch (key) {
      case "status" -> Stream.of(ItemStatus.values()).map(ItemStatus::wire).toList();
      case "size" -> Stream.of(Size.values()).map(Size::wire).toList();
      case "complexity", "risk", "impact" -> Stream.of(Level.values()).map(Level::wire).toList();
      default -> List.of();
    };
  }

  private static boolean takes(Rule rule, Item item) {
    return switch (rule.key()) {
      case "id" -> rule.values().contains(item.id().value());
      case "status" -> rule.values().contains(item.status().wire());
      case "size" -> has(rule, item.assessments().size().map(Size::wire));
      case "complexity" -> has(rule, item.assessments().complexity().map(Level::wire));
      case "risk" -> has(rule, item.assessments().risk().map(Level::wire));
      case "impact" -> has(rule, item.assessments().impact().map(Level::wire));
      case "pipeline" -> has(rule, item.pipeline().map(PipelineName::value));
      case "phase" -> has(rule, item.position().map(position -> position.phase().value()));
      case "tag" -> item.tags().stream().anyMatch(rule.values()::contains);
      default -> throw new IllegalStateException("no filter asks for " + rule.key());
    };
  }

  private static boolean has(Rule rule, Optional<String> value) {
    return value.map(rule.values()::contains).orElse(false);
  }
}
