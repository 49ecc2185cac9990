package dev.pawl.backlog;

/** What is to be done next about an item. */
public sealed interface Action {
  /** The item. */
  ItemId item();

  /** It is ready, and there is room for it. */
  record Promote(ItemId item) implements Action {}

  /** It is its turn, but a person must approve it before. */
  record Withhold(ItemId item, String reason) implements Action {}

  /** The phase where it stands is to be carried out. */
  record Carry(ItemId item, Position position) implements Action {}

  /** An agent is to find out what it is. */
  record Triage(ItemId item) implements Action {}
}
