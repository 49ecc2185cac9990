package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MovesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  /** An item in a state; a blocked one came from {@code from}. */
  private static Item in(ItemStatus status, ItemStatus from) {
    return ItemNotation.item("WRK-1 " + status.wire() + " from=" + from.wire());
  }

  private static Move ask(Item item, ItemStatus next) {
    return next == ItemStatus.BLOCKED
        ? Moves.block(item, "why", NOW)
        : Moves.to(item, next, Optional.empty(), NOW);
  }

  private static Item made(Move move) {
    return ((Move.Made) move).item();
  }

  private static String refusal(Move move) {
    return ((Move.Refused) move).reason();
  }

  /** {@code x}: allowed; {@code b}: where it came from. */
  @ParameterizedTest(name = "B07 from {0}")
  @CsvSource({
    // .          new, scoping, ready, in_progress, done, blocked
    "new,         '',  x,       '',    '',          '',   x",
    "scoping,     '',  '',      x,     '',          '',   x",
    "ready,       '',  '',      '',    x,           '',   x",
    "in_progress, '',  '',      '',    '',          x,    x",
    "done,        '',  '',      '',    '',          '',   ''",
    "blocked,     b,   b,       b,     b,           '',   ''",
  })
  void exactlyTheLegalMovesAreMade(
      String from,
      String asNew,
      String scoping,
      String ready,
      String inProgress,
      String done,
      String blocked) {
    String[] row = {asNew, scoping, ready, inProgress, done, blocked};
    ItemStatus status = ItemStatus.ofWire(from).orElseThrow();
    for (ItemStatus next : ItemStatus.values()) {
      String cell = row[next.ordinal()];
      boolean hasOrigin = next != ItemStatus.BLOCKED && next != ItemStatus.DONE;
      ItemStatus origin = hasOrigin ? next : ItemStatus.READY;
      Item item = in(status, origin);
      Move move = ask(item, next);
      if (cell.isEmpty()) {
        assertEquals(
            "item WRK-1 cannot go from " + from + " to " + next.wire(), refusal(move), from);
      } else {
        assertEquals(next, made(move).status(), from);
        assertEquals(Optional.of(NOW), made(move).updated());
      }
    }
  }

  @Test
  @DisplayName("B07 a blocked item goes back to where it came from and nowhere else")
  void aBlockedItemGoesBackOnly() {
    Item item = in(ItemStatus.BLOCKED, ItemStatus.READY);

    assertEquals(
        "item WRK-1 cannot go from blocked to in_progress",
        refusal(ask(item, ItemStatus.IN_PROGRESS)));
    assertEquals(Optional.empty(), made(ask(item, ItemStatus.READY)).block());
  }

  @ParameterizedTest(name = "B08 {0}")
  @ValueSource(
      strings = {
        "new",
        "scoping pipeline=feature phase=scope",
        "ready pipeline=feature",
        "in_progress pipeline=feature phase=build notes=old",
      })
  void whatWasBlockedIsAsBeforeOnceItIsUnblocked(String state) {
    Item item = ItemNotation.item("WRK-1 " + state);

    Item blocked = made(Moves.block(item, "which database?", NOW));
    Item back = made(Moves.unblock(blocked, "", NOW));

    assertEquals(Optional.of(new Item.Block(item.status(), "which database?")), blocked.block());
    assertEquals(item.position(), blocked.position());
    assertEquals(item.draft().updated(NOW).item(), back);
  }

  @Test
  @DisplayName("B08 notes given with the unblocking take the place of older ones")
  void notesOfTheUnblockingAreKept() {
    Item item = ItemNotation.item("WRK-1 blocked from=ready notes=old");

    assertEquals("take postgres", made(Moves.unblock(item, "take postgres", NOW)).notes());
    assertEquals(
        "item WRK-2 is not blocked, but ready",
        refusal(Moves.unblock(ItemNotation.item("WRK-2 ready"), "", NOW)));
  }

  @ParameterizedTest
  @EnumSource(
      value = ItemStatus.class,
      names = {"NEW", "SCOPING", "READY", "IN_PROGRESS"})
  @DisplayName("B09 approval is recorded, and lets a blocked item go on where it stopped")
  void approvalLetsABlockedItemGoOn(ItemStatus from) {
    Item.Approval approval = new Item.Approval("ada", NOW);

    Item gone = made(Moves.approve(in(ItemStatus.BLOCKED, from), "ada", NOW));
    Item early = made(Moves.approve(in(from, from), "ada", NOW));

    assertEquals(Optional.of(approval), gone.approval());
    assertEquals(Optional.empty(), gone.block());
    assertEquals(from, gone.status());
    assertEquals(Optional.of(approval), early.approval());
    assertEquals(from, early.status());
    assertEquals(
        "item WRK-1 is done", refusal(Moves.approve(in(ItemStatus.DONE, from), "ada", NOW)));
  }

  @ParameterizedTest
  @EnumSource(ItemStatus.class)
  @DisplayName("B10 a person ends an item from any state but done")
  void aPersonEndsAnItemFromAnyStateButDone(ItemStatus from) {
    for (Resolution resolution : Resolution.values()) {
      Move move = Moves.end(in(from, ItemStatus.READY), resolution, NOW);
      if (from == ItemStatus.DONE) {
        assertEquals("item WRK-1 cannot go from done to done", refusal(move));
      } else {
        Item ended = made(move);
        assertTrue(ended.isDone());
        assertEquals(Optional.of(resolution), ended.resolution());
        assertEquals(Optional.empty(), ended.block());
        assertEquals(resolution == Resolution.COMPLETED, ended.isMet());
      }
    }
  }
}
