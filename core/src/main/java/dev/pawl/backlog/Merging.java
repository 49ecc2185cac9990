package dev.pawl.backlog;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes one item of two that ask for the same: context, tags and needs are united, of each
 * assessment the higher one stays, and what needs the one that goes needs the other from then on. A
 * person who should look at one of them should look at both.
 */
final class Merging {
  private Merging() {}

  /** Whether the item that is made of two would need itself, by way of others. */
  static boolean wouldNeedItself(Backlog backlog, ItemId stays, ItemId gone) {
    Set<ItemId> seen = new LinkedHashSet<>();
    Deque<ItemId> open = new ArrayDeque<>();
    for (ItemId one : List.of(stays, gone)) {
      for (ItemId need : backlog.get(one).dependencies()) {
        boolean self = need.equals(stays) || need.equals(gone);
        if (!self && seen.add(need)) {
          open.push(need);
        }
      }
    }
    while (!open.isEmpty()) {
      for (ItemId need : backlog.find(open.pop()).map(Item::dependencies).orElse(List.of())) {
        if (need.equals(stays) || need.equals(gone)) {
          return true;
        }
        if (seen.add(need)) {
          open.push(need);
        }
      }
    }
    return false;
  }

  /** Merges {@code gone} into {@code stays}. */
  static void merge(TransitionDraft draft, ItemId stays, ItemId gone, Instant now) {
    Item target = draft.backlog().get(stays);
    Item source = draft.backlog().get(gone);
    Set<String> tags = new LinkedHashSet<>(target.tags());
    tags.addAll(source.tags());
    Set<ItemId> needs = new LinkedHashSet<>(target.dependencies());
    needs.addAll(source.dependencies());
    needs.remove(stays);
    needs.remove(gone);
    draft.put(
        target
            .draft()
            .tags(tags)
            .dependencies(List.copyOf(needs))
            .assessments(target.assessments().higher(source.assessments()))
            .description(united(target, source))
            .notes(joined(target.notes(), source.notes()))
            .review(target.review() || source.review())
            .updated(now)
            .item());
    for (Item item : List.copyOf(draft.backlog().items())) {
      if (item.dependencies().contains(gone)) {
        draft.put(redirected(item, gone, stays));
      }
    }
    Item noted = source.draft().notes("merged into " + stays).item();
    if (Moves.end(noted, Resolution.CLOSED, now) instanceof Move.Made made) {
      draft.put(made.item());
    }
  }

  private static Item redirected(Item item, ItemId from, ItemId to) {
    Set<ItemId> needs = new LinkedHashSet<>();
    for (ItemId id : item.dependencies()) {
      needs.add(id.equals(from) ? to : id);
    }
    needs.remove(item.id());
    return item.draft().dependencies(List.copyOf(needs)).item();
  }

  private static Description united(Item target, Item source) {
    String told = source.id() + ", " + source.title() + ": " + text(source.description());
    return switch (target.description()) {
      case Description.Text t -> new Description.Text(joined(t.text(), told));
      case Description.Parts p ->
          new Description.Parts(
              joined(p.context(), told),
              p.problem(),
              p.solution(),
              p.impact(),
              p.sizingRationale());
    };
  }

  private static String text(Description description) {
    return switch (description) {
      case Description.Text t -> t.text().strip();
      case Description.Parts p ->
          joined(
              joined(p.context(), p.problem()),
              joined(p.solution(), joined(p.impact(), p.sizingRationale())));
    };
  }

  private static String joined(String one, String other) {
    String between = one.isBlank() || other.isBlank() ? "" : "\n\n";
    return one.strip() + between + other.strip();
  }
}
