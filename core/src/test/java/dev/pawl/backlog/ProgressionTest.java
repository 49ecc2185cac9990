package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pawl.backlog.PhaseResult.Verdict;
import dev.pawl.backlog.Progression.Followed;
import dev.pawl.model.JobName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressionTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final ItemId ID = new ItemId("WRK-1");
  private static final WorkSettings SETTINGS =
      SettingsNotation.settings(
          "pipeline feature pre=scope,plan main=design,build,review", "pipeline fix main=repair");

  /** A phase of WRK-1, or its triage, that was given while it stood so. */
  private static Task task(String item) {
    Item begun = ItemNotation.item(item);
    return new Task(begun.id(), begun.position(), new AgentName("claude"), false);
  }

  private static PhaseResult result(Task task, Verdict verdict) {
    return new PhaseResult(
        task.item(),
        task.phase(),
        verdict,
        "done so",
        "",
        Assessments.NONE,
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(),
        List.of());
  }

  private static Transition.Done done(Task task, PhaseResult result) {
    return new Transition.Done(new JobName("j"), task, result);
  }

  private static Followed carriedOut(Backlog backlog, Task task, PhaseResult result) {
    return new Progression(SETTINGS, backlog, 1, NOW)
        .carriedOut(done(task, result), Set.of(task.item()), Optional.empty());
  }

  /** Where WRK-1 stands once its task is carried out. */
  private static String after(String before, Verdict verdict) {
    Task task = task("WRK-1 " + before);
    Backlog backlog = ItemNotation.backlog("WRK-1 " + before, "WRK-2 new needs=WRK-1");
    Transition transition = carriedOut(backlog, task, result(task, verdict)).transition();
    return ItemNotation.place(transition.applyTo(backlog).get(ID));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "new pipeline=feature,                       scoping scope",
    "new pipeline=fix,                           ready",
    "new,                                        scoping scope",
    "scoping pipeline=feature phase=scope,       scoping plan",
    "scoping pipeline=feature phase=plan,        ready",
    "in_progress pipeline=feature phase=design,  in_progress build",
    "in_progress pipeline=feature phase=review,  done",
    "in_progress pipeline=fix phase=repair,      done",
    "in_progress phase=build,                    in_progress review",
  })
  void anItemGoesOnInItsPipeline(String before, String place) {
    assertEquals(place, after(before, Verdict.PHASE_COMPLETE));
  }

  @Test
  @DisplayName("B23 a part leaves its item in its phase")
  void aPartLeavesItsItemInItsPhase() {
    String build = "in_progress pipeline=feature phase=build";

    assertEquals("in_progress build", after(build, Verdict.SUBPHASE_COMPLETE));
  }

  @Test
  @DisplayName("B23 the part that is one too many stops its item")
  void thePartThatIsOneTooManyStopsItsItem() {
    Task task = task("WRK-1 in_progress pipeline=feature phase=build");
    Backlog backlog = ItemNotation.backlog("WRK-1 in_progress pipeline=feature phase=build");
    Followed followed =
        new Progression(SETTINGS, backlog, 1, NOW)
            .carriedOut(
                done(task, result(task, Verdict.SUBPHASE_COMPLETE)),
                Set.of(ID),
                Optional.of("enough"));

    assertEquals(
        "blocked from in_progress build: enough",
        ItemNotation.place(followed.transition().applyTo(backlog).get(ID)));
  }

  @Test
  @DisplayName("B28 a triage stores what it has found, and takes notes away that were read")
  void aTriageStoresWhatItHasFound() {
    Task task = task("WRK-1 new");
    Backlog backlog = ItemNotation.backlog("WRK-1 new size=small risk=low notes=read_me");
    PhaseResult found =
        new PhaseResult(
            ID,
            "triage",
            Verdict.PHASE_COMPLETE,
            "a fix",
            "",
            ItemNotation.item("WRK-1 new size=medium impact=high").assessments(),
            Optional.of(new PipelineName("fix")),
            Optional.of(new Description.Text("what it is")),
            false,
            List.of(),
            List.of());

    Transition transition = carriedOut(backlog, task, found).transition();

    assertEquals(
        "WRK-1 title of WRK-1: ready | pipeline fix | size medium | risk low | impact high"
            + " | \"what it is\"",
        ItemNotation.line(transition.applyTo(backlog).get(ID)));
    assertEquals("WRK-1 triage: a fix", transition.words());
  }

  @ParameterizedTest(name = "B09 {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "new size=large | blocked from scoping scope: size is large, the guardrail is medium",
        "new review | blocked from scoping scope: it asks for review by a person",
        "new review approved | scoping scope",
        "scoping pipeline=feature phase=plan risk=high"
            + " | blocked from ready: risk is high, the guardrail is low",
        "in_progress pipeline=feature phase=review risk=high | done",
      })
  @DisplayName(
      "B09 what is over a guardrail then is blocked where it goes on; what is done is done")
  void whatIsOverAGuardrailIsBlocked(String item, String place) {
    assertEquals(place, after(item, Verdict.PHASE_COMPLETE));
  }

  @Test
  @DisplayName("B21 who asks for a person stops its item, which knows what was found")
  void whoAsksForAPersonStopsItsItem() {
    Task task = task("WRK-1 in_progress phase=build");
    Backlog backlog = ItemNotation.backlog("WRK-1 in_progress phase=build notes=read_me");

    Transition transition =
        new Progression(SETTINGS, backlog, 1, NOW)
            .blocked(done(task, result(task, Verdict.BLOCKED)));

    assertEquals(
        "WRK-1 title of WRK-1: blocked from in_progress build: done so",
        ItemNotation.line(transition.applyTo(backlog).get(ID)));
  }

  @Test
  @DisplayName("an item whose phase is not in its pipeline any more is blocked, not done")
  void anItemWhosePhaseIsLostIsBlocked() {
    String lost = "in_progress pipeline=feature phase=paint";

    assertEquals(
        "blocked from in_progress paint: pipeline 'feature' has no phase 'paint' any more",
        after(lost, Verdict.PHASE_COMPLETE));
  }

  @Test
  void whatIsDoneGoesUnlessSomethingOpenNeedsIt() {
    Backlog backlog =
        ItemNotation.backlog(
            "WRK-1 ready pipeline=fix", "WRK-2 done", "WRK-3 done", "WRK-4 new needs=WRK-3");

    Transition transition = new Progression(SETTINGS, backlog, 4, NOW).promote(ID);

    assertEquals(List.of(new ItemId("WRK-2")), transition.gone());
    assertEquals("WRK-1 is promoted to repair", transition.words());
    assertFalse(transition.applyTo(backlog).find(new ItemId("WRK-2")).isPresent());
  }

  @Test
  @DisplayName("B01 the number of an item that leaves the file is not given again")
  void theNumberOfAnItemThatLeavesIsNotGivenAgain() {
    Backlog backlog = ItemNotation.backlog("WRK-7 in_progress pipeline=fix phase=repair");
    Task task = task("WRK-7 in_progress pipeline=fix phase=repair");
    Backlog after =
        carriedOut(backlog, task, result(task, Verdict.PHASE_COMPLETE))
            .transition()
            .applyTo(backlog);
    assertEquals(Backlog.EMPTY.taken(7), after);
    assertEquals(8, after.nextNumber("WRK"));
  }

  @Test
  void aPromotedItemHasItsPipelineFromThenOn() {
    Backlog backlog = ItemNotation.backlog("WRK-1 ready");

    Transition transition = new Progression(SETTINGS, backlog, 1, NOW).promote(ID);

    assertEquals(
        "WRK-1 title of WRK-1: in_progress design | pipeline feature",
        ItemNotation.line(transition.applyTo(backlog).get(ID)));
  }

  /** Where WRK-1 stands when what a carried out phase has made cannot be committed. */
  private static String refused(String before, Verdict verdict) {
    Task task = task("WRK-1 " + before);
    Backlog backlog = ItemNotation.backlog("WRK-1 " + before);
    Transition made = carriedOut(backlog, task, result(task, verdict)).transition();
    Backlog after = made.applyTo(backlog);
    return new Progression(SETTINGS, after, 2, NOW)
        .refused(made, "hook: no")
        .map(transition -> ItemNotation.place(transition.applyTo(after).get(ID)))
        .orElse("nothing");
  }

  @ParameterizedTest(name = "B37 {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "new | blocked from new: hook: no",
        "in_progress phase=design | blocked from in_progress design: hook: no",
        "in_progress phase=review | blocked from in_progress review: hook: no",
        "scoping phase=plan risk=high"
            + " | blocked from scoping plan: risk is high, the guardrail is low; hook: no",
      })
  @DisplayName("B37 an item whose phase cannot be committed is blocked in that phase")
  void anItemThatCannotBeCommittedIsBlockedInItsPhase(String before, String place) {
    assertEquals(place, refused(before, Verdict.PHASE_COMPLETE));
  }

  @ParameterizedTest(name = "B37 {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "done resolution=closed | nothing",
        "gone | nothing",
        "in_progress phase=review | blocked from in_progress review: hook: no",
        "blocked from=in_progress phase=review | nothing",
      })
  @DisplayName("B37 where a person has put the item meanwhile, there it stays")
  void whereAPersonHasPutTheItemThereItStays(String now, String place) {
    Task task = task("WRK-1 in_progress phase=design");
    Backlog backlog = ItemNotation.backlog("WRK-1 in_progress phase=design");
    Transition made = carriedOut(backlog, task, result(task, Verdict.PHASE_COMPLETE)).transition();
    Backlog after = now.equals("gone") ? Backlog.EMPTY : ItemNotation.backlog("WRK-1 " + now);

    assertEquals(
        place,
        new Progression(SETTINGS, after, 2, NOW)
            .refused(made, "hook: no")
            .map(transition -> ItemNotation.place(transition.applyTo(after).get(ID)))
            .orElse("nothing"));
  }

  @ParameterizedTest(name = "B37 {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "in_progress phase=review | blocked from in_progress review: hook: no",
        "blocked from=in_progress phase=review | nothing",
        "done | nothing",
      })
  @DisplayName("B37 what was only to be committed again is blocked where it is, if it can be")
  void whatWasOnlyToBeCommittedAgainIsBlockedWhereItIs(String now, String place) {
    Task task = task("WRK-1 in_progress phase=design");
    Backlog backlog = ItemNotation.backlog("WRK-1 " + now);
    Item item = backlog.get(ID);
    Transition again =
        new Transition(
            1,
            List.of(Transition.Change.of(item, item)),
            List.of(),
            0,
            Optional.of(done(task, result(task, Verdict.PHASE_COMPLETE))),
            "again");

    assertEquals(
        place,
        new Progression(SETTINGS, backlog, 2, NOW)
            .refused(again, "hook: no")
            .map(transition -> ItemNotation.place(transition.applyTo(backlog).get(ID)))
            .orElse("nothing"));
  }
}
