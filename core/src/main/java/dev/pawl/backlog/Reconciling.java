package dev.pawl.backlog;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lays what persons have changed in the file over a backlog that has gone on meanwhile. Where items
 * stand is the run's to say, so of an item that both know only what persons may change is taken.
 *
 * @param base what the file was to say
 * @param found what it says
 * @param prefix of the names of items that need another one
 */
public record Reconciling(Backlog base, Backlog found, String prefix) {
  /** The backlog that the run goes on with. */
  public Backlog onto(Backlog ours) {
    if (base.equals(found)) {
      return ours;
    }
    Backlog merged = ours.taken(found.nextId());
    for (Item item : found.items()) {
      Optional<Item> before = base.find(item.id());
      if (!before.equals(Optional.of(item))) {
        merged = before.isEmpty() ? added(merged, item) : changed(merged, before.get(), item);
      }
    }
    for (Item item : base.items()) {
      boolean unmoved = ours.find(item.id()).equals(Optional.of(item));
      if (found.find(item.id()).isEmpty() && unmoved) {
        merged = merged.without(item.id()).taken(item.id().number(prefix).orElse(0));
      }
    }
    return merged;
  }

  /** The run may have given the same name to another one since. */
  private Backlog added(Backlog merged, Item item) {
    if (merged.find(item.id()).isEmpty()) {
      return merged.with(item);
    }
    int number = merged.nextNumber(prefix);
    return merged.with(item.named(ItemId.of(prefix, number))).taken(number);
  }

  private static Backlog changed(Backlog merged, Item before, Item after) {
    Optional<Item> ours = merged.find(after.id());
    if (ours.isEmpty()) {
      return merged;
    }
    ItemDraft draft = ours.get().draft();
    take(before.title(), after.title(), draft::title);
    take(before.assessments(), after.assessments(), draft::assessments);
    take(before.dependencies(), after.dependencies(), draft::dependencies);
    take(before.tags(), after.tags(), draft::tags);
    take(before.description(), after.description(), draft::description);
    take(before.review(), after.review(), draft::review);
    take(before.notes(), after.notes(), draft::notes);
    take(before.origin(), after.origin(), draft::origin);
    return merged.with(draft.item());
  }

  private static <T> void take(T before, T after, Consumer<T> field) {
    if (!before.equals(after)) {
      field.accept(after);
    }
  }
}
