package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemDraft;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.Position;
import dev.pawl.backlog.Resolution;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** B04: what a person and a run change in the same file at the same time. */
class HandEditsTest {
  private static final Instant ONE = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant TWO = Instant.parse("2026-11-20T11:00:00Z");
  private static final ItemId A = ItemId.of("WRK", 1);
  private static final ItemId B = ItemId.of("WRK", 2);
  private static final ItemId NEW = ItemId.of("WRK", 3);

  private static final Backlog FOUND =
      Backlog.of(
          List.of(
              new ItemDraft(A, "first")
                  .status(ItemStatus.IN_PROGRESS)
                  .pipeline(new PipelineName("feature"))
                  .position(new Position(Pool.MAIN, new PhaseName("build")))
                  .notes("old")
                  .updated(ONE)
                  .item(),
              new ItemDraft(B, "second")
                  .status(ItemStatus.DONE)
                  .resolution(Resolution.COMPLETED)
                  .item()),
          2);

  private static final Backlog MOVED = change(FOUND, A, HandEditsTest::onward);

  private static Item onward(Item item) {
    return item.draft()
        .position(new Position(Pool.MAIN, new PhaseName("review")))
        .updated(TWO)
        .lastCommit("abc")
        .item();
  }

  private static Backlog change(Backlog backlog, ItemId id, UnaryOperator<Item> change) {
    return backlog.with(change.apply(backlog.get(id)));
  }

  private static Backlog titled(Backlog backlog, ItemId id, String title) {
    return change(backlog, id, item -> item.draft().title(title).item());
  }

  private static BacklogDocument document(Backlog backlog) {
    return Reading.document("schema_version: 4\nitems: []\n").with(backlog);
  }

  private static Versions versions(Backlog... saved) {
    Versions versions = new Versions(saved[0]);
    List.of(saved).subList(1, saved.length).forEach(versions::add);
    return versions;
  }

  private static Merged merge(Versions saved, Backlog ours, String theirs) {
    Merged merged = HandEdits.merge(saved, ours, Reading.document(theirs), "WRK");
    BacklogDocument written = merged.theirs().with(merged.backlog());
    assertEquals(merged.backlog(), Reading.backlog(written.text()));
    return merged;
  }

  private static void assertMerged(
      Backlog expected, Versions saved, Backlog ours, String theirs, String... notices) {
    Merged merged = merge(saved, ours, theirs);
    assertEquals(
        String.join("\n", notices), String.join("\n", Reading.lines(merged.notices())), theirs);
    assertEquals(expected, merged.backlog());
  }

  @Test
  @DisplayName("B04 a field that only a person has changed is theirs, also in an old text")
  void aFieldThatOnlyAPersonHasChangedIsTheirs() {
    String theirs = document(titled(FOUND, A, "better")).text();
    assertMerged(titled(MOVED, A, "better"), versions(FOUND, MOVED), MOVED, theirs);
    assertMerged(titled(MOVED, A, "better"), versions(FOUND), MOVED, theirs);
    assertMerged(titled(FOUND, A, "better"), versions(FOUND), FOUND, theirs);
  }

  @Test
  @DisplayName("B04 what any version of this run has said is old, and the run's value stays")
  void whatAnyVersionHasSaidIsOld() {
    Backlog second = titled(MOVED, A, "again");
    assertMerged(second, versions(FOUND, MOVED, second), second, document(FOUND).text());
    assertMerged(second, versions(FOUND, MOVED, second), second, document(MOVED).text());
    assertMerged(second, versions(FOUND, MOVED), second, document(FOUND).text());
  }

  @Test
  @DisplayName("B04 what both have changed is refused and named")
  void whatBothHaveChangedIsRefused() {
    Backlog ours = titled(FOUND, A, "the run's");
    String theirs = document(titled(FOUND, A, "mine")).text();
    String notice =
        "BACKLOG.yaml:5:5: item WRK-001: 'title' was changed by hand to mine; the run's stays;"
            + " the run has changed it too; look at both, and write it again";
    assertMerged(ours, versions(FOUND, ours), ours, theirs, notice);
    assertMerged(ours, versions(FOUND), ours, theirs, notice);
  }

  @Test
  void whatBothHaveChangedToTheSameIsTaken() {
    Backlog ours = titled(FOUND, A, "same");
    assertMerged(ours, versions(FOUND), ours, document(ours).text());
  }

  @Test
  void whatAPersonChangesAfterTheRunHasIsTheirsWhenTheTextIsNewer() {
    Backlog moved = titled(MOVED, A, "the run's");
    String theirs = document(titled(moved, A, "mine, later")).text();
    assertMerged(titled(moved, A, "mine, later"), versions(FOUND, moved), moved, theirs);
  }

  @Test
  @DisplayName("B04 where an item stands changes by commands only")
  void whereAnItemStandsChangesByCommandsOnly() {
    String theirs =
        """
        schema_version: 4
        next_id: 7
        items:
          - id: WRK-001
            title: first
            status: blocked
            pipeline: feature
            phase: test
            notes: old
            blocked: { from: in_progress, reason: mine }
            approved: { by: me, at: 2026-11-20T15:00:00Z }
            updated: 2026-11-20T15:00:00Z
            last_phase_commit: fff
          - { id: WRK-002, title: second, status: done, resolution: closed }
        """;
    String only = "; only commands change it: 'pawl backlog'";
    assertMerged(
        MOVED,
        versions(FOUND, MOVED),
        MOVED,
        theirs,
        "BACKLOG.yaml:6:5: item WRK-001: 'status' was changed by hand to blocked;"
            + (" in_progress stays" + only),
        "BACKLOG.yaml:8:5: item WRK-001: 'phase' was changed by hand to test;"
            + (" review stays" + only),
        "BACKLOG.yaml:11:5: item WRK-001: 'approved' was changed by hand to"
            + (" { by: me, at: 2026-11-20T15:00:00Z }; nothing stays" + only),
        "BACKLOG.yaml:10:5: item WRK-001: 'blocked' was changed by hand to"
            + (" { from: in_progress, reason: mine }; nothing stays" + only),
        "BACKLOG.yaml:12:5: item WRK-001: 'updated' was changed by hand to"
            + (" 2026-11-20T15:00:00Z; 2026-11-20T11:00:00Z stays" + only),
        "BACKLOG.yaml:13:5: item WRK-001: 'last_phase_commit' was changed by hand to fff;"
            + (" abc stays" + only),
        "BACKLOG.yaml:14:49: item WRK-002: 'resolution' was changed by hand to closed;"
            + (" completed stays" + only),
        "BACKLOG.yaml: 'next_id' was changed by hand to 7; only commands change it; it is 2 again");
  }

  @Test
  void aPipelineDoesNotChangeWhileAnItemIsInIt() {
    Backlog theirs =
        change(FOUND, A, item -> item.draft().pipeline(new PipelineName("fix")).item());
    assertMerged(
        FOUND,
        versions(FOUND),
        FOUND,
        document(theirs).text(),
        "BACKLOG.yaml:7:5: item WRK-001: 'pipeline' was changed by hand to fix; feature stays;"
            + " the item is under way in its pipeline");
  }

  private static String with(String item) {
    return document(FOUND).text() + item.indent(2);
  }

  @Test
  @DisplayName("B04 an item that a person adds is taken, with a fresh id or without one")
  void anItemThatAPersonAddsIsTaken() {
    Item added = new ItemDraft(NEW, "mine").item();
    assertMerged(FOUND.with(added).taken(3), versions(FOUND), FOUND, with("- title: mine  # new"));
    assertMerged(
        FOUND.with(added).taken(3), versions(FOUND), FOUND, with("- { id: WRK-003, title: mine }"));
    Item other = new ItemDraft(new ItemId("ABC-001"), "other").item();
    assertMerged(
        FOUND.with(other), versions(FOUND), FOUND, with("- { id: ABC-001, title: other }"));
  }

  @Test
  void aNamelessItemGetsANumberThatTheRunHasNotGiven() {
    Item given = Item.of(NEW, "the run's", ONE);
    Backlog ours = FOUND.with(given).taken(3);
    Item mine = new ItemDraft(ItemId.of("WRK", 4), "mine").item();
    Merged merged = merge(versions(FOUND), ours, with("- title: mine   # kept"));
    assertEquals(ours.with(mine).taken(4), merged.backlog());
    String text = merged.theirs().with(merged.backlog()).text();
    assertTrue(text.contains("- id: WRK-004\n    title: mine   # kept\n"), text);
  }

  @Test
  @DisplayName("B04 an item that a person adds with a used id is refused, and neither is lost")
  void anItemThatAPersonAddsWithAUsedIdIsRefused() {
    Backlog ours = FOUND.with(Item.of(NEW, "the run's", ONE)).taken(3);
    String notice =
        "item WRK-003 (mine) was added by hand, but its id is used; give it another id, or none";
    for (Versions saved : List.of(versions(FOUND), versions(FOUND, ours))) {
      assertMerged(
          ours,
          saved,
          ours,
          with("- { id: WRK-003, title: mine }"),
          "BACKLOG.yaml:16:7: " + notice);
    }
    Backlog gone = ours.without(NEW);
    assertMerged(
        gone,
        versions(FOUND, gone),
        gone,
        with("- { id: WRK-003, title: mine }"),
        "BACKLOG.yaml:16:7: " + notice);
  }

  @Test
  void anItemThatTheRunHasTakenOutStaysOut() {
    Backlog ours = FOUND.without(B);
    assertMerged(ours, versions(FOUND, ours), ours, document(FOUND).text());
    assertMerged(
        ours,
        versions(FOUND, ours),
        ours,
        document(titled(FOUND, B, "mine")).text(),
        "BACKLOG.yaml:12:5: item WRK-002 was changed by hand, but it has left the file;"
            + " add a new item, without an id");
  }

  @Test
  void anItemThatTheRunHasAddedIsNotLostToAnOldText() {
    Backlog ours = FOUND.with(Item.of(NEW, "the run's", ONE)).taken(3);
    assertMerged(ours, versions(FOUND, ours), ours, document(FOUND).text());
    assertMerged(ours, versions(FOUND), ours, document(FOUND).text());
  }

  @Test
  @DisplayName("B04 an item that a person deletes is written back, unless it is done")
  void anItemThatAPersonDeletesIsWrittenBackUnlessItIsDone() {
    assertMerged(FOUND.without(B), versions(FOUND), FOUND, document(FOUND.without(B)).text());
    assertMerged(
        FOUND,
        versions(FOUND),
        FOUND,
        document(FOUND.without(A)).text(),
        "BACKLOG.yaml: item WRK-001 was deleted by hand, but is in_progress; it is written back;"
            + " 'pawl backlog close' ends it");
  }

  @Test
  void needsThatDoNotFitTogetherAreTakenBack() {
    Backlog ours = change(FOUND, A, item -> item.draft().dependencies(List.of(B)).item());
    Backlog mine = change(FOUND, B, item -> item.draft().dependencies(List.of(A)).item());
    assertMerged(
        ours,
        versions(FOUND),
        ours,
        document(mine).text(),
        "BACKLOG.yaml:15:5: item WRK-002: the dependencies [WRK-001] do not fit to what the run"
            + " has changed; it keeps []");
  }

  @Test
  @DisplayName("B04 any text that the run itself has written changes nothing")
  void anyTextOfTheRunItselfChangesNothing() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      RandomItems items = new RandomItems(random);
      Backlog now = items.backlog(1 + random.nextInt(5));
      Versions saved = new Versions(now);
      BacklogDocument old = document(now);
      for (int i = random.nextInt(5); i > 0; i--) {
        List<ItemId> ids = now.ids();
        int number = now.nextNumber("WRK");
        now =
            switch (random.nextInt(ids.size() > 1 ? 4 : 3)) {
              case 0 -> now.with(Item.of(RandomItems.id(number), "new", TWO)).taken(number);
              case 3 -> now.without(ids.getLast());
              default -> {
                Item item = now.get(ids.get(random.nextInt(ids.size())));
                yield now.with(items.changed(item, item.id().number("WRK").orElseThrow(), 2));
              }
            };
        saved.add(now);
        old = random.nextInt(3) == 0 ? document(now) : old;
      }
      Merged merged = HandEdits.merge(saved, now, old, "WRK");
      assertEquals(now, merged.backlog(), "seed " + seed);
      assertEquals(List.of(), merged.notices(), "seed " + seed);
    }
  }

  @Test
  void commentsAndUnknownFieldsOfAPersonAreKept() {
    String theirs = document(FOUND).text().replace("title: first", "title: first # mine\n    x: 1");
    Merged merged = merge(versions(FOUND), MOVED, theirs);
    String text = merged.theirs().with(merged.backlog()).text();
    assertTrue(text.contains("title: first # mine\n    x: 1\n"), text);
  }
}
