package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacklogTest {
  private static Backlog of(int nextId, String... ids) {
    return Backlog.of(
        Arrays.stream(ids).map(id -> ItemNotation.item(id + " new")).toList(), nextId);
  }

  @ParameterizedTest(name = "B01 next_id {0}, items {1}: {2}")
  @CsvSource({
    "0,   '',                           WRK-001",
    "0,   WRK-001 WRK-002,              WRK-003",
    "7,   WRK-001 WRK-002,              WRK-008",
    "3,   WRK-009,                      WRK-010",
    "0,   WRK-999,                      WRK-1000",
    "0,   WRK-1000 WRK-2,               WRK-1001",
    "2,   ABC-050 WRK-x WRK-1a WRKS-9,  WRK-003",
    "2,   WRK WRK-4-5 WRK--7 wrk-9,     WRK-003",
    "0,   WRK-0009,                     WRK-010",
    "0,   WRK-99999999999,              WRK-001",
  })
  void theNextNumberIsOneMoreThanAnyOfThePrefixAndNextId(int nextId, String ids, String next) {
    Backlog backlog = of(nextId, ids.isEmpty() ? new String[0] : ids.split(" "));

    assertEquals(next, ItemId.of("WRK", backlog.nextNumber("WRK")).value());
  }

  @Test
  @DisplayName("B01 a number is not given again when its item is gone")
  void aNumberIsNotGivenAgain() {
    Backlog backlog = of(0, "WRK-001").taken(2).without(new ItemId("WRK-001"));

    assertEquals(3, backlog.nextNumber("WRK"));
    assertEquals(2, backlog.taken(1).nextId());
  }

  @Test
  void whatDiffersIsFoundInWhateverOrderTheItemsStand() {
    Backlog before = of(3, "WRK-001", "WRK-002", "WRK-003");
    Item other = ItemNotation.item("WRK-002 ready");

    assertEquals(List.of(other), before.with(other).changedFrom(before));
    assertEquals(List.of(other), of(3, "WRK-003", "WRK-001").with(other).changedFrom(before));
    assertEquals(before, of(3, "WRK-003", "WRK-001", "WRK-002"));
    assertEquals(before.hashCode(), of(3, "WRK-003", "WRK-001", "WRK-002").hashCode());
    assertNotEquals(before, before.with(other));
    assertNotEquals(before, before.without(other.id()));
    assertNotEquals(before.without(other.id()), before);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"a b", "-a", "''", "a/b", "é"})
  void whatIsNoNameOfAnItemIsRefused(String text) {
    assertFalse(ItemId.matches(text));
    assertThrows(IllegalArgumentException.class, () -> new ItemId(text));
  }

  @ParameterizedTest(name = "B17 {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "WRK-2 new                        | WRK-2",
        "WRK-2 scoping                    | WRK-2",
        "WRK-2 ready                      | WRK-2",
        "WRK-2 in_progress                | WRK-2",
        "WRK-2 blocked                    | WRK-2",
        "WRK-2 done                       | ''",
        "WRK-2 done resolution=completed  | ''",
        "WRK-2 done resolution=closed     | WRK-2",
        "WRK-9 new                        | ''",
      })
  @DisplayName("B10 B17 a need is met by what is done, not by what was closed")
  void aNeedIsMetByWhatIsDone(String other, String unmet) {
    Backlog backlog =
        Backlog.of(
            List.of(ItemNotation.item("WRK-1 new needs=WRK-2"), ItemNotation.item(other)), 5);

    List<ItemId> expected = unmet.isEmpty() ? List.of() : List.of(new ItemId(unmet));
    assertEquals(expected, backlog.unmet(backlog.get(new ItemId("WRK-1"))));
  }

  @Test
  void whatIsGoneWasDoneAndWhatNeverWasIsNot() {
    Backlog backlog = of(5, "WRK-9");

    assertTrue(backlog.hasExisted(new ItemId("WRK-5")));
    assertTrue(backlog.hasExisted(new ItemId("WRK-9")));
    assertFalse(backlog.hasExisted(new ItemId("WRK-6")));
    assertFalse(backlog.hasExisted(new ItemId("WRK-x")));
  }

  @Test
  void anItemIsThereOnce() {
    assertThrows(IllegalArgumentException.class, () -> of(0, "WRK-1", "WRK-1"));
  }
}
