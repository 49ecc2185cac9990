package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private static final String FEATURE =
      "pipeline feature pre=scope,plan main=design,build!,review,ship!";
  private static final WorkSettings SETTINGS =
      SettingsNotation.settings(FEATURE, "execution j=3 wip=2");

  private static String next(Situation situation) {
    return Selection.next(situation).stream()
        .map(SelectionTest::text)
        .collect(Collectors.joining(", "));
  }

  private static String text(Action action) {
    return switch (action) {
      case Action.Promote a -> "promote " + a.item();
      case Action.Withhold a -> "withhold " + a.item() + ": " + a.reason();
      case Action.Carry a -> a.item() + " " + a.position();
      case Action.Triage a -> a.item() + " triage";
    };
  }

  /** What is next of these items when nothing is under way. */
  private static String next(WorkSettings settings, String... items) {
    return next(Situation.of(ItemNotation.backlog(items), settings));
  }

  private static Situation busy(Map<ItemId, Boolean> underWay, String... items) {
    return new Situation(ItemNotation.backlog(items), SETTINGS, underWay, Set.of(), Scope.ALL);
  }

  private static WorkSettings limited(String execution) {
    return SettingsNotation.settings(FEATURE, "execution " + execution);
  }

  @Test
  @DisplayName("B13 nothing, all done, or all blocked: no actions")
  void nothingIsDoneAboutNothing() {
    assertEquals("", next(SETTINGS));
    assertEquals("", next(SETTINGS, "WRK-1 done", "WRK-2 done resolution=closed"));
    assertEquals("", next(SETTINGS, "WRK-1 blocked", "WRK-2 blocked from=in_progress phase=build"));
  }

  @ParameterizedTest(name = "B14 max_wip {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | promote WRK-2, promote WRK-3, promote WRK-1",
        "2 | promote WRK-2, promote WRK-3",
        "1 | promote WRK-2",
      })
  @DisplayName("B14 ready items are promoted by impact, up to max_wip")
  void readyItemsArePromotedByImpact(int most, String expected) {
    assertEquals(
        expected,
        next(
            limited("wip=" + most),
            "WRK-1 ready pipeline=feature impact=low",
            "WRK-2 ready pipeline=feature impact=high",
            "WRK-3 ready pipeline=feature impact=medium"));
  }

  @Test
  @DisplayName("B14 of the same impact the older one is first; without an impact last")
  void olderItemsArePromotedFirst() {
    assertEquals(
        "promote WRK-3, promote WRK-1, promote WRK-2, promote WRK-4",
        next(
            limited("wip=9"),
            "WRK-1 ready pipeline=feature impact=low",
            "WRK-2 ready pipeline=feature impact=low",
            "WRK-3 ready pipeline=feature impact=low age=1",
            "WRK-4 ready pipeline=feature age=9"));
  }

  @Test
  @DisplayName("B14 at the limit none is promoted; a blocked one does not count")
  void atTheLimitNoneIsPromoted() {
    String ready = "WRK-1 ready pipeline=feature";

    assertEquals(
        "WRK-2 design",
        next(limited("wip=1"), ready, "WRK-2 in_progress pipeline=feature phase=design"));
    assertEquals(
        "promote WRK-1",
        next(limited("wip=1"), ready, "WRK-2 blocked from=in_progress phase=design"));
  }

  @Test
  @DisplayName("B15 furthest along first; in progress before scoping before new; then age")
  void whatIsFurthestAlongIsFirst() {
    String[] items = {
      "WRK-1 new",
      "WRK-2 new age=1",
      "WRK-3 scoping pipeline=feature phase=scope",
      "WRK-4 scoping pipeline=feature phase=plan",
      "WRK-5 in_progress pipeline=feature phase=design",
      "WRK-6 in_progress pipeline=feature phase=review",
    };
    String all = "WRK-6 review, WRK-5 design, WRK-4 plan, WRK-3 scope, WRK-2 triage, WRK-1 triage";

    assertEquals(all, next(limited("j=9"), items));
    assertEquals("WRK-6 review, WRK-5 design", next(limited("j=2"), items));
  }

  @Test
  @DisplayName("B16 a destructive phase whose turn it is starts alone")
  void aDestructivePhaseStartsAlone() {
    assertEquals(
        "WRK-1 ship",
        next(
            SETTINGS,
            "WRK-1 in_progress pipeline=feature phase=ship",
            "WRK-2 in_progress pipeline=feature phase=review",
            "WRK-3 new"));
    assertEquals(
        "WRK-1 review",
        next(
            SETTINGS,
            "WRK-1 in_progress pipeline=feature phase=review",
            "WRK-2 in_progress pipeline=feature phase=build",
            "WRK-3 new"));
  }

  @Test
  @DisplayName("B16 while a destructive phase runs nothing is done")
  void whileADestructivePhaseRunsNothingIsDone() {
    assertEquals(
        "",
        next(
            busy(
                Map.of(new ItemId("WRK-1"), true),
                "WRK-1 in_progress pipeline=feature phase=build",
                "WRK-2 ready pipeline=feature",
                "WRK-3 new")));
  }

  @Test
  @DisplayName("B16 while others run neither a destructive phase starts nor what comes after it")
  void aDestructivePhaseThatWaitsStopsTheFilling() {
    Map<ItemId, Boolean> underWay = Map.of(new ItemId("WRK-1"), false);
    String running = "WRK-1 in_progress pipeline=feature phase=ship";

    assertEquals(
        "",
        next(
            busy(
                underWay, running, "WRK-2 in_progress pipeline=feature phase=build", "WRK-3 new")));
    assertEquals(
        "WRK-3 review",
        next(
            busy(
                underWay,
                running,
                "WRK-2 in_progress pipeline=feature phase=build",
                "WRK-3 in_progress pipeline=feature phase=review",
                "WRK-4 new")));
  }

  @ParameterizedTest(name = "B17 {0}")
  @ValueSource(strings = {"new", "ready", "in_progress", "blocked", "done resolution=closed"})
  @DisplayName("B17 what waits for a need is neither promoted nor carried on nor triaged")
  void whatWaitsForANeedRests(String need) {
    String[] waiting = {
      "WRK-2 ready pipeline=feature needs=WRK-1",
      "WRK-3 in_progress pipeline=feature phase=design needs=WRK-1",
      "WRK-4 scoping pipeline=feature phase=scope needs=WRK-1",
      "WRK-5 new needs=WRK-1",
    };
    Item first = ItemNotation.item("WRK-1 " + need + " needs=X-1");
    Backlog backlog = ItemNotation.backlog(waiting).with(first);

    assertEquals("", next(Situation.of(backlog, SETTINGS)));
    assertEquals(
        "promote WRK-2, WRK-3 design, WRK-4 scope, WRK-5 triage",
        next(Situation.of(backlog.with(ItemNotation.item("WRK-1 done")), SETTINGS)));
  }

  @Test
  @DisplayName("B18 a need that is not met does not hold up what is less useful")
  void aNeedThatIsNotMetHoldsUpNobodyElse() {
    assertEquals(
        "promote WRK-2",
        next(
            limited("wip=1"),
            "WRK-1 ready pipeline=feature impact=high needs=WRK-3",
            "WRK-2 ready pipeline=feature impact=low",
            "WRK-3 blocked"));
  }

  @Test
  @DisplayName("B19 a filter says who is eligible; a need outside it is not met all the same")
  void aFilterSaysWhoIsEligible() {
    Backlog backlog =
        ItemNotation.backlog(
            "WRK-1 new impact=low", "WRK-2 new impact=high needs=WRK-1", "WRK-3 new impact=high");
    Filter filter = ((Filter.Parsed.Good) Filter.parse(List.of("impact=high"))).filter();
    Scope scope = new Scope(Optional.empty(), filter);

    assertEquals("WRK-3 triage", next(new Situation(backlog, SETTINGS, Map.of(), Set.of(), scope)));
  }

  @Test
  @DisplayName("B19 limits count what is outside the filter, too")
  void limitsCountWhatIsOutsideTheFilter() {
    Backlog backlog =
        ItemNotation.backlog(
            "WRK-1 ready pipeline=feature", "WRK-2 in_progress pipeline=feature phase=design");
    Scope scope = new Scope(Optional.of(new ItemId("WRK-1")), Filter.ALL);

    assertEquals("", next(new Situation(backlog, limited("wip=1"), Map.of(), Set.of(), scope)));
  }

  @Test
  void whatRestsIsPassedOver() {
    Backlog backlog = ItemNotation.backlog("WRK-1 new", "WRK-2 new");
    Set<ItemId> resting = Set.of(new ItemId("WRK-1"));

    assertEquals(
        "WRK-2 triage", next(new Situation(backlog, SETTINGS, Map.of(), resting, Scope.ALL)));
  }

  @Test
  @DisplayName("B09 over a guardrail nothing is promoted or carried on, and takes no place")
  void overAGuardrailNothingGoesOn() {
    String why = ": risk is high, the guardrail is low";

    assertEquals(
        "withhold WRK-1" + why + ", promote WRK-2, withhold WRK-3" + why + ", WRK-4 triage",
        next(
            limited("wip=2 j=2"),
            "WRK-1 ready pipeline=feature impact=high risk=high",
            "WRK-2 ready pipeline=feature",
            "WRK-3 in_progress pipeline=feature phase=design risk=high",
            "WRK-4 new risk=high"));
  }

  @Test
  void anItemWithoutAPipelineGoesThroughTheFirst() {
    assertEquals("promote WRK-1", next(SETTINGS, "WRK-1 ready"));
    assertEquals("WRK-1 review", next(SETTINGS, "WRK-1 in_progress phase=review"));
  }
}
