package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingTest {
  private static final ItemId ID = new ItemId("WRK-1");
  private static final WorkSettings SETTINGS =
      SettingsNotation.settings("pipeline feature pre=scope main=build,review", "execution wip=1");

  private static Situation situation(String item) {
    Backlog backlog =
        ItemNotation.backlog(
            "WRK-1 " + item,
            "WRK-7 in_progress pipeline=feature phase=build",
            "WRK-8 done resolution=closed");
    return Situation.of(backlog, SETTINGS);
  }

  private static String why(Situation situation) {
    return Waiting.why(situation.backlog().get(ID), situation);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "done | it is done",
        "blocked reason=which_one? | it is blocked: which one?",
        "new needs=WRK-7 | it needs WRK-7 (in_progress)",
        "new needs=WRK-8 | it needs WRK-8, which was closed and will not be done",
        "new needs=WRK-99 | it needs WRK-99, which is not there",
        "ready pipeline=feature | it waits for room: max_wip is 1, in progress is WRK-7",
        "in_progress pipeline=feature phase=paint"
            + " | it stands in phase 'paint', which its pipeline 'feature' does not have",
        "in_progress pipeline=feature | it stands in no phase of its pipeline 'feature'",
        "ready pipeline=none | it goes through pipeline 'none', which is not configured",
        "in_progress pipeline=feature phase=build risk=high"
            + " | it needs approval: risk is high, the guardrail is low",
        "new risk=high | other items come first",
      })
  @DisplayName("B10 B19 the words say why an item waits")
  void theWordsSayWhyAnItemWaits(String item, String why) {
    assertEquals(why, why(situation(item)));
  }

  @Test
  @DisplayName("B19 an item that the run does not choose says so")
  void anItemThatTheRunDoesNotChooseSaysSo() {
    Situation all = situation("new");
    Filter filter = ((Filter.Parsed.Good) Filter.parse(List.of("impact=high"))).filter();

    assertEquals("the filter leaves it out", why(scoped(all, new Scope(Optional.empty(), filter))));
    assertEquals(
        "the target is WRK-7",
        why(scoped(all, new Scope(Optional.of(new ItemId("WRK-7")), Filter.ALL))));
  }

  private static Situation scoped(Situation all, Scope scope) {
    return new Situation(all.backlog(), all.settings(), Map.of(), Set.of(), scope);
  }

  @Test
  @DisplayName("B16 an item says that it is worked at, or waits for who works alone")
  void anItemSaysThatItIsWorkedAt() {
    Situation all = situation("new");

    assertEquals("an agent works at it", why(busy(all, Map.of(ID, false), Set.of())));
    assertEquals("it waits for its next attempt", why(busy(all, Map.of(), Set.of(ID))));
    assertEquals(
        "a destructive phase runs alone",
        why(busy(all, Map.of(new ItemId("WRK-7"), true), Set.of())));
  }

  private static Situation busy(Situation all, Map<ItemId, Boolean> underWay, Set<ItemId> resting) {
    return new Situation(all.backlog(), all.settings(), underWay, resting, Scope.ALL);
  }
}
