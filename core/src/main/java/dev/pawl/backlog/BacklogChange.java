package dev.pawl.backlog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a person asks to be changed. */
public sealed interface BacklogChange {
  /** A new item. */
  record Add(NewItem item) implements BacklogChange {}

  /** Other words about an item; what is empty stays as it is. */
  record Edit(
      ItemId item,
      Optional<String> title,
      Optional<Description> description,
      Assessments assessments,
      Optional<List<ItemId>> dependencies,
      Optional<Set<String>> tags,
      Optional<Boolean> review,
      Optional<String> notes)
      implements BacklogChange {
    public Edit {
      if (title.map(String::isBlank).orElse(false)) {
        throw new IllegalArgumentException("an item has a title");
      }
    }
  }

  /** An item is to wait for a person. */
  record Block(ItemId item, String reason) implements BacklogChange {}

  /** An item goes on where it was blocked. */
  record Unblock(ItemId item, String notes) implements BacklogChange {}

  /** Whatever guardrails say of an item, it may go on. */
  record Approve(ItemId item, String by) implements BacklogChange {}

  /**
   * An item goes on to a later phase without the ones before it.
   *
   * @param to the phase; empty for the next one
   */
  record Advance(ItemId item, Optional<PhaseName> to) implements BacklogChange {}

  /** An item is done. */
  record Complete(ItemId item, String notes) implements BacklogChange {}

  /** An item is given up. */
  record Close(ItemId item, String reason) implements BacklogChange {}

  /** What came of it. */
  sealed interface Answer {
    /** It is decided. */
    record Changed(Transition transition) implements Answer {}

    /** It speaks of something that there is not, or cannot be: a sentence for who asked. */
    record Mistaken(String reason) implements Answer {}

    /** Its item may not go there from where it stands: a sentence that names both. */
    record Refused(String reason) implements Answer {}

    /** Nobody could decide it; nothing has changed, and it may be asked again. */
    record Later(String reason) implements Answer {}
  }
}
