package dev.pawl.e2e.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Json;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pawl state list, show and why, over ledgers that were written by hand. */
class StateLookTest {
  @TempDir Path temp;
  private StateProject state;

  @BeforeEach
  void chain() throws Exception {
    state = StateProject.chain(temp.resolve("project"));
    state.line(
        "{\"step_name\":\"other/c\",\"completed\":false,\"completed_at\":null,"
            + "\"validation_status\":{\"Invalid\":{\"reason\":\"processed 5 of 10 items\"}},"
            + "\"more\":{\"x\":[1,\"\\u001b[31m\"]}}");
  }

  private Program.Result pawl(int exit, String... arguments) throws Exception {
    return state.pawl(exit, arguments);
  }

  @Test
  @DisplayName("L33 list: a row for each step, and a look changes no byte")
  void list() throws Exception {
    String before = state.tree();
    List<String> rows = pawl(0, "state").out().lines().toList();
    assertEquals(before, state.tree());
    assertEquals(5, rows.size());
    assertTrue(rows.get(0).matches("STEP +COMPLETE +VALID +AGE +STAGE +REASON"), rows.get(0));
    assertTrue(rows.get(1).matches("default/a +yes +yes .* data +-"), rows.get(1));
    assertTrue(
        rows.get(4).matches("other/c +no +no +- +data +processed 5 of 10 items"), rows.get(4));
    assertEquals(pawl(0, "state", "list").out().lines().count(), rows.size());
  }

  @Test
  @DisplayName("L33 list for programs: one object or line for each step")
  @SuppressWarnings("unchecked")
  void listForPrograms() throws Exception {
    var rows = (List<Map<String, Object>>) Json.parse(pawl(0, "state", "--format", "json").out());
    assertEquals(
        List.of("default/a", "default/b", "default/c", "other/c"),
        rows.stream().map(row -> row.get("step")).toList());
    assertEquals(
        List.of(true, true, true, false), rows.stream().map(row -> row.get("valid")).toList());
    assertEquals("2026-11-20T15:58:02.004Z", rows.getFirst().get("completed_at"));
    assertEquals("processed 5 of 10 items", rows.getLast().get("reason"));
    assertEquals(
        rows.getFirst().keySet(),
        Json.object(pawl(0, "state", "--format", "ndjson").out().lines().findFirst().orElseThrow())
            .keySet());
    String csv = pawl(0, "state", "list", "--format", "csv").out();
    assertEquals(5, csv.lines().count());
    assertTrue(csv.startsWith("step,complete,valid,"), csv);
  }

  @Test
  @DisplayName("L33 without a ledger an empty document, and nothing is created")
  void noLedger() throws Exception {
    Project empty = Project.in(temp.resolve("empty"), "jobs: [not, valid]\n");
    assertEquals("[]\n", empty.pawl("state", "--format", "json").out());
    assertEquals("", empty.pawl("state", "--format", "ndjson").out());
    Program.Result table = empty.pawl("state");
    assertEquals("", table.out());
    assertEquals("no steps yet\n", table.err());
    assertEquals(0, empty.pawl("state", "verify").exit());
    assertEquals(0, empty.pawl("state", "compact").exit());
    assertEquals(2, empty.pawl("state", "invalidate", "a").exit());
    assertEquals(2, empty.pawl("state", "why", "a").exit());
    assertFalse(empty.has(".pawl"));
  }

  @Test
  @DisplayName("L11 L14 L33 why: the chain of causes, down to the path that differs")
  void why() throws Exception {
    assertEquals(
        "default/b is valid: complete since 2026-11-20T15:58:02.004Z\n",
        pawl(0, "state", "why", "b").out());
    state.project.write("out/a.txt", "A");
    String before = state.tree();
    assertEquals(
        """
        default/c depends on default/b
        default/b depends on default/a
        default/a has changed: out/a.txt changed
        """,
        pawl(0, "state", "why", "default/c").out());
    assertEquals(
        "default/a has changed: out/a.txt changed\n"
            + "\nother/c is incomplete: processed 5 of 10 items\n",
        pawl(0, "state", "why", "a", "other/c").out());
    assertEquals(before, state.tree());
  }

  @Test
  @DisplayName("L11 a file that was removed or added is named")
  void differences() throws Exception {
    state.file("out/b.txt", "b");
    assertEquals("default/a has changed: out/b.txt added\n", pawl(0, "state", "why", "a").out());
    java.nio.file.Files.delete(state.project.path("out/b.txt"));
    java.nio.file.Files.delete(state.project.path("out/a.txt"));
    String why = pawl(0, "state", "why", "a").out();
    assertTrue(why.startsWith("default/a has changed: out"), why);
    assertTrue(why.endsWith(" removed\n"), why);
  }

  @Test
  @DisplayName("L18 cache that is older than its time to live is expired")
  void expired() throws Exception {
    state.line(
        "{\"step_name\":\"old\",\"completed\":true,\"completed_at\":\"2020-01-01T00:00:00Z\","
            + "\"content_hash\":\"1\",\"data_stage\":\"cache\",\"time_to_live\":\"7d\"}");
    String why = pawl(0, "state", "why", "old").out();
    assertTrue(why.matches("old is expired: \\d+d old, good for 7d\n"), why);
    String row =
        pawl(0, "state").out().lines().filter(line -> line.startsWith("old")).toList().getFirst();
    assertTrue(row.matches("old +yes +no +\\d+d \\d\\dh +cache +is expired: .*"), row);
  }

  @Test
  @DisplayName("L33 show: all fields, foreign ones too, with escape codes made harmless")
  void show() throws Exception {
    String human = pawl(0, "state", "show", "other/c").out();
    assertTrue(human.contains("no: processed 5 of 10 items"), human);
    assertTrue(human.contains("\\u001b[31m"), human);
    String json = pawl(0, "state", "show", "other/c", "--format", "json").out();
    assertFalse(json.contains("\u001b"), json);
    Map<String, Object> fields = Json.object(json);
    assertEquals("other/c", fields.get("step_name"));
    assertEquals(Map.of("x", List.of(1L, "\u001b[31m")), fields.get("more"));
    assertEquals(false, fields.get("valid"));
    assertEquals("processed 5 of 10 items", fields.get("reason"));
    Map<String, Object> valid =
        Json.object(pawl(0, "state", "show", "a", "--format", "json").out());
    assertEquals(Map.of("directory", "out"), valid.get("content_reference"));
    assertEquals(true, valid.get("valid"));
    assertEquals(null, valid.get("reason"));
  }

  @Test
  @DisplayName("L33 names that are unknown or could be several: exit 2, with a remedy")
  void names() throws Exception {
    assertEquals(
        "pawl: no step 'defualt/a'; did you mean 'default/a'?\n",
        pawl(2, "state", "show", "defualt/a").err());
    assertEquals("pawl: 'c' could be default/c, other/c\n", pawl(2, "state", "why", "c").err());
    assertEquals(
        "pawl: state: unknown word 'lits'; did you mean 'list'?\n", pawl(2, "state", "lits").err());
    pawl(2, "state", "show");
    pawl(2, "state", "show", "a", "b");
    pawl(2, "state", "list", "a");
    pawl(2, "state", "verify", "--format", "json");
    pawl(2, "state", "--format", "xml");
    pawl(2, "state", "--dry-run");
  }

  @Test
  @DisplayName("L09 damage: one line with the place, exit 70, for every word")
  void damage() throws Exception {
    String good = state.project.read(".pawl/state.jsonl");
    state.project.write(".pawl/state.jsonl", "{\"step\u001b[31m_name\n" + good);
    String before = state.tree();
    for (String words : List.of("list", "show a", "why a", "verify", "list --format json")) {
      Program.Result result = pawl(70, ("state " + words).split(" "));
      assertEquals("", result.out());
      assertEquals(1, result.err().lines().count(), result.told());
      assertTrue(result.err().contains("state.jsonl"), result.told());
      assertTrue(result.err().contains("line 1, byte 0"), result.told());
      assertFalse(result.err().contains("\u001b"), result.told());
      assertFalse(result.err().contains("Exception"), result.told());
    }
    assertEquals(before, state.tree());
    pawl(70, "state", "invalidate", "a");
    pawl(70, "state", "compact");
    assertEquals("{\"step\u001b[31m_name\n" + good, state.project.read(".pawl/state.jsonl"));
  }

  @Test
  void theCompletionKnowsWordsAndSteps() throws Exception {
    assertEquals("verify\n", pawl(0, "__complete", "state", "ver").out());
    assertEquals("other/c\n", pawl(0, "__complete", "state", "why", "o").out());
    assertEquals(
        "default/b\n", pawl(0, "__complete", "state", "invalidate", "x", "default/b").out());
    assertEquals("", pawl(0, "__complete", "state", "verify", "").out());
  }
}
