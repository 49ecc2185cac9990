package dev.pawl.backlog;

import java.time.Instant;
import java.util.Optional;

/**
 * The moves of items. A move that the table of {@link ItemStatus} does not have is refused; the
 * engine never asks for one, so for it that is a bug.
 */
public final class Moves {
  private Moves() {}

  /**
   * Moves an item along, as the engine does; a blocked one only to where it came from.
   *
   * @param position where it stands then; empty for none
   */
  public static Move to(Item item, ItemStatus next, Optional<Position> position, Instant now) {
    boolean back = item.block().map(block -> block.from() == next).orElse(true);
    if (!item.status().mayBecome(next) || !back || next == ItemStatus.BLOCKED) {
      return refused(item, next);
    }
    ItemDraft draft = item.draft().status(next).unblocked().nowhere().updated(now);
    position.ifPresent(draft::position);
    if (next == ItemStatus.DONE) {
      draft.resolution(Resolution.COMPLETED);
    }
    return new Move.Made(draft.item());
  }

  /** Stops an item until a person has looked at it; it keeps its place. */
  public static Move block(Item item, String reason, Instant now) {
    if (!item.status().mayBecome(ItemStatus.BLOCKED)) {
      return refused(item, ItemStatus.BLOCKED);
    }
    return new Move.Made(
        item.draft()
            .status(ItemStatus.BLOCKED)
            .block(new Item.Block(item.status(), reason))
            .updated(now)
            .item());
  }

  /**
   * Puts a blocked item back where it came from.
   *
   * @param notes for whoever does the next phase; "" keeps those that are there
   */
  public static Move unblock(Item item, String notes, Instant now) {
    if (item.block().isEmpty()) {
      return new Move.Refused("item " + item.id() + " is not blocked, but " + item.status().wire());
    }
    ItemDraft draft = item.draft().status(item.block().get().from()).unblocked().updated(now);
    return new Move.Made((notes.isBlank() ? draft : draft.notes(notes)).item());
  }

  /** A person's waiver for whatever guardrails say; one that they have blocked goes on. */
  public static Move approve(Item item, String by, Instant now) {
    if (item.isDone()) {
      return new Move.Refused("item " + item.id() + " is done");
    }
    ItemDraft draft = item.draft().approval(new Item.Approval(by, now)).updated(now);
    item.block().ifPresent(block -> draft.status(block.from()).unblocked());
    return new Move.Made(draft.item());
  }

  /** A person ends an item, from wherever it stands: as done, or given up. */
  public static Move end(Item item, Resolution resolution, Instant now) {
    if (item.isDone()) {
      return refused(item, ItemStatus.DONE);
    }
    return new Move.Made(
        item.draft()
            .status(ItemStatus.DONE)
            .resolution(resolution)
            .unblocked()
            .nowhere()
            .updated(now)
            .item());
  }

  /** The next position of an item in its pipeline, when the phase where it stands is done. */
  static Move onward(Item item, Pipeline pipeline, Instant now) {
    Optional<Position> next = item.position().flatMap(pipeline::after);
    if (next.isPresent()) {
      return new Move.Made(item.draft().position(next.get()).updated(now).item());
    }
    ItemStatus end = item.status() == ItemStatus.SCOPING ? ItemStatus.READY : ItemStatus.DONE;
    return to(item, end, Optional.empty(), now);
  }

  /** Into its pipeline: to the first phase of scoping, or ready at once if there is none. */
  static Move enter(Item item, Pipeline pipeline, Instant now) {
    Item chosen = item.draft().pipeline(pipeline.name()).item();
    Optional<Position> first = pipeline.first(Pool.PRE);
    Move scoping = to(chosen, ItemStatus.SCOPING, first, now);
    return first.isEmpty() && scoping instanceof Move.Made made
        ? to(made.item(), ItemStatus.READY, Optional.empty(), now)
        : scoping;
  }

  /** From ready to the first phase of the work. */
  static Move promote(Item item, Pipeline pipeline, Instant now) {
    Item chosen = item.draft().pipeline(pipeline.name()).item();
    return to(chosen, ItemStatus.IN_PROGRESS, pipeline.first(Pool.MAIN), now);
  }

  private static Move refused(Item item, ItemStatus next) {
    return new Move.Refused(
        "item %s cannot go from %s to %s".formatted(item.id(), item.status().wire(), next.wire()));
  }
}
