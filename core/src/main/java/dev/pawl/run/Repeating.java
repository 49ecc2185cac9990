package dev.pawl.run;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.Transition.Change;
import dev.pawl.backlog.Transition.From;
import dev.pawl.run.Decision.Draft;
import java.time.Instant;
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
      found = missing.isPresent() ? work.marked(missing.get().applyTo(found)) : found;
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
        .filter(again -> !isTooMuch(again, work))
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

  /** A person has let others go on since, so that there is no room left. */
  private static boolean isTooMuch(Transition again, WorkRows work) {
    long before = inProgress(work.backlog());
    long after = inProgress(again.applyTo(work.backlog()));
    return after > before && after > work.settings().execution().maxWip();
  }

  private static long inProgress(Backlog backlog) {
    return backlog.items().stream().filter(item -> item.status() == ItemStatus.IN_PROGRESS).count();
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

  /** A new one is there wherever it is now; of one that does not move, only the time tells. */
  private static boolean isThere(Change change, Item item) {
    Item to = change.to();
    return change
        .from()
        .map(from ->
            From.of(to).isOf(item) && (!from.isOf(to) || !isBefore(item.updated(), to.updated())))
        .orElseGet(() -> isSame(to, item));
  }

  private static boolean isBefore(Optional<Instant> one, Optional<Instant> other) {
    return one.orElse(Instant.MIN).isBefore(other.orElse(Instant.MIN));
  }

  private static boolean isSame(Item one, Item other) {
    return one.created().equals(other.created()) && one.origin().equals(other.origin());
  }

  /** Under names that are free, and without what is away already. */
  private static Transition renamed(Transition old, Backlog backlog, String prefix) {
    List<Change> changes = new ArrayList<>();
    Backlog taken = backlog.taken(old.highest());
    for (Change change : old.changes()) {
      ItemId id = change.to().id();
      boolean given =
          change.from().isEmpty()
              && backlog.find(id).filter(item -> !isSame(change.to(), item)).isPresent();
      if (given) {
        int number = taken.nextNumber(prefix);
        taken = taken.taken(number);
        changes.add(Change.added(change.to().named(ItemId.of(prefix, number))));
      } else {
        changes.add(change);
      }
    }
    List<ItemId> gone =
        old.gone().stream()
            .filter(id -> backlog.find(id).isPresent() || old.change(id).isPresent())
            .toList();
    return new Transition(old.number(), changes, gone, taken.nextId(), old.done(), old.words());
  }

  /** The same, but every item stays as it is, or away. */
  private static Transition kept(Transition old, Backlog backlog) {
    List<Change> changes = new ArrayList<>();
    List<ItemId> gone = new ArrayList<>();
    for (Change change : old.changes()) {
      ItemId id = change.to().id();
      Optional<Item> item = backlog.find(id);
      if (item.isPresent()) {
        changes.add(Change.of(item.get(), item.get()));
      } else if (old.gone().contains(id)) {
        changes.add(change);
        gone.add(id);
      }
    }
    return new Transition(old.number(), changes, gone, old.highest(), old.done(), old.words());
  }
}
