package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.model.JobName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MergingTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final ItemId ID = new ItemId("WRK-1");
  private static final WorkSettings SETTINGS =
      SettingsNotation.settings("pipeline feature pre=scope main=build");

  private Backlog backlog = Backlog.EMPTY;
  private List<String> notices = List.of();

  /** The triage of WRK-1 says that these ask for the same. */
  private void merge(String running, String duplicates, String... items) {
    Backlog before = ItemNotation.backlog(items);
    PhaseResult result =
        new PhaseResult(
            ID,
            "triage",
            PhaseResult.Verdict.PHASE_COMPLETE,
            "the same",
            "",
            Assessments.NONE,
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            ids(duplicates).toList());
    Task task = new Task(ID, Optional.empty(), new AgentName("claude"), false);
    Progression.Followed followed =
        new Progression(SETTINGS, before, 1, NOW)
            .carriedOut(
                new Transition.Done(new JobName("j"), task, result),
                Set.copyOf(ids(running).toList()),
                Optional.empty());
    backlog = followed.transition().applyTo(before);
    notices = followed.notices();
  }

  private static Stream<ItemId> ids(String text) {
    return Arrays.stream(text.split(" ")).map(ItemId::new);
  }

  private List<String> lines() {
    return backlog.items().stream().map(ItemNotation::line).toList();
  }

  @Test
  @DisplayName("B11 context, tags and needs are united, the higher assessments and dependents kept")
  void twoItemsBecomeOne() {
    merge(
        "WRK-1",
        "WRK-2",
        "WRK-1 new title=one about=first tags=a,b needs=WRK-2,WRK-3 size=small risk=low notes=n1",
        "WRK-2 ready title=two about=second tags=b,c needs=WRK-4,WRK-3 size=medium review",
        "WRK-3 new",
        "WRK-4 new",
        "WRK-5 new needs=WRK-1,WRK-2",
        "WRK-6 new needs=WRK-2");

    assertEquals(
        List.of(
            "WRK-1 one: blocked from scoping scope: it asks for review by a person"
                + " | pipeline feature | size medium | risk low | needs WRK-3, WRK-4"
                + " | tags a, b, c | \"first\\n\\nWRK-2, two: second\" | review",
            "WRK-3 title of WRK-3: new",
            "WRK-4 title of WRK-4: new",
            "WRK-5 title of WRK-5: new | needs WRK-1",
            "WRK-6 title of WRK-6: new | needs WRK-1"),
        lines());
    assertEquals(List.of("WRK-2 is merged into WRK-1"), notices);
  }

  @Test
  @DisplayName("B11 the notes of both are kept")
  void theNotesOfBothAreKept() {
    merge("WRK-1", "WRK-2", "WRK-1 new", "WRK-2 new notes=take_care");

    assertEquals("take care", backlog.get(ID).notes());
  }

  @Test
  @DisplayName("B11 an item at which an agent works is not merged")
  void anItemAtWhichAnAgentWorksIsNotMerged() {
    merge("WRK-1 WRK-2", "WRK-2", "WRK-1 new", "WRK-2 new");

    assertEquals(List.of("WRK-2 is not merged into WRK-1: an agent works at it"), notices);
    assertEquals(2, lines().size());
  }

  @Test
  @DisplayName("B11 only other open items are merged")
  void onlyOtherOpenItemsAreMerged() {
    merge("WRK-1", "WRK-1 WRK-2 WRK-9", "WRK-1 new", "WRK-2 done", "WRK-3 new needs=WRK-2");

    assertEquals(
        List.of(
            "WRK-1 is not merged into WRK-1: it is no other open item",
            "WRK-2 is not merged into WRK-1: it is no other open item",
            "WRK-9 is not merged into WRK-1: it is no other open item"),
        notices);
    assertEquals(3, lines().size());
  }

  @Test
  @DisplayName("B11 no item comes to need itself, by way of others")
  void noItemComesToNeedItself() {
    merge(
        "WRK-1",
        "WRK-2 WRK-4",
        "WRK-1 new",
        "WRK-2 new needs=WRK-3",
        "WRK-3 new needs=WRK-1",
        "WRK-4 new needs=WRK-1");

    assertEquals(
        List.of(
            "WRK-2 is not merged into WRK-1: it would need itself then",
            "WRK-4 is merged into WRK-1"),
        notices);
    assertEquals(List.of(), backlog.get(ID).dependencies());
  }

  @Test
  @DisplayName("B09 B11 an approval does not cover what was merged in and nobody has approved")
  void anApprovalDoesNotCoverWhatWasMergedIn() {
    merge("WRK-1", "WRK-2", "WRK-1 new risk=high approved", "WRK-2 new size=large");
    assertEquals(
        "blocked from scoping scope: size is large, the guardrail is medium;"
            + " risk is high, the guardrail is low",
        ItemNotation.place(backlog.get(ID)));

    merge("WRK-1", "WRK-2", "WRK-1 new risk=high approved", "WRK-2 new size=large approved");
    assertEquals("scoping scope", ItemNotation.place(backlog.get(ID)));

    merge("WRK-1", "WRK-2", "WRK-1 new risk=high approved", "WRK-2 new size=small");
    assertEquals("scoping scope", ItemNotation.place(backlog.get(ID)));
  }
}
