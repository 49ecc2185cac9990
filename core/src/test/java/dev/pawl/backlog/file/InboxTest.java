package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Size;
import dev.pawl.backlog.file.Inbox.Intake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** B06: what other programs put into the inbox. */
class InboxTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir private Path folder;

  private static final Backlog FOUND =
      Reading.backlog("schema_version: 4\nnext_id: 3\nitems:\n- { id: WRK-003, title: old }\n");

  private static Intake take(String text, Backlog backlog) {
    return Inbox.take(Inbox.NAME, text, backlog, Reading.settings(), NOW);
  }

  @Test
  void aTextThatAliasesWouldRepeatForEverIsRefused() {
    String text =
        "- { title: &a " + "x".repeat(100_000) + ", tags: [" + "*a, ".repeat(10_000) + "] }\n";
    Intake intake = take(text, FOUND);
    assertEquals(List.of(), intake.taken());
    assertEquals(
        List.of("the aliases up to here stand for more than 500000 nodes"),
        intake.problems().stream().map(problem -> problem.message()).toList());
    assertEquals(text, intake.text());
  }

  @Test
  @DisplayName("B06 the entries of an inbox become new items, with all that they say")
  void theEntriesOfAnInboxBecomeNewItems() {
    Intake intake =
        take(
            """
            # put in by the shop

            - title: One
            - {title: Two, description: why, size: small, complexity: low, risk: medium,
               impact: high, pipeline: feature, dependencies: [WRK-003], tags: [web]}
            """,
            FOUND);
    assertEquals(List.of(), intake.problems());
    assertEquals(List.of(ItemId.of("WRK", 4), ItemId.of("WRK", 5)), intake.taken());
    assertEquals("# put in by the shop\n\n", intake.text());
    Item one = intake.backlog().get(ItemId.of("WRK", 4));
    assertTrue(one.origin().matches("inbox:[0-9a-f]{16}"), one.origin());
    assertEquals(Item.of(one.id(), "One", NOW).draft().origin(one.origin()).item(), one);
    Item two = intake.backlog().get(ItemId.of("WRK", 5));
    assertEquals(
        Item.of(two.id(), "Two", NOW)
            .draft()
            .origin(two.origin())
            .description(new Description.Text("why"))
            .assessments(
                new Assessments(
                    Optional.of(Size.SMALL),
                    Optional.of(Level.LOW),
                    Optional.of(Level.MEDIUM),
                    Optional.of(Level.HIGH)))
            .pipeline(new PipelineName("feature"))
            .dependencies(List.of(ItemId.of("WRK", 3)))
            .tags(Set.of("web"))
            .item(),
        two);
    assertEquals(5, intake.backlog().nextId());
  }

  @Test
  @DisplayName("B06 a bad entry stays byte for byte, and is told; the good ones are taken")
  void aBadEntryStaysByteForByte() {
    Intake intake =
        take(
            """
            # all of these are ours

            # good
            - title: One
            # bad:  really
            - title:   Two   # hm
              impact: hihg

            - { title: Three }
            - titel: Four
            """,
            FOUND);
    assertEquals(
        """
        # all of these are ours

        # bad:  really
        - title:   Two   # hm
          impact: hihg

        - titel: Four
        """,
        intake.text());
    assertEquals(
        List.of(
            "BACKLOG_INBOX.yaml:7:11: 'impact' of this entry must be one of low, medium, high,"
                + " but is the text 'hihg'; did you mean 'high'?",
            "BACKLOG_INBOX.yaml:10:3: unknown key 'titel' in this entry; did you mean 'title'?"),
        Reading.lines(intake.problems()));
    assertEquals(2, intake.taken().size());
    Intake again = take(intake.text(), intake.backlog());
    assertEquals(intake.text(), again.text());
    assertEquals(List.of(), again.taken());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "- text|an entry must be a map, but is the text 'text'; write '- title: TEXT'",
        "- {}|'title' is missing in this entry; say what is to be done",
        "- { title: ' ' }|'title' is missing in this entry; say what is to be done",
        "- { title: a, pipeline: featur }|there is no pipeline 'featur'; did you mean 'feature'?",
        "- { title: a, dependencies: [WRK-009] }|it needs WRK-009, which never existed;"
            + " did you mean 'WRK-003'?",
        "- { title: a, title: b }|'title' is there twice in this entry; keep one",
        "- { title: a, status: done }|unknown key 'status' in this entry; known here are title,"
            + " description, size, complexity, risk, impact, pipeline, dependencies, tags",
        "title: a|the inbox must be a list; write '- title: TEXT'",
        "- title: a: b|not valid YAML: mapping values are not allowed here;"
            + " put a value that contains ': ' in quotes, or check the indentation",
      })
  void whatCannotBeTakenIsTold(String text, String message) {
    Intake intake = take(text, FOUND);
    assertEquals(1, intake.problems().size(), intake.problems().toString());
    String line = intake.problems().getFirst().toString();
    assertTrue(line.endsWith(": " + message), line);
    assertEquals(text, intake.text());
    assertEquals(FOUND, intake.backlog());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[ { title: a }, { titel: b }, { title: c } ]|[ { titel: b } ]",
        "[{\"title\": \"a\"}]|[]",
        "- title: a\\n- titel: b|- titel: b",
        "- titel: b\\n- title: a\\n|- titel: b\\n",
        "``|``",
        "# only this\\n|# only this\\n",
        "[]|[]",
      })
  void theFormOfAnInboxIsFree(String text, String left) {
    assertEquals(left.replace("\\n", "\n"), take(text.replace("\\n", "\n"), FOUND).text());
  }

  @Test
  @DisplayName("B06 an entry that was taken before a kill -9 is only taken out")
  void anEntryThatWasTakenBeforeAKillIsOnlyTakenOut() {
    String text = "- title: One\n- title: One\n- title: Two\n";
    Intake first = take(text, FOUND);
    assertEquals(3, first.taken().size());
    Intake second = take(text, first.backlog());
    assertEquals(List.of(), second.taken());
    assertEquals(first.backlog(), second.backlog());
    assertEquals("", second.text());
    Intake more = take(text + "- title: One\n", first.backlog());
    assertEquals(List.of(ItemId.of("WRK", 7)), more.taken());
  }

  @Test
  void anEqualEntryMayComeAgainWhenTheFirstIsGone() {
    Intake first = take("- title: One\n", FOUND);
    Intake empty = take(first.text(), first.backlog());
    assertEquals("inbox", empty.backlog().get(ItemId.of("WRK", 4)).origin());
    Intake again = take("- title: One\n", empty.backlog());
    assertEquals(List.of(ItemId.of("WRK", 5)), again.taken());
  }

  @Test
  void anInboxThatCannotBeReadForgetsNothing() throws IOException {
    Backlog backlog = take("- title: One\n", FOUND).backlog();
    assertEquals(backlog, take("- title: [One\n", backlog).backlog());
    Path file = folder.resolve(Inbox.NAME);
    Files.write(file, new byte[] {'-', ' ', (byte) 0xff});
    Intake intake = InboxFile.take(file, Inbox.NAME, backlog, Reading.settings(), NOW);
    assertEquals(backlog, intake.backlog());
    assertEquals(1, intake.problems().size());
    assertTrue(InboxFile.leave(file, intake));
    assertEquals(3, Files.size(file));
  }

  @Test
  void anInboxThatTheDiskRefusesIsAProblemOfTheInbox() throws IOException {
    Path file = folder.resolve(Inbox.NAME);
    Files.createSymbolicLink(file, Path.of("/proc/self/mem"));
    Intake intake = InboxFile.take(file, Inbox.NAME, FOUND, Reading.settings(), NOW);
    assertEquals(FOUND, intake.backlog());
    String problem = intake.problems().getFirst().message();
    assertTrue(problem.contains("Input/output error"), problem);
  }

  @Test
  @DisplayName("B06 nothing is lost or doubled, wherever a run is killed and whoever adds")
  void nothingIsLostOrDoubled() throws IOException {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Path inbox = folder.resolve("inbox-" + seed);
      Backlog saved = FOUND;
      List<String> put = new ArrayList<>();
      for (int turn = 0; turn < 12; turn++) {
        for (int i = random.nextInt(3); i > 0 && turn < 9; i--) {
          String title = "number " + put.size();
          put.add(title);
          String before = Files.exists(inbox) ? Files.readString(inbox) : "";
          Files.writeString(inbox, before + "- title: " + title + "\n");
        }
        Intake intake = InboxFile.take(inbox, Inbox.NAME, saved, Reading.settings(), NOW);
        if (random.nextInt(4) == 0 && turn < 9) {
          continue; // killed before the backlog was saved
        }
        saved = intake.backlog();
        if (random.nextInt(3) > 0 || turn >= 9) {
          assertTrue(InboxFile.leave(inbox, intake));
        }
      }
      List<String> titles = saved.items().stream().skip(1).map(Item::title).sorted().toList();
      assertEquals(put.stream().sorted().toList(), titles, "seed " + seed);
      assertTrue(put.isEmpty() || Files.readString(inbox).isEmpty(), "seed " + seed);
    }
  }

  @Test
  void anInboxThatSomebodyHasChangedMeanwhileIsNotOverwritten() throws IOException {
    Path file = Files.writeString(folder.resolve(Inbox.NAME), "- title: One\n");
    Intake intake = InboxFile.take(file, Inbox.NAME, FOUND, Reading.settings(), NOW);
    Files.writeString(file, "- title: One\n- title: Two\n");
    assertFalse(InboxFile.leave(file, intake));
    Intake next = InboxFile.take(file, Inbox.NAME, intake.backlog(), Reading.settings(), NOW);
    assertEquals(List.of(ItemId.of("WRK", 5)), next.taken());
    assertTrue(InboxFile.leave(file, next));
    assertEquals("", Files.readString(file));
    Files.delete(file);
    assertFalse(InboxFile.leave(file, intake));
    assertFalse(Files.exists(file));
  }
}
