package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.backlog.PhaseResult.FollowUp;
import dev.pawl.model.JobName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FollowUpsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final ItemId ID = new ItemId("WRK-001");

  private List<String> notices = List.of();

  private static FollowUp titled(String title) {
    return new FollowUp(title, "", "", Assessments.NONE);
  }

  /** The items that are there once the build of WRK-001 has found these. */
  private List<String> find(int most, Backlog before, FollowUp... found) {
    WorkSettings settings =
        SettingsNotation.settings(
            "pipeline feature main=build,review", "execution follow_ups=" + most);
    Item item = before.get(ID);
    Task task = new Task(ID, item.position(), new AgentName("claude"), false);
    PhaseResult result =
        new PhaseResult(
            ID,
            "build",
            PhaseResult.Verdict.PHASE_COMPLETE,
            "built",
            "",
            Assessments.NONE,
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(found),
            List.of());
    Progression.Followed followed =
        new Progression(settings, before, 1, NOW)
            .carriedOut(
                new Transition.Done(new JobName("j"), task, result), Set.of(ID), Optional.empty());
    notices = followed.notices();
    Backlog after = followed.transition().applyTo(before);
    return after.items().stream().skip(1).map(ItemNotation::line).toList();
  }

  private static Backlog backlog(String... others) {
    Backlog all = ItemNotation.backlog("WRK-001 in_progress phase=build pipeline=feature");
    for (String other : others) {
      all = all.with(ItemNotation.item(other));
    }
    return all;
  }

  @Test
  @DisplayName("B12 follow-ups become new items with their origin and context")
  void followUpsBecomeNewItems() {
    Assessments assessed = ItemNotation.item("X-1 new size=small").assessments();

    assertEquals(
        List.of(
            "WRK-002 tidy up: new | origin WRK-001/build",
            "WRK-003 speed up: new | size small | \"it is slow\\n\\nsee log\""
                + " | origin WRK-001/build",
            "WRK-004 explain: new | \"see log\" | origin WRK-001/build"),
        find(
            5,
            backlog(),
            titled("tidy up"),
            new FollowUp("speed up", "it is slow", "see log", assessed),
            new FollowUp("explain", "", "see log", Assessments.NONE)));
    assertEquals(List.of(), notices);
  }

  @Test
  @DisplayName("B12 a title that is open already is not added again, case and punctuation aside")
  void aTitleThatIsOpenIsNotAddedAgain() {
    List<String> items =
        find(
            5,
            backlog("WRK-007 blocked title=Tidy_up,_please!", "WRK-008 done title=done_before"),
            titled("tidy up please"),
            titled("Done before"),
            titled("again"),
            titled("Again."));

    assertEquals(
        List.of(
            "WRK-007 Tidy up, please!: blocked from new: why",
            "WRK-009 Done before: new | origin WRK-001/build",
            "WRK-010 again: new | origin WRK-001/build"),
        items);
    assertEquals(
        List.of(
            "follow-up 'tidy up please' is not added: it is WRK-007",
            "follow-up 'Again.' is not added: it is WRK-010"),
        notices);
  }

  @Test
  @DisplayName("B12 one phase brings so many new items at most")
  void onePhaseBringsSoManyAtMost() {
    List<String> items = find(1, backlog(), titled("one"), titled("two"), titled("One"));

    assertEquals(List.of("WRK-002 one: new | origin WRK-001/build"), items);
    assertEquals(
        List.of(
            "follow-up 'two' is not added: one phase may bring 1 items",
            "follow-up 'One' is not added: it is WRK-002"),
        notices);
  }

  @Test
  @DisplayName("B12 titles without letters are told apart by what they are; one without title goes")
  void titlesWithoutLettersAreToldApart() {
    List<String> items = find(5, backlog(), titled("?"), titled("!"), titled(" "), titled("! "));

    assertEquals(2, items.size());
    assertEquals(
        List.of(
            "a follow-up without a title is not added",
            "follow-up '! ' is not added: it is WRK-003"),
        notices);
  }

  @Test
  @DisplayName("B01 numbers of follow-ups are higher than any that was given")
  void numbersOfFollowUpsAreNotGivenTwice() {
    List<String> items = find(5, backlog().taken(41), titled("next"));

    assertEquals(List.of("WRK-042 next: new | origin WRK-001/build"), items);
  }
}
