package dev.pawl.agent;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Dimension;
import dev.pawl.backlog.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of an item, in words. */
final class ItemText {
  private ItemText() {}

  /** Between marks, so that headings in it are not taken for those of the prompt. */
  static String description(Item item) {
    String text =
        switch (item.description()) {
          case Description.Text one -> one.text();
          case Description.Parts parts -> parts(parts);
        };
    return text.isBlank()
        ? "There is no description, only the title."
        : "<description>\n" + text.strip() + "\n</description>";
  }

  /** The parts of a description that say something, each under its name. */
  static String parts(Description.Parts parts) {
    return Stream.of(
            part("Context", parts.context()),
            part("Problem", parts.problem()),
            part("Solution", parts.solution()),
            part("Impact", parts.impact()),
            part("Sizing", parts.sizingRationale()))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  private static String part(String name, String text) {
    return text.isBlank() ? "" : name + ": " + text.strip();
  }

  /** For example {@code Assessed so far: size small, risk low.} with tags, needs and origin. */
  static String facts(Item item) {
    List<String> facts = new ArrayList<>();
    String assessed = assessed(item.assessments());
    facts.add(assessed.isEmpty() ? "Not assessed yet." : "Assessed so far: " + assessed + ".");
    if (!item.tags().isEmpty()) {
      facts.add("Tags: " + String.join(", ", item.tags()) + ".");
    }
    if (!item.dependencies().isEmpty()) {
      facts.add("It builds on " + joined(item.dependencies()) + ", done before.");
    }
    if (!item.origin().isEmpty()) {
      facts.add("It was found in " + item.origin() + ".");
    }
    return String.join(" ", facts);
  }

  private static String joined(List<?> words) {
    return words.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** For example {@code size small, risk low}; "" when nothing was assessed. */
  static String assessed(Assessments assessments) {
    return Stream.of(Dimension.values())
        .flatMap(it -> assessments.word(it).map(word -> it.wire() + " " + word).stream())
        .collect(Collectors.joining(", "));
  }
}
