package dev.pawl.backlog;

import dev.pawl.model.JobName;
import java.util.List;
import java.util.Optional;

/**
 * A step of the backlog that is taken as a whole: all of it is saved with one write of the file, or
 * nothing.
 *
 * @param number of those of a run, from 1
 * @param changes items in their new form; a new item has no earlier one
 * @param gone items that are not in the backlog any more, because they were merged or put away
 * @param highest the highest number that was given to an item ({@code next_id})
 * @param done what an agent did to bring it about; empty when the engine or a person did
 * @param words one line for people
 */
public record Transition(
    int number,
    List<Change> changes,
    List<ItemId> gone,
    int highest,
    Optional<Done> done,
    String words) {
  public Transition {
    changes = List.copyOf(changes);
    gone = List.copyOf(gone);
  }

  /**
   * What an item becomes.
   *
   * @param from where it stood before; empty for a new one
   */
  public record Change(Optional<From> from, Item to) {
    /** What an item becomes. */
    public static Change of(Item before, Item after) {
      return new Change(Optional.of(From.of(before)), after);
    }

    /** An item that is new. */
    public static Change added(Item item) {
      return new Change(Optional.empty(), item);
    }
  }

  /** Where an item stood. */
  public record From(ItemStatus status, Optional<Position> position) {
    /** Where an item stands. */
    public static From of(Item item) {
      return new From(item.status(), item.position());
    }

    /** Whether an item stands there. */
    public boolean isOf(Item item) {
      return status == item.status() && position.equals(item.position());
    }
  }

  /**
   * A task that an agent has carried out.
   *
   * @param job under which its attempts are listed
   */
  public record Done(JobName job, Task task, PhaseResult result) {}

  /** The backlog after it. */
  public Backlog applyTo(Backlog backlog) {
    return backlog.with(changes.stream().map(Change::to).toList(), gone).taken(highest);
  }

  /** The first item that is new. */
  public Optional<ItemId> added() {
    return changes.stream()
        .filter(change -> change.from().isEmpty())
        .map(change -> change.to().id())
        .findFirst();
  }

  /** The same under another number. */
  public Transition numbered(int other) {
    return new Transition(other, changes, gone, highest, done, words);
  }

  /** What an item becomes by it; empty when nothing of it changes. */
  public Optional<Change> change(ItemId item) {
    return changes.stream().filter(change -> change.to().id().equals(item)).findFirst();
  }

  /** Whether an item is touched by it. */
  public boolean touches(ItemId item) {
    return gone.contains(item) || change(item).isPresent();
  }
}
