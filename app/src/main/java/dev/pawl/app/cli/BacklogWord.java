package dev.pawl.app.cli;

import dev.pawl.model.Closest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code pawl backlog} can be asked for, and what goes with it. */
enum BacklogWord {
  LIST("", "The items; so does no word at all", "--status", "--only", "--format"),
  SHOW("ID", "All that is known of one", "--format"),
  WHY("ID", "Why it does not go on now"),
  ADD(
      "TITLE...",
      "A new one; its name is printed",
      "--description",
      "--size",
      "--complexity",
      "--risk",
      "--impact",
      "--pipeline",
      "--depends-on",
      "--tag"),
  EDIT(
      "ID",
      "Other words about it",
      "--title",
      "--description",
      "--size",
      "--complexity",
      "--risk",
      "--impact",
      "--depends-on",
      "--tag",
      "--review",
      "--no-review",
      "--notes"),
  BLOCK("ID REASON...", "Have it wait for a person"),
  UNBLOCK("ID", "Let it go on where it was blocked", "--notes"),
  APPROVE("ID", "Let it go on, whatever guardrails say", "--by"),
  ADVANCE("ID", "Move it on to a later phase", "--to"),
  COMPLETE("ID", "Say that it is done", "--notes"),
  CLOSE("ID REASON...", "Give it up: what needs it stays unmet");

  private final String takes;
  private final String about;
  private final Set<String> options;

  BacklogWord(String takes, String about, String... options) {
    this.takes = takes;
    this.about = about;
    this.options = Set.of(options);
  }

  /** As it is written. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What stands behind it, for example {@code ID REASON...}; "" when nothing does. */
  String takes() {
    return takes;
  }

  /** What it does. */
  String about() {
    return about;
  }

  /** Whether it begins with the name of an item. */
  boolean isAboutItem() {
    return takes.startsWith("ID");
  }

  /** Whether an option goes with it. */
  boolean has(String option) {
    return options.contains(option);
  }

  /** All of them, as they are written. */
  static List<String> words() {
    return Stream.of(values()).map(BacklogWord::word).toList();
  }

  /** The one that is written so. */
  static Optional<BacklogWord> of(String text) {
    return Stream.of(values()).filter(one -> one.word().equals(text)).findFirst();
  }

  /** The same; a refusal when there is none. */
  static BacklogWord named(String text) {
    return of(text)
        .orElseThrow(() ->
            Refusal.usage(
                "backlog: unknown word '"
                    + text
                    + "'; "
                    + Closest.to(text, words())
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("expected one of " + String.join(", ", words()))));
  }

  /** Those that an option goes with, in words. */
  static String with(String option) {
    return Stream.of(values())
        .filter(one -> one.has(option))
        .map(one -> "'backlog " + one.word() + "'")
        .collect(Collectors.joining(" and "));
  }
}
