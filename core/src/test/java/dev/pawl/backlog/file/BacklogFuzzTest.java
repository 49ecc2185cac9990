package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.testing.Harmless;
import dev.pawl.testing.KeptInputs;
import dev.pawl.yaml.FileText;
import dev.pawl.yaml.Problem;
import dev.pawl.yaml.Problems;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Any bytes as a {@code BACKLOG.yaml}, and as what an editor has left there during a run. */
public final class BacklogFuzzTest {
  private static final Backlog FOUND =
      Reading.backlog(
          """
          schema_version: 4
          next_id: 9
          items:
            - { id: WRK-001, title: first, status: in_progress, pipeline: feature, phase: build,
                pool: main, notes: old, updated: 2026-11-20T10:00:00Z }
            - { id: WRK-002, title: second, status: ready, dependencies: [WRK-001] }
          """);

  @TestFactory
  Stream<DynamicTest> everyBacklogIsReadAndChangedOrRefusedWithItsProblems() throws IOException {
    return KeptInputs.of(BacklogFuzzTest.class, BacklogFuzzTest::fuzzerTestOneInput);
  }

  /** What is read means the same in parts and whole, can be changed, and merged with a run's. */
  public static void fuzzerTestOneInput(byte[] input) {
    Problems problems = new Problems(Reading.NAME);
    String text = FileText.decode(input, problems).orElse("");
    problems.sorted().forEach(problem -> Harmless.check(problem.toString()));
    BacklogResult whole = BacklogReader.readWhole(Reading.NAME, text, "WRK");
    switch (BacklogReader.read(Reading.NAME, text, "WRK")) {
      case BacklogResult.Refused(List<Problem> found) -> {
        assertFalse(found.isEmpty(), "refused without a problem");
        found.forEach(problem -> Harmless.check(problem.toString()));
        assertEquals(whole, new BacklogResult.Refused(found));
      }
      case BacklogResult.Read(BacklogDocument document) -> {
        assertEquals(text, document.text());
        assertEquals(document.backlog(), ((BacklogResult.Read) whole).document().backlog());
        document.check(Reading.settings()).forEach(problem -> Harmless.check(problem.toString()));
        change(document, new Random(Arrays.hashCode(input)));
        merge(document);
      }
    }
  }

  private static void change(BacklogDocument document, Random random) {
    Backlog next = document.backlog();
    List<Item> items = next.items();
    if (items.isEmpty()) {
      next = next.with(Item.of(RandomItems.id(1), "new", Instant.EPOCH));
    } else {
      Item item = items.get(random.nextInt(items.size()));
      int number = Math.min(items.size(), item.id().number("WRK").orElse(1));
      next = next.with(new RandomItems(random).changed(item, number, 2));
    }
    if (next.cycles().isEmpty() && hasAllNeeds(next)) {
      assertSaid(next, document.with(next));
    }
  }

  private static boolean hasAllNeeds(Backlog backlog) {
    return backlog.items().stream()
        .filter(item -> item.status() != ItemStatus.DONE)
        .allMatch(item -> item.dependencies().stream().allMatch(backlog::hasExisted));
  }

  private static void assertSaid(Backlog expected, BacklogDocument changed) {
    assertEquals(expected, changed.backlog());
    assertEquals(expected, Reading.backlog(changed.text()), changed::text);
  }

  /** A run that has moved an item meanwhile. */
  private static void merge(BacklogDocument document) {
    Backlog moved =
        FOUND.with(
            FOUND
                .get(RandomItems.id(1))
                .draft()
                .notes("new")
                .updated(Instant.parse("2026-11-20T11:00:00Z"))
                .item());
    Merged merged = HandEdits.merge(new Versions(FOUND), moved, document, "WRK");
    merged.notices().forEach(notice -> Harmless.check(notice.toString()));
    assertSaid(merged.backlog(), merged.theirs().with(merged.backlog()));
  }
}
