package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.BacklogChange.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChangingTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final WorkSettings SETTINGS =
      SettingsNotation.settings("pipeline feature pre=research main=plan,build!");

  private static Answer ask(Backlog backlog, BacklogChange change) {
    return new Changing(SETTINGS, backlog, 1, NOW).decide(change);
  }

  private static Transition changed(Backlog backlog, BacklogChange change) {
    return ((Answer.Changed) ask(backlog, change)).transition();
  }

  private static String mistaken(Backlog backlog, BacklogChange change) {
    return ((Answer.Mistaken) ask(backlog, change)).reason();
  }

  private static String refused(Backlog backlog, BacklogChange change) {
    return ((Answer.Refused) ask(backlog, change)).reason();
  }

  private static ItemId id(String text) {
    return new ItemId(text);
  }

  private static BacklogChange.Add add(String title, String pipeline, String... needs) {
    return new BacklogChange.Add(
        new NewItem(
            title,
            Description.NONE,
            Assessments.NONE,
            Optional.of(pipeline).filter(name -> !name.isEmpty()).map(PipelineName::new),
            List.of(needs).stream().map(ItemId::new).toList(),
            Set.of(),
            ""));
  }

  private static BacklogChange.Edit needs(String item, String... needs) {
    return new BacklogChange.Edit(
        id(item),
        Optional.empty(),
        Optional.empty(),
        Assessments.NONE,
        Optional.of(List.of(needs).stream().map(ItemId::new).toList()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  @DisplayName("B01 a new item gets the next number, and is the one that is told")
  void add() {
    Backlog backlog = ItemNotation.backlog("WRK-007 new").taken(11);

    Transition made = changed(backlog, add("Make it faster", "", "WRK-007"));

    assertEquals(Optional.of(id("WRK-012")), made.added());
    assertEquals("WRK-012 is added", made.words());
    assertEquals(12, made.applyTo(backlog).nextId());
    assertEquals(Optional.empty(), changed(backlog, needs("WRK-007")).added());
  }

  @Test
  void whatDoesNotExistIsAMistakeThatNamesWhatIsMeant() {
    Backlog backlog = ItemNotation.backlog("WRK-101 new", "WRK-102 done");

    assertEquals(
        "there is no pipeline 'featur'; did you mean 'feature'?",
        mistaken(backlog, add("T", "featur")));
    assertEquals("there is no pipeline 'x'; there are feature", mistaken(backlog, add("T", "x")));
    assertEquals(
        "there is no item WRK-111, which would be needed; did you mean WRK-101?",
        mistaken(backlog, add("T", "", "WRK-111")));
    assertEquals(
        "there is no item WKR-101; did you mean WRK-101?",
        mistaken(backlog, new BacklogChange.Block(id("WKR-101"), "why")));
    assertEquals(
        "there is no item WRK-0101; did you mean WRK-101?",
        mistaken(backlog.taken(200), new BacklogChange.Block(id("WRK-0101"), "why")));
    assertEquals(
        "there is no item wrk-102; did you mean WRK-102?",
        mistaken(backlog, new BacklogChange.Block(id("wrk-102"), "why")));
    assertEquals(
        "there is no item WRK-009 any more: what is done is in the worklog",
        mistaken(backlog.taken(10), new BacklogChange.Block(id("WRK-009"), "why")));
  }

  @Test
  void asLongAsNoPipelineIsConfiguredAnyNameIsTaken() {
    Answer answer =
        new Changing(WorkSettings.NONE, Backlog.EMPTY, 1, NOW).decide(add("T", "later"));

    assertTrue(answer instanceof Answer.Changed, answer.toString());
  }

  @Test
  @DisplayName("B03 an item that would need itself, by way of others, is a mistake")
  void cycle() {
    Backlog backlog =
        ItemNotation.backlog("WRK-1 new", "WRK-2 new needs=WRK-1", "WRK-3 new needs=WRK-2");

    assertEquals("item WRK-1 would need itself", mistaken(backlog, needs("WRK-1", "WRK-3")));
    assertEquals("item WRK-1 would need itself", mistaken(backlog, needs("WRK-1", "WRK-1")));
    assertEquals(
        List.of(id("WRK-1")),
        changed(backlog, needs("WRK-3", "WRK-1")).changes().getFirst().to().dependencies());
  }

  @Test
  void anEditChangesWhatItGivesAndNothingElse() {
    Backlog backlog =
        ItemNotation.backlog("WRK-1 in_progress pipeline=feature phase=plan size=small tags=a");
    BacklogChange.Edit edit =
        new BacklogChange.Edit(
            id("WRK-1"),
            Optional.of("Other"),
            Optional.empty(),
            new Assessments(
                Optional.empty(), Optional.of(Level.LOW), Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.of(Set.of()),
            Optional.of(true),
            Optional.of("mind the cache"));

    Item item = changed(backlog, edit).changes().getFirst().to();

    Item before = backlog.get(id("WRK-1"));
    assertEquals(
        before
            .draft()
            .title("Other")
            .assessments(
                new Assessments(
                    Optional.of(Size.SMALL),
                    Optional.of(Level.LOW),
                    Optional.empty(),
                    Optional.empty()))
            .tags(Set.of())
            .review(true)
            .notes("mind the cache")
            .item(),
        item);
    assertEquals(
        "item WRK-2 is done and cannot be edited",
        refused(ItemNotation.backlog("WRK-2 done"), needs("WRK-2")));
  }

  @Test
  @DisplayName("B10 complete and close work from any state but done")
  void end() {
    for (ItemStatus status : ItemStatus.values()) {
      Backlog backlog = ItemNotation.backlog("WRK-1 " + status.wire() + " from=ready");
      BacklogChange complete = new BacklogChange.Complete(id("WRK-1"), "by hand");
      BacklogChange close = new BacklogChange.Close(id("WRK-1"), "no use");
      if (status == ItemStatus.DONE) {
        assertEquals("item WRK-1 cannot go from done to done", refused(backlog, complete));
        assertEquals("item WRK-1 cannot go from done to done", refused(backlog, close));
      } else {
        Item completed = changed(backlog, complete).changes().getFirst().to();
        assertEquals(Optional.of(Resolution.COMPLETED), completed.resolution());
        assertEquals("by hand", completed.notes());
        assertEquals(
            Optional.of(Resolution.CLOSED),
            changed(backlog, close).changes().getFirst().to().resolution());
      }
    }
  }

  @Test
  @DisplayName("B10 what is done leaves, unless something that is open needs it")
  void gone() {
    Backlog backlog = ItemNotation.backlog("WRK-1 ready", "WRK-2 ready", "WRK-3 new needs=WRK-2");

    Transition first = changed(backlog, new BacklogChange.Close(id("WRK-1"), "no use"));
    Transition second = changed(backlog, new BacklogChange.Close(id("WRK-2"), "no use"));

    assertEquals(List.of(id("WRK-1")), first.gone());
    assertEquals(List.of(), second.gone());
    assertEquals(List.of(id("WRK-2")), second.applyTo(backlog).unmet(backlog.get(id("WRK-3"))));
  }

  @Test
  void advancingGoesToTheNextPhaseOrStateAndTellsWhich() {
    assertEquals("WRK-1 is advanced to research", advanced("new", Optional.empty()));
    assertEquals(
        "WRK-1 is advanced to ready", advanced("scoping phase=research", Optional.empty()));
    assertEquals("WRK-1 is advanced to plan", advanced("ready", Optional.empty()));
    assertEquals(
        "WRK-1 is advanced to build", advanced("in_progress phase=plan", Optional.empty()));
    assertEquals(
        "WRK-1 is advanced to build", advanced("in_progress phase=plan", Optional.of("build")));
    assertEquals("WRK-1 is done", advanced("in_progress phase=build", Optional.empty()));
  }

  private static String advanced(String place, Optional<String> to) {
    return changed(ItemNotation.backlog("WRK-1 " + place), advance(to)).words();
  }

  private static BacklogChange advance(Optional<String> to) {
    return new BacklogChange.Advance(id("WRK-1"), to.map(PhaseName::new));
  }

  @Test
  void advancingIsRefusedWhereThereIsNoWayForward() {
    Backlog planned = ItemNotation.backlog("WRK-1 in_progress phase=build");
    Backlog ready = ItemNotation.backlog("WRK-1 ready");
    Backlog blocked = ItemNotation.backlog("WRK-1 blocked from=in_progress phase=plan");

    assertEquals(
        "there is no phase 'biuld' where item WRK-1 stands; did you mean 'build'?",
        mistaken(planned, advance(Optional.of("biuld"))));
    assertEquals(
        "item WRK-1 stands at build and cannot go to plan: it only goes forward",
        refused(planned, advance(Optional.of("plan"))));
    assertEquals(
        "item WRK-1 is ready and stands in no phase", refused(ready, advance(Optional.of("plan"))));
    assertEquals(
        "item WRK-1 is blocked and cannot be advanced",
        refused(blocked, advance(Optional.empty())));
    assertEquals(
        "item WRK-1 is done and cannot be advanced",
        refused(ItemNotation.backlog("WRK-1 done"), advance(Optional.empty())));
  }

  @Test
  void advancingFromAPhaseThatIsNotThereAnyMoreIsRefusedAndTellsTheWayOut() {
    Backlog working = ItemNotation.backlog("WRK-1 in_progress phase=oldname");
    Backlog scoping = ItemNotation.backlog("WRK-1 scoping phase=oldname");

    assertEquals(
        "item WRK-1: pipeline 'feature' has no phase 'oldname' there; "
            + "the main phases are plan, build: say which with '--to PHASE'",
        refused(working, advance(Optional.empty())));
    assertEquals(
        "item WRK-1: pipeline 'feature' has no phase 'oldname' there; "
            + "the pre phases are research: say which with '--to PHASE'",
        refused(scoping, advance(Optional.empty())));
    assertEquals(
        "WRK-1 is advanced to plan", changed(working, advance(Optional.of("plan"))).words());
  }

  @Test
  void scopingIsOverWhereItsLastPhaseWasTakenAway() {
    WorkSettings settings = SettingsNotation.settings("pipeline feature main=plan,build!");
    Backlog scoping = ItemNotation.backlog("WRK-1 scoping phase=research");

    Answer answer = new Changing(settings, scoping, 1, NOW).decide(advance(Optional.empty()));

    assertEquals("WRK-1 is advanced to ready", ((Answer.Changed) answer).transition().words());
  }
}
