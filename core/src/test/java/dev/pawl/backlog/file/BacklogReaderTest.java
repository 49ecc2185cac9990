package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import dev.pawl.backlog.Resolution;
import dev.pawl.backlog.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file means. What is wrong with one is in BacklogProblemTest. */
class BacklogReaderTest {
  private static final String FULL =
      """
      id: WRK-007, title: T, status: blocked, pipeline: feature, phase: build, pool: main,
      size: large, complexity: low, risk: medium, impact: high, dependencies: [WRK-003],
      tags: [x, 7], description: {context: c, problem: p, solution: s, impact: i,
      sizing_rationale: z}, requires_human_review: true,
      approved: {by: me, at: "2026-11-20T15:47:41+01:00"},
      blocked: {from: in_progress, reason: r}, notes: n, origin: WRK-002/review,
      created: 2026-02-12T10:00:00Z, updated: 2026-02-12t10:00:00.120z,
      last_phase_commit: 12e4567\
      """;

  private static Item full() {
    return new Item(
        new ItemId("WRK-007"),
        "T",
        ItemStatus.BLOCKED,
        Optional.of(new PipelineName("feature")),
        Optional.of(new Position(Pool.MAIN, new PhaseName("build"))),
        new Assessments(
            Optional.of(Size.LARGE),
            Optional.of(Level.LOW),
            Optional.of(Level.MEDIUM),
            Optional.of(Level.HIGH)),
        List.of(new ItemId("WRK-003")),
        Set.of("x", "7"),
        new Description.Parts("c", "p", "s", "i", "z"),
        true,
        Optional.of(new Item.Approval("me", Instant.parse("2026-11-20T14:47:41Z"))),
        Optional.of(new Item.Block(ItemStatus.IN_PROGRESS, "r")),
        Optional.empty(),
        "n",
        "WRK-002/review",
        Optional.of(Instant.parse("2026-02-12T10:00:00Z")),
        Optional.of(Instant.parse("2026-02-12T10:00:00.120Z")),
        "12e4567");
  }

  @Test
  @DisplayName("B02 every field is read")
  void everyFieldIsRead() {
    Backlog backlog = Reading.backlog("schema_version: 4\nnext_id: 8\nitems: [ {" + FULL + "} ]\n");
    assertEquals(Backlog.of(List.of(full()), 8), backlog);
  }

  @Test
  void theSameInBlockStyleWithQuotesAndCommentsMeansTheSame() {
    String text =
        """
        # mine
        next_id: "8"   # quoted
        other: [1, 2]

        items:   # all of them

        # about it
        - "title": 'T'
          status: "blocked"
          # a comment
          id: WRK-007
          pipeline: feature
          phase:
            build
          size: >-
            large
          complexity: low   # easy
          risk: medium
          impact: high
          dependencies:
          - WRK-003
          tags:
            # which
            - 'x'
            - 7
          description:
            context: c
            problem: |-
              p
            solution: s
            unknown: kept
            impact: i
            sizing_rationale: z
          requires_human_review: True
          approved:
            by: me
            at: 2026-11-20T14:47:41Z
          blocked: {from: in_progress, reason: r}
          notes: n
          origin: WRK-002/review
          created: 2026-02-12T10:00:00Z
          updated: 2026-02-12T10:00:00.12Z
          last_phase_commit: '12e4567'
          estimate: { days: 3 }
          resolution: ~
        schema_version: 4
        """;
    assertEquals(Backlog.of(List.of(full()), 8), Reading.backlog(text));
    assertEquals(Reading.backlog(text), Reading.backlog(text.replace("\n", "\r\n")));
    assertEquals(Reading.backlog(text), Reading.backlog("\ufeff" + text));
  }

  @Test
  void whatIsNotWrittenIsUnset() {
    Item bare = new ItemDraft(new ItemId("WRK-001"), "T").item();
    assertEquals(bare, Reading.itemWith(""));
    Item empty =
        Reading.itemWith("status: , pipeline: null, size: ~, dependencies: [], tags: , notes: ");
    assertEquals(bare, empty);
    assertEquals(ItemStatus.NEW, empty.status());
  }

  @ParameterizedTest
  @CsvSource({
    "title: 42,42",
    "title: true,true",
    "title: 2026-11-20,2026-11-20",
    "title: 0x1F,0x1F",
    "title: yes,yes",
    "title: \"a\",a"
  })
  void aTitleIsTakenAsItIsWritten(String field, String title) {
    String text = Reading.file("- id: WRK-001\n  " + field);
    assertEquals(title, Reading.backlog(text).get(new ItemId("WRK-001")).title());
  }

  @Test
  void aPhaseWithoutPoolIsInThatOfItsState() {
    assertEquals(
        Optional.of(Pool.PRE),
        Reading.itemWith("status: scoping, phase: a").position().map(Position::pool));
    assertEquals(
        Optional.of(Pool.MAIN),
        Reading.itemWith("status: blocked, blocked: { from: in_progress }, phase: a")
            .position()
            .map(Position::pool));
  }

  @Test
  void aDoneItemMayHaveAResolution() {
    assertEquals(
        Optional.of(Resolution.CLOSED),
        Reading.itemWith("status: done, resolution: closed").resolution());
    assertTrue(Reading.itemWith("status: done").isMet());
  }

  @Test
  @DisplayName("B01 an item without an id gets the next one, which other prefixes do not change")
  void anItemWithoutAnIdGetsTheNextOne() {
    BacklogDocument document =
        Reading.document(
            """
            schema_version: 4
            next_id: 3
            items:
              - title: first
              - { id: WRK-007, title: named }
              - { id: ABC-050, title: other }
              - { id: WRK-x9, title: odd }
              - { title: second, id: }
            """);
    assertEquals(
        List.of("WRK-008", "WRK-007", "ABC-050", "WRK-x9", "WRK-009"),
        document.backlog().ids().stream().map(ItemId::value).toList());
    assertEquals(Set.of(new ItemId("WRK-008"), new ItemId("WRK-009")), document.unnamed());
    assertEquals(9, document.backlog().nextId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schema_version: 4\n",
        "schema_version: 4\nitems:\n",
        "schema_version: 4\nitems: []",
        "items:\n# nothing\nschema_version: 4\n",
        "{\"schema_version\": 4, \"items\": []}",
        "---\nschema_version: 4\nitems:\n...\n",
      })
  void aFileWithoutItemsIsAnEmptyBacklog(String text) {
    assertEquals(Backlog.EMPTY, Reading.backlog(text));
  }

  @Test
  void anchorsAliasesAndMergeKeysAreUnderstood() {
    String text =
        """
        schema_version: 4
        x-base: &base { size: small, tags: [a] }
        items:
          - &one
            id: WRK-001
            title: &t The same
            <<: *base
          - <<: *one
            id: WRK-002
            tags: [b]
        """;
    Backlog backlog = Reading.backlog(text);
    assertEquals("The same", backlog.get(new ItemId("WRK-002")).title());
    assertEquals(Optional.of(Size.SMALL), backlog.get(new ItemId("WRK-002")).assessments().size());
    assertEquals(Set.of("b"), backlog.get(new ItemId("WRK-002")).tags());
  }

  @Test
  void aTextThatLooksLikeTheNextItemDoesNotEndThisOne() {
    String text =
        """
        schema_version: 4
        items:
        - id: WRK-001
          title: "a
        - id: WRK-009"
          notes: |
            - id: WRK-010
          description: {
        problem: x
        }
        - id: WRK-002
          title: b
        """;
    Backlog backlog = Reading.backlog(text);
    assertEquals(2, backlog.items().size());
    assertEquals("a - id: WRK-009", backlog.get(new ItemId("WRK-001")).title());
  }

  @Test
  @DisplayName("B03 a file cut at any place gives a problem or a backlog, never an exception")
  void aFileCutAtAnyPlaceGivesAProblemOrABacklog() {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Backlog backlog = new RandomItems(random).backlog(3);
      String text = RandomFile.text(RandomFile.of(backlog, random), seed % 2 == 0 ? "\n" : "\r\n");
      for (int end = 0; end <= text.length(); end++) {
        BacklogResult result = BacklogReader.read("B", text.substring(0, end), "WRK");
        if (result instanceof BacklogResult.Refused(var problems)) {
          assertTrue(!problems.isEmpty(), "seed " + seed + ", cut at " + end);
        }
      }
    }
  }

  @Test
  void tenThousandItemsWithACommentAreReadInParts() {
    StringBuilder text = new StringBuilder("schema_version: 4\nitems:\n");
    for (int i = 1; i <= 10_000; i++) {
      text.append("  # no ").append(i).append("\n  - id: WRK-").append(i).append("\n");
      text.append("    title: number ").append(i).append("  # here\n");
    }
    BacklogDocument document = Reading.document(text.toString());
    assertInstanceOf(Body.Cut.class, document.body());
    assertEquals(10_000, document.backlog().items().size());
    assertEquals(text.toString(), document.text());
  }
}
