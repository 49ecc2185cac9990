package dev.pawl.app.cli;

import dev.pawl.model.Closest;
import dev.pawl.model.Glob;
import dev.pawl.model.SafeText;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the steps that a word of a user means: the name of a step, or of a job alone when only one
 * workflow has it.
 */
final class StepsNamed {
  private static final int SHOWN = 5;

  private final Collection<StepEntry> entries;

  StepsNamed(Snapshot snapshot) {
    this.entries = snapshot.entries();
  }

  /** The one step of that name; a refusal when there is none, or several could be meant. */
  StepEntry one(String word) {
    List<StepEntry> named = named(word);
    if (named.isEmpty()) {
      throw unknown(word);
    }
    if (named.size() > 1) {
      String some =
          named.stream()
              .limit(SHOWN)
              .map(entry -> entry.name().value())
              .collect(Collectors.joining(", "));
      String more = named.size() > SHOWN ? " and more" : "";
      throw refusal("'" + word + "' could be " + some + more);
    }
    return named.getFirst();
  }

  /** The steps that any of the words names; a word that names none may be a glob. */
  Set<StepEntry> matching(List<String> words) {
    Set<StepEntry> found = new LinkedHashSet<>();
    for (String word : words) {
      List<StepEntry> matching = named(word).isEmpty() ? byGlob(word) : List.of(one(word));
      if (matching.isEmpty()) {
        throw unknown(word);
      }
      found.addAll(matching);
    }
    return found;
  }

  private List<StepEntry> named(String word) {
    List<StepEntry> whole =
        entries.stream().filter(entry -> entry.name().value().equals(word)).toList();
    return whole.isEmpty()
        ? entries.stream().filter(entry -> entry.name().job().equals(word)).toList()
        : whole;
  }

  /** A glob without a slash is one over the names of jobs. */
  private List<StepEntry> byGlob(String word) {
    try {
      Glob glob = Glob.of(word);
      boolean whole = word.contains("/");
      return entries.stream()
          .filter(entry -> glob.matches(whole ? entry.name().value() : entry.name().job()))
          .toList();
    } catch (IllegalArgumentException e) {
      throw refusal("'" + word + "' names no step, and is no glob");
    }
  }

  private Refusal unknown(String word) {
    Set<String> names = new LinkedHashSet<>();
    entries.forEach(entry -> names.add(entry.name().value()));
    entries.forEach(entry -> names.add(entry.name().job()));
    String remedy =
        Closest.to(word, names)
            .map(name -> "did you mean '" + name + "'?")
            .orElse(names.isEmpty() ? "there are no steps yet" : "'pawl state' lists them");
    return refusal("no step '" + word + "'; " + remedy);
  }

  private static Refusal refusal(String text) {
    return Refusal.usage(SafeText.shown(text));
  }
}
