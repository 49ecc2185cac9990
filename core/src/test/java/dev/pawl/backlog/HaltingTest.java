package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaltingTest {
  private static final WorkSettings SETTINGS =
      SettingsNotation.settings("pipeline feature pre=scope main=build,review", "execution wip=1");
  private static final String DONE = "WRK-1 done";
  private static final String BLOCKED = "WRK-2 blocked reason=which_one?";

  private static WorkOrder filtered(String text) {
    Filter filter = ((Filter.Parsed.Good) Filter.parse(List.of(text))).filter();
    return new WorkOrder(List.of(), filter, false);
  }

  private static WorkOrder targets(boolean autoAdvance, String... ids) {
    return new WorkOrder(Stream.of(ids).map(ItemId::new).toList(), Filter.ALL, autoAdvance);
  }

  private static String judge(WorkOrder order, String... items) {
    Halting.Reason reason = Halting.judge(order, ItemNotation.backlog(items), SETTINGS);
    return reason.halt().wire() + ": " + reason.words();
  }

  @Test
  @DisplayName("B20 B21 all is done, or what is left needs a person")
  void theWholeBacklogIsJudged() {
    assertEquals("all_done: every item is done", judge(WorkOrder.ALL));
    assertEquals("all_done: every item is done", judge(WorkOrder.ALL, DONE));
    assertEquals(
        "all_blocked: WRK-2 is blocked: which one?; WRK-3 needs WRK-2 (blocked)",
        judge(WorkOrder.ALL, DONE, BLOCKED, "WRK-3 new needs=WRK-2,WRK-1"));
  }

  @Test
  @DisplayName("B26 all targets are done, or the words say what keeps the others")
  void targetsAreJudged() {
    String[] items = {DONE, BLOCKED, "WRK-3 new"};

    assertEquals("target_completed: every target is done", judge(targets(false, "WRK-1"), items));
    assertEquals(
        "target_blocked: WRK-2 is blocked: which one?",
        judge(targets(false, "WRK-1", "WRK-2"), items));
  }

  @Test
  @DisplayName("B27 a filter is exhausted once all that it takes is done")
  void aFilterIsJudged() {
    assertEquals(
        "filter_exhausted: nothing that the filter takes is left to be done",
        judge(filtered("impact=high"), "WRK-1 done impact=high", "WRK-2 new"));
    assertEquals(
        "all_blocked: WRK-1 is blocked: why",
        judge(filtered("impact=high"), "WRK-1 blocked impact=high", "WRK-2 new"));
  }

  @Test
  void manyItemsAreCounted() {
    String[] items =
        Stream.iterate(1, i -> i + 1)
            .limit(12)
            .map(i -> "WRK-" + i + " blocked")
            .toArray(String[]::new);

    String words = judge(WorkOrder.ALL, items);

    assertEquals(10, Arrays.stream(words.split("is blocked", -1)).count() - 1);
    assertEquals("; and 2 more", words.substring(words.length() - 12));
  }

  private static String target(boolean autoAdvance, String... items) {
    return target(autoAdvance, Set.of(), items);
  }

  private static String target(boolean autoAdvance, Set<ItemId> resting, String... items) {
    String[] ids = Arrays.stream(items).map(item -> item.split(" ")[0]).toArray(String[]::new);
    Optional<ItemId> target =
        Halting.target(
            targets(autoAdvance, Arrays.copyOf(ids, 2)),
            ItemNotation.backlog(items),
            SETTINGS,
            resting);
    return target.map(ItemId::value).orElse("none");
  }

  @ParameterizedTest(name = "B26 {0}: {1}, with --auto-advance {2}")
  @CsvSource({
    "new,                                         A, A",
    "done,                                        B, B",
    "blocked,                                     A, B",
    "new needs=C,                                 A, B",
    "in_progress phase=build risk=high,           A, A",
    "ready pipeline=feature,                      A, B",
    "in_progress pipeline=feature phase=build,    A, A",
  })
  @DisplayName("B26 targets are worked at in their order; one that waits is passed over if asked")
  void targetsAreWorkedAtInTheirOrder(String first, String plain, String advanced) {
    String[] items = {"A " + first, "B new", "C in_progress pipeline=feature phase=build"};

    assertEquals(plain, target(false, items));
    assertEquals(advanced, target(true, items));
  }

  @Test
  @DisplayName("B26 a target whose agent cannot work is passed over as a blocked one is")
  void aTargetWhoseAgentCannotWorkIsPassedOver() {
    Set<ItemId> resting = Set.of(new ItemId("A"));

    assertEquals("B", target(true, resting, "A new", "B new"));
    assertEquals("A", target(false, resting, "A new", "B new"));
    assertEquals("A", target(true, resting, "A new", "B blocked"));
  }

  @Test
  @DisplayName("B26 when no target can go on, the first one says why")
  void whenNoTargetCanGoOnTheFirstSaysWhy() {
    assertEquals("A", target(true, "A blocked", "B blocked"));
  }

  @Test
  @DisplayName("B26 when every target is done nothing else is worked at")
  void whenEveryTargetIsDoneNothingElseIsWorkedAt() {
    assertEquals("B", target(true, "A done", "B done", "C new"));
    assertEquals("B", target(false, "A done", "B done", "C new"));
    assertEquals(
        Optional.empty(),
        Halting.target(WorkOrder.ALL, ItemNotation.backlog("C new"), SETTINGS, Set.of()));
  }
}
