package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.yaml.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes over what a person has changed in the file while a run works with it.
 *
 * <p>Approach: what an editor writes rests on one of the versions that the run has saved, nobody
 * knows on which. So a value that any of them has is no change, but old, and what the run has
 * stays. Any other value is a person's; it is taken if the run has not changed the field beside it.
 * Where a run moves items, only commands do ({@link ItemMerge}). What is not taken is told, never
 * lost in silence.
 */
final class HandEdits {
  private final Versions saved;
  private final BacklogDocument theirs;
  private final String prefix;
  private final List<Problem> notices = new ArrayList<>();

  /** Items whose needs a person has changed. */
  private final Set<ItemId> changedNeeds = new LinkedHashSet<>();

  private Backlog merged;

  private HandEdits(Versions saved, Backlog ours, BacklogDocument theirs, String prefix) {
    this.saved = saved;
    this.theirs = theirs;
    this.prefix = prefix;
    this.merged = ours;
  }

  /**
   * Of all that is in a file what a run goes on with.
   *
   * @param ours what the run has in memory; it may have changed since it was saved
   * @param prefix of the names that items get which a person has added without one
   */
  static Merged merge(Versions saved, Backlog ours, BacklogDocument theirs, String prefix) {
    HandEdits edits = new HandEdits(saved, ours, theirs, prefix);
    edits.takeNamed(ours);
    Map<ItemId, ItemId> names = edits.takeUnnamed();
    ours.items().stream().filter(item -> edits.isMissing(item.id())).forEach(edits::miss);
    edits.checkNeeds(ours);
    edits.checkNumber(ours);
    return new Merged(edits.merged, theirs.named(names), edits.notices);
  }

  private void takeNamed(Backlog ours) {
    Set<ItemId> unnamed = theirs.unnamed();
    for (Item item : theirs.backlog().items()) {
      if (!unnamed.contains(item.id())) {
        ours.find(item.id()).ifPresentOrElse(our -> change(our, item), () -> add(item));
      }
    }
  }

  /** Gives names to items without one, now that all others are known. */
  private Map<ItemId, ItemId> takeUnnamed() {
    Set<ItemId> unnamed = theirs.unnamed();
    Map<ItemId, ItemId> names = new LinkedHashMap<>();
    for (Item item : theirs.backlog().items()) {
      if (unnamed.contains(item.id())) {
        ItemId name = ItemId.of(prefix, merged.nextNumber(prefix));
        names.put(item.id(), name);
        take(item.named(name));
      }
    }
    return names;
  }

  private void change(Item ours, Item theirs) {
    if (isAnother(ours, theirs)) {
      refuse(theirs, Keys.ID, used(theirs), "give it another id, or none");
      return;
    }
    ItemMerge merge = new ItemMerge(saved.of(ours.id()), ours, theirs);
    Item item = merge.item();
    merge
        .refusals()
        .forEach(refusal -> refuse(theirs, refusal.key(), refusal.message(), refusal.remedy()));
    if (!item.dependencies().equals(ours.dependencies())) {
      changedNeeds.add(item.id());
    }
    merged = merged.with(item);
  }

  /** Whether a person has by chance given a new item the number that the run gave to one. */
  private boolean isAnother(Item ours, Item theirs) {
    return !saved.isOld(ours.id())
        && !saved.of(ours.id()).contains(theirs)
        && !theirs.created().equals(ours.created());
  }

  private static String used(Item item) {
    return "item " + item.id() + " (" + item.title() + ") was added by hand, but its id is used";
  }

  /** An item that the run does not have. */
  private void add(Item item) {
    List<Item> versions = saved.of(item.id());
    if (versions.contains(item)) {
      return; // an editor's old text: the run has taken the item out since
    }
    if (!versions.isEmpty()) {
      String found = "item " + item.id() + " was changed by hand, but it has left the file";
      refuse(item, Keys.ID, found, "add a new item, without an id");
    } else if (item.id().number(prefix).orElse(Integer.MAX_VALUE) < merged.nextNumber(prefix)) {
      refuse(item, Keys.ID, used(item), "give it another id, or none");
    } else {
      take(item);
    }
  }

  private void take(Item item) {
    merged = merged.with(item).taken(item.id().number(prefix).orElse(0));
    changedNeeds.add(item.id());
  }

  private boolean isMissing(ItemId id) {
    return theirs.backlog().find(id).isEmpty() || theirs.unnamed().contains(id);
  }

  /** An item that the file does not have. */
  private void miss(Item item) {
    if (!saved.isOld(item.id())) {
      return; // an editor's old text, or one that has not been saved yet
    }
    Backlog without = merged.without(item.id()).taken(item.id().number(prefix).orElse(0));
    boolean needed =
        !without.hasExisted(item.id())
            && without.items().stream().anyMatch(other -> other.dependencies().contains(item.id()));
    if (item.isDone() && !needed) {
      merged = without;
    } else {
      String found = "item " + item.id() + " was deleted by hand, but is " + item.status().wire();
      String remedy = item.isDone() ? "others need it" : "'pawl backlog close' ends it";
      refuse(item, Keys.ID, found + "; it is written back", remedy);
    }
  }

  /** Takes back what makes items need what is not there, or wait for each other. */
  private void checkNeeds(Backlog ours) {
    for (ItemId id : changedNeeds) {
      merged.find(id).filter(item -> !canNeed(item)).ifPresent(item -> revert(item, ours));
    }
    if (!merged.cycles().isEmpty()) {
      for (ItemId id : changedNeeds) {
        merged.find(id).ifPresent(item -> revert(item, ours));
      }
    }
  }

  private boolean canNeed(Item item) {
    return item.dependencies().stream().allMatch(merged::hasExisted);
  }

  private void revert(Item item, Backlog ours) {
    List<ItemId> before = ours.find(item.id()).map(Item::dependencies).orElse(List.of());
    if (!before.equals(item.dependencies())) {
      String found =
          "item %s: the dependencies %s do not fit to what the run has changed"
              .formatted(item.id(), item.dependencies());
      refuse(item, Keys.DEPENDENCIES, found, "it keeps " + before);
      merged = merged.with(item.draft().dependencies(before).item());
    }
  }

  private void checkNumber(Backlog ours) {
    int found = theirs.nextId();
    if (found != ours.nextId() && !saved.hasSaid(found)) {
      String message = "'next_id' was changed by hand to " + found;
      notices.add(
          theirs.problem(message, "only commands change it; it is " + merged.nextId() + " again"));
    }
  }

  private void refuse(Item item, String key, String message, String remedy) {
    notices.add(theirs.problem(item.id(), key, message, remedy));
  }
}
