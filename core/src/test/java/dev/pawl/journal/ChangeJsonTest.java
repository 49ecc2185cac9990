package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.NewItem;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Size;
import dev.pawl.line.Json;
import dev.pawl.line.JsonWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeJsonTest {
  private static final ItemId ITEM = new ItemId("WRK-007");
  private static final Assessments SOME =
      new Assessments(
          Optional.of(Size.LARGE), Optional.empty(), Optional.of(Level.LOW), Optional.empty());

  static List<BacklogChange> changes() {
    return List.of(
        new BacklogChange.Add(
            new NewItem(
                "T \"ä\"\n",
                new Description.Parts("c", "", "s", "", ""),
                SOME,
                Optional.of(new PipelineName("feature")),
                List.of(new ItemId("WRK-001"), new ItemId("X")),
                new LinkedHashSet<>(List.of("b", "a", "")),
                "WRK-001/plan")),
        new BacklogChange.Add(
            new NewItem(
                "T",
                Description.NONE,
                Assessments.NONE,
                Optional.empty(),
                List.of(),
                Set.of(),
                "")),
        new BacklogChange.Edit(
            ITEM,
            Optional.of("T"),
            Optional.of(new Description.Text("two\nlines")),
            SOME,
            Optional.of(List.of()),
            Optional.of(Set.of()),
            Optional.of(false),
            Optional.of("")),
        new BacklogChange.Edit(
            ITEM,
            Optional.empty(),
            Optional.of(Description.NONE),
            Assessments.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new BacklogChange.Block(ITEM, "which database?"),
        new BacklogChange.Unblock(ITEM, ""),
        new BacklogChange.Approve(ITEM, "Ada"),
        new BacklogChange.Advance(ITEM, Optional.empty()),
        new BacklogChange.Advance(ITEM, Optional.of(new PhaseName("build"))),
        new BacklogChange.Complete(ITEM, "notes"),
        new BacklogChange.Close(ITEM, "no use"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeReadsAsItWasWritten(BacklogChange change) {
    JsonWriter out = new JsonWriter(false);
    ChangeJson.write(out, change);

    assertEquals(change, ChangeJson.read(Json.object(out.array(), 0, out.size())));
  }

  @Test
  void everyKindOfChangeIsWritten() {
    long kinds = changes().stream().map(Object::getClass).distinct().count();

    assertEquals(BacklogChange.class.getPermittedSubclasses().length, kinds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 'do' is missing",
        "{\"do\":\"eat\"} | unknown change 'eat'",
        "{\"do\":\"block\"} | 'item' is missing",
        "{\"do\":\"block\",\"item\":\"a b\",\"reason\":\"r\"} | is not the name of an item",
        "{\"do\":\"block\",\"item\":\"a\"} | 'reason' is missing",
        "{\"do\":\"add\",\"title\":\" \"} | an item has a title",
        "{\"do\":\"edit\",\"item\":\"a\",\"title\":\" \"} | an item has a title",
        "{\"do\":\"edit\",\"item\":\"a\",\"size\":\"huge\"} | 'size' is of a newer version",
        "{\"do\":\"edit\",\"item\":\"a\",\"colour\":\"red\"} | unknown field 'colour'",
        "{\"do\":\"advance\",\"item\":\"a\",\"phase\":\"/\"} | is not a name",
      })
  void whatIsNoChangeIsAnErrorWithAReason(String json, String reason) {
    byte[] bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> ChangeJson.read(Json.object(bytes, 0, bytes.length)));
    assertTrue(String.valueOf(error.getMessage()).contains(reason), error.getMessage());
  }
}
