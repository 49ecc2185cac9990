package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemDraft;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** B02: the text of a changed backlog differs where the backlog does, and nowhere else. */
class BacklogDocumentTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private static final String BLOCK =
      """
      # The backlog of the shop
      schema_version: 4
      next_id: 3   # see the wiki

      items:
        # --- this week ---

        # urgent
        - id: WRK-001
          title:   'Pay with card'   # asked by Ann
          status: in_progress
          # where it stands
          phase: build
          pool: main
          pipeline: feature
          tags:
            - "web"      # the front
            - slow
          description:
            # as told
            problem: >-
              It is not
              possible.
          estimate: { days: 3 }

        # later
        - { id: WRK-002, title: "Mend it", status: ready, impact: high }   # short

        - id: WRK-003
          title: Third
          dependencies: [ 'WRK-001' ]
          notes: |
            one

            # two
        # done with these
      x-team: [ann, bob]
      """;

  private static Item moved(Item item) {
    return item.draft()
        .position(new Position(Pool.MAIN, new PhaseName("review")))
        .updated(NOON)
        .lastCommit("1234567")
        .item();
  }

  private static void assertDiff(String before, String after, String... lines) {
    List<String> was = new ArrayList<>(before.lines().toList());
    List<String> is = new ArrayList<>(after.lines().toList());
    List<String> diff = new ArrayList<>();
    int i = 0;
    int k = 0;
    while (i < was.size() || k < is.size()) {
      if (i < was.size() && k < is.size() && was.get(i).equals(is.get(k))) {
        i++;
        k++;
      } else if (k < is.size() && !was.subList(i, was.size()).contains(is.get(k))) {
        diff.add("+" + is.get(k++));
      } else {
        diff.add("-" + was.get(i++));
      }
    }
    assertEquals(String.join("\n", lines), String.join("\n", diff), after);
  }

  private static void assertChange(String id, UnaryOperator<Item> change, String... lines) {
    assertDiff(BLOCK, Reading.changed(BLOCK, id, change), lines);
  }

  @Test
  @DisplayName(
      "B02 only the lines of changed fields differ; new ones go where the order wants them")
  void onlyTheLinesOfChangedFieldsDiffer() {
    assertChange(
        "WRK-001",
        BacklogDocumentTest::moved,
        "+    phase: review",
        "-    phase: build",
        "+    updated: 2026-11-20T12:00:00Z",
        "+    last_phase_commit: \"1234567\"");
  }

  @Test
  void aNewFieldStandsAboveTheCommentOfTheNextOne() {
    String text = "schema_version: 4\nitems:\n- id: A\n  title: T\n  # why\n\n  notes: n\n";
    assertDiff(
        text,
        Reading.changed(text, "A", item -> item.draft().review(true).item()),
        "+  requires_human_review: true");
    assertTrue(
        Reading.changed(text, "A", item -> item.draft().review(true).item())
            .contains("title: T\n  requires_human_review: true\n  # why\n"));
  }

  @Test
  void aTitleKeepsItsCommentAndItsColumn() {
    assertChange(
        "WRK-001",
        item -> item.draft().title("Pay: by card").item(),
        "+    title:   \"Pay: by card\"   # asked by Ann",
        "-    title:   'Pay with card'   # asked by Ann");
  }

  @Test
  void whatIsUnsetDisappearsAndItsNeighboursStay() {
    assertChange(
        "WRK-001",
        item -> item.draft().tags(Set.of()).description(Description.NONE).item(),
        "-    tags:",
        "-      - \"web\"      # the front",
        "-      - slow",
        "-    description:",
        "-      # as told",
        "-      problem: >-",
        "-        It is not",
        "-        possible.");
  }

  @Test
  void aListKeepsTheEntriesThatStay() {
    assertChange(
        "WRK-001",
        item -> item.draft().tags(Set.of("web", "new one")).item(),
        "+      - new one",
        "-      - slow");
    assertChange(
        "WRK-003",
        item -> item.draft().dependencies(List.of(id(1), id(2))).item(),
        "+    dependencies: [ 'WRK-001', WRK-002 ]",
        "-    dependencies: [ 'WRK-001' ]");
  }

  @Test
  void aMapKeepsTheFieldsThatStay() {
    assertChange(
        "WRK-001",
        item ->
            item.draft()
                .description(
                    new Description.Parts("here", "It is not possible.", "two\nlines\n", "", ""))
                .item(),
        "+      context: here",
        "+      solution: |",
        "+        two",
        "+        lines");
  }

  @Test
  void anItemInBracesStaysInBraces() {
    assertChange(
        "WRK-002",
        item ->
            item.draft()
                .status(ItemStatus.BLOCKED)
                .block(new Item.Block(ItemStatus.READY, "ask: Bob"))
                .assessments(Assessments.NONE)
                .item(),
        "+  - { id: WRK-002, title: \"Mend it\", status: blocked,"
            + " blocked: { from: ready, reason: \"ask: Bob\" } }   # short",
        "-  - { id: WRK-002, title: \"Mend it\", status: ready, impact: high }   # short");
  }

  @Test
  void aNewItemGoesToTheEndInTheFormOfTheLastOne() {
    BacklogDocument document = Reading.document(BLOCK);
    Item item =
        new ItemDraft(id(4), "Fourth")
            .notes("a\nb")
            .assessments(
                new Assessments(
                    Optional.empty(), Optional.empty(), Optional.of(Level.LOW), Optional.empty()))
            .item();
    assertDiff(
        BLOCK,
        document.with(document.backlog().with(item).taken(4)).text(),
        "+next_id: 4   # see the wiki",
        "-next_id: 3   # see the wiki",
        "+",
        "+  - id: WRK-004",
        "+    title: Fourth",
        "+    status: new",
        "+    risk: low",
        "+    notes: |-",
        "+      a",
        "+      b");
  }

  @Test
  void anItemThatLeavesTakesItsOwnCommentAlong() {
    BacklogDocument document = Reading.document(BLOCK);
    Backlog backlog = document.backlog();
    assertDiff(
        BLOCK,
        document.with(backlog.without(id(2))).text(),
        "-  # later",
        "-  - { id: WRK-002, title: \"Mend it\", status: ready, impact: high }   # short",
        "-");
    String first = document.with(backlog.without(id(1))).text();
    assertTrue(first.contains("items:\n  # --- this week ---\n\n  # later\n"), first);
    String last = document.with(backlog.without(id(3))).text();
    assertTrue(last.contains("# short\n\n  # done with these\nx-team"), last);
  }

  @Test
  void whenAllItemsLeaveTheirHeadingsStay() {
    BacklogDocument document = Reading.document(BLOCK);
    BacklogDocument empty = document.with(Backlog.of(List.of(), 3));
    assertEquals(
        """
        # The backlog of the shop
        schema_version: 4
        next_id: 3   # see the wiki

        items: []
          # --- this week ---

          # done with these
        x-team: [ann, bob]
        """,
        empty.text());
  }

  private static ItemId id(int number) {
    return ItemId.of("WRK", number);
  }

  private static final Item NEW = new ItemDraft(ItemId.of("WRK", 1), "One").item();

  private static String added(String text, Item item) {
    BacklogDocument document = Reading.document(text);
    return document.with(document.backlog().with(item).taken(1)).text();
  }

  @Test
  void theFirstItemOfAFileIsWrittenInBlockStyle() {
    String item = "  - id: WRK-001\n    title: One\n    status: new\n";
    String head = "schema_version: 4\nnext_id: 1\n";
    assertEquals(head + "items:\n" + item, added("schema_version: 4\nitems: []\n", NEW));
    assertEquals(
        head + "items: # none\n" + item + "x: y\n",
        added("schema_version: 4\nitems: [] # none\nx: y\n", NEW).replace(":  #", ": #"));
    assertEquals(head + "items:\n" + item, added("schema_version: 4\nitems:\n", NEW));
    assertEquals(head + "items:\n" + item, added("schema_version: 4\n", NEW));
    assertEquals(
        (head + "items:\n" + item).stripTrailing(), added("schema_version: 4\nitems:", NEW));
    assertEquals(
        (head + "items:\n" + item).replace("\n", "\r\n"),
        added("schema_version: 4\r\nitems: []\r\n", NEW));
  }

  @Test
  void aListInBracketsStaysOne() {
    String text =
        "schema_version: 4\nnext_id: 1\nitems: [ { title: T, id: A }, {id: B, title: U} ]";
    assertEquals(
        "schema_version: 4\nnext_id: 1\nitems: [ { title: T, notes: more, id: A }, {id: B, title: U},"
            + " { id: WRK-001, title: One, status: new } ]",
        added(Reading.changed(text, "A", item -> item.draft().notes("more").item()), NEW));
    BacklogDocument document = Reading.document(text);
    assertEquals(
        "schema_version: 4\nnext_id: 1\nitems: [ {id: B, title: U} ]",
        document.with(document.backlog().without(new ItemId("A"))).text());
  }

  @Test
  void bracesOverSeveralLinesKeepTheirLines() {
    String text =
        """
        schema_version: 4
        items: [
          {
            id: A,   # first
            title: T,
            notes: n
          },
          # about B
          { id: B, title: U }
        ]
        """;
    assertDiff(
        text,
        Reading.changed(
            text, "A", item -> item.draft().notes("").pipeline(new PipelineName("fix")).item()),
        "+    pipeline: fix",
        "-    notes: n");
  }

  @Test
  void aFileInJsonStaysJson() {
    String text =
        """
        {"schema_version": 4, "next_id": 1,
         "items": [
          {"id": "A", "title": "T", "tags": ["x"]}
         ]}
        """;
    String changed =
        Reading.changed(
            text,
            "A",
            item ->
                item.draft()
                    .tags(new java.util.TreeSet<>(Set.of("x", "y")))
                    .created(NOON)
                    .approval(new Item.Approval("me", NOON))
                    .review(true)
                    .item());
    assertEquals(
        """
        {"schema_version": 4, "next_id": 1,
         "items": [
          {"id": "A", "title": "T", "tags": ["x", "y"],\
         "requires_human_review": true,\
         "approved": {"by": "me", "at": "2026-11-20T12:00:00Z"},\
         "created": "2026-11-20T12:00:00Z"}
         ]}
        """,
        changed);
  }

  private static final String SHARED =
      """
      schema_version: 4
      x-base: &base { size: small, tags: [a] }   # kept
      items:
        # one
        - &one
          id: WRK-001
          title: &t The same
          <<: *base
        # two
        - <<: *one
          id: WRK-002
          x-more: *base
        # three
        - id: WRK-003   # plain
          title: T
      """;

  @Test
  void aliasesStayAsLongAsTheirItemIsNotTouched() {
    assertDiff(
        SHARED,
        Reading.changed(SHARED, "WRK-003", item -> item.draft().title("U").item()),
        "+    title: U",
        "-    title: T");
    assertDiff(
        SHARED,
        Reading.changed(SHARED, "WRK-002", item -> item.draft().notes("more").item()),
        "+  - id: WRK-002",
        "+    title: The same",
        "+    status: new",
        "+    size: small",
        "+    tags: [a]",
        "+    notes: more",
        "+    x-more: { size: small, tags: [a] }",
        "-  - <<: *one",
        "-    id: WRK-002",
        "-    x-more: *base");
  }

  @Test
  void anAnchorThatOthersUseTakesThemAlongWhenItsItemIsTouched() {
    String text = Reading.changed(SHARED, "WRK-001", item -> item.draft().notes("more").item());
    assertEquals("The same", Reading.backlog(text).get(new ItemId("WRK-002")).title());
    assertTrue(text.contains("x-base: &base { size: small, tags: [a] }   # kept\n"), text);
    assertTrue(text.contains("  # three\n  - id: WRK-003   # plain\n"), text);
  }

  @Test
  void anAnchorOutsideOfTheItemsThatOthersUseIsNotLost() {
    String text =
        """
        items:
          - &one { id: WRK-001, title: T }
          - { id: WRK-002, title: U, notes: }
        x-first: *one
        schema_version: 4
        """;
    String changed = Reading.changed(text, "WRK-001", item -> item.draft().notes("more").item());
    assertTrue(changed.contains("x-first: { id: WRK-001, title: T }\n"), changed);
    assertEquals("more", Reading.backlog(changed).get(new ItemId("WRK-001")).notes());
  }

  static final List<String> NASTY = RandomItems.NASTY;

  @DisplayName("B02 every text reads back, in every place where it can stand")
  @ParameterizedTest
  @FieldSource("NASTY")
  void everyTextReadsBackInEveryPlace(String text) {
    String title = text.isBlank() ? "x" + text : text;
    Item item =
        new ItemDraft(id(1), title)
            .tags(Set.of(text))
            .notes(text)
            .description(new Description.Parts(text, "", text, "", text))
            .status(ItemStatus.BLOCKED)
            .block(new Item.Block(ItemStatus.NEW, text))
            .item();
    for (String file :
        List.of(
            "schema_version: 4\nitems:\n",
            "schema_version: 4\r\nitems: []\r\n",
            "schema_version: 4\nitems:\n  - { id: A, title: T }\n",
            "schema_version: 4\nitems: [ { id: A, title: T } ]\n",
            "{\"schema_version\": 4, \"items\": []}")) {
      String added = added(file, item);
      assertEquals(item, Reading.backlog(added).get(id(1)), added);
      String changed = Reading.changed(added, "WRK-001", i -> i.draft().notes("other").item());
      changed = Reading.changed(changed, "WRK-001", i -> item);
      assertEquals(item, Reading.backlog(changed).get(id(1)), changed);
    }
  }

  @Test
  void whatCouldNotBeReadAgainIsNotWritten() {
    BacklogDocument document = Reading.document(BLOCK);
    Backlog backlog = document.backlog();
    Item circle = backlog.get(id(1)).draft().dependencies(List.of(id(3))).item();
    IllegalArgumentException told =
        assertThrows(IllegalArgumentException.class, () -> document.with(backlog.with(circle)));
    assertTrue(told.getMessage().contains("[WRK-001, WRK-003]"), told.getMessage());
    Item unknown = backlog.get(id(1)).draft().dependencies(List.of(id(4))).item();
    assertThrows(IllegalArgumentException.class, () -> document.with(backlog.with(unknown)));
    Item nowhere = backlog.get(id(1)).draft().nowhere().item();
    assertThrows(IllegalStateException.class, () -> document.with(backlog.with(nowhere)));
  }

  @Test
  @DisplayName("B01 an item without an id gets it written where the order wants it")
  void anItemWithoutAnIdGetsItWritten() {
    String text = "schema_version: 4\nitems:\n- title: T   # c\n- { title: U }\n";
    BacklogDocument document = Reading.document(text);
    assertEquals(
        "schema_version: 4\nnext_id: 2\nitems:\n- id: WRK-001\n  title: T   # c\n"
            + "- { id: WRK-002, title: U }\n",
        document.with(document.backlog()).text());
  }
}
