package dev.pawl.run;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.Transition.Change;
import dev.pawl.backlog.Transition.From;
import dev.pawl.run.Decision.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes that were decided and not saved when their coordinator died. One is decided again where
 * its items stand as they did then; whatever a person has changed since stays. One that is in the
 * file already is only stored again, because what belongs to it may not be committed.
 */
final class Repeating {
  private Repeating() {}

  /** The backlog as it is found at first, with what this run has decided before. */
  static Backlog first(Draft draft, RunState state, RunCommand.SeeBacklog c) {
    WorkRows work = state.work;
    Backlog found = work.marked(c.merge().apply(Backlog.EMPTY));
    for (Transition transition : work.unsaved()) {
      Optional<Transition> missing = missing(transition, found, c.settings().prefix());
      found = missing.isPresent() ? missing.get().applyTo(found) : found;
      draft.effect(new Effect.StoreItems(missing.orElse(transition), found));
    }
    Backlog known = found;
    work.halt()
        .ifPresent(halt -> draft.effect(new Effect.StoreHalt(halt.halt(), halt.reason(), known)));
    return found;
  }

  /** A change of an earlier run. What an agent has made is committed wherever its item is now. */
  static Decision repeat(RunState state, Transition old) {
    WorkRows work = state.work;
    if (work.halt().isPresent()) {
      return Decision.NOTHING;
    }
    Draft draft = new Draft();
    missing(old, work.backlog(), work.settings().prefix())
        .or(() -> old.done().map(_ -> kept(old, work.backlog())))
        .ifPresent(again -> Working.change(draft, state, again.numbered(work.nextTransition())));
    return draft.done();
  }

  /**
   * What is to be done again of a change; empty when it is in the file, or does not fit any more.
   */
  private static Optional<Transition> missing(Transition old, Backlog backlog, String prefix) {
    boolean fits = old.changes().stream().allMatch(change -> fits(change, backlog));
    return fits && !isThere(old, backlog)
        ? Optional.of(renamed(old, backlog, prefix))
        : Optional.empty();
  }

  /** A new item fits always: it gets another name if its own was given to another one since. */
  private static boolean fits(Change change, Backlog backlog) {
    Optional<Item> item = backlog.find(change.to().id());
    return change.from().map(from -> item.map(from::isOf).orElse(false)).orElse(true);
  }

  private static boolean isThere(Transition old, Backlog backlog) {
    boolean changed =
        old.changes().stream()
            .allMatch(change ->
                backlog
                    .find(change.to().id())
                    .map(item -> isThere(change, item))
                    .orElse(old.gone().contains(change.to().id())));
    return changed && old.gone().stream().noneMatch(id -> backlog.find(id).isPresent());
  }

  /** Of an item that has not moved by it, only the time tells. */
  private static boolean isThere(Change change, Item item) {
    Item to = change.to();
    boolean moved = change.from().map(from -> !from.isOf(to)).orElse(false);
    return From.of(to).isOf(item)
        && (moved || to.updated().equals(item.updated()) && to.title().equals(item.title()));
  }

  private static Transition renamed(Transition old, Backlog backlog, String prefix) {
    List<Change> changes = new ArrayList<>();
    Backlog taken = backlog.taken(old.highest());
    for (Change change : old.changes()) {
      ItemId id = change.to().id();
      boolean given = change.from().isEmpty() && backlog.find(id).isPresent();
      if (given) {
        int number = taken.nextNumber(prefix);
        taken = taken.taken(number);
        changes.add(Change.added(change.to().named(ItemId.of(prefix, number))));
      } else {
        changes.add(change);
      }
    }
    return new Transition(
        old.number(), changes, old.gone(), taken.nextId(), old.done(), old.words());
  }

  /** The same, but every item stays as it is. */
  private static Transition kept(Transition old, Backlog backlog) {
    List<Change> changes = new ArrayList<>();
    for (Change change : old.changes()) {
      backlog.find(change.to().id()).map(item -> Change.of(item, item)).ifPresent(changes::add);
    }
    return new Transition(old.number(), changes, List.of(), old.highest(), old.done(), old.words());
  }
}
