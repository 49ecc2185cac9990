package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --target} and {@code --only}: which items a run works at. */
class TargetTest {
  @TempDir Path temp;

  private WorkProject three() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            TWO_PHASES + "execution: { retries: 0 }\n",
            ready("WRK-001", "impact: high, size: small"),
            ready("WRK-002", "impact: medium, size: medium"),
            ready("WRK-003", "impact: low, size: small"));
    return project.act("any", "echo \"$k\" >>\"$ACTS/order\"; result phase_complete ok");
  }

  @Test
  @DisplayName("B26 targets are worked at in their order, and nothing else; target_completed, 0")
  void inOrder() throws Exception {
    WorkProject project = three();

    Program.Result result = project.work("--target", "WRK-003", "--target", "WRK-001");

    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("target_completed"), result.told());
    assertEquals(
        "WRK-003.plan\nWRK-003.build\nWRK-001.plan\nWRK-001.build\n", project.read("order"));
    assertEquals("ready", project.field("WRK-002", "status"));
  }

  @Test
  @DisplayName("B26 the second of three targets blocks: target_blocked, 1, the third is untouched")
  void blocks() throws Exception {
    WorkProject project = three();
    project.act("WRK-002.plan", "result blocked 'Who pays?'");

    Program.Result result = project.work(targets());

    assertEquals(1, result.exit(), result.told());
    assertTrue(result.err().contains("target_blocked"), result.told());
    assertTrue(result.err().contains("Who pays?"), result.told());
    assertEquals(1, project.finished("Title of WRK-001"));
    assertEquals("ready", project.field("WRK-003", "status"));
    assertEquals(0, project.times("WRK-003.plan"));
  }

  private static String[] targets(String... more) {
    List<String> all = new ArrayList<>();
    for (String id : List.of("WRK-001", "WRK-002", "WRK-003")) {
      all.addAll(List.of("--target", id));
    }
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  @DisplayName("B26 with --auto-advance the third is done all the same")
  void advances() throws Exception {
    WorkProject project = three();
    project.act("WRK-002.plan", "result blocked 'Who pays?'");

    Program.Result result = project.work(targets("--auto-advance"));

    assertEquals(1, result.exit(), result.told());
    assertTrue(result.err().contains("target_blocked"), result.told());
    assertEquals(1, project.finished("Title of WRK-003"), project.worklog());
    assertEquals("blocked", project.field("WRK-002", "status"));
  }

  @Test
  @DisplayName("B26 unknown, malformed and repeated targets: one refusal that lists them all")
  void wrongTargets() throws Exception {
    WorkProject project = three();
    String before = project.backlog();

    Program.Result result =
        project.work(
            "--target",
            "no/name",
            "--target",
            "WRK-009",
            "--target",
            "WRK-001",
            "--target",
            "WRK-001");

    assertEquals(2, result.exit(), result.told());
    assertTrue(result.err().contains("no/name"), result.told());
    assertTrue(result.err().contains("WRK-009"), result.told());
    assertTrue(result.err().contains("WRK-001 is there twice"), result.told());
    assertEquals(before, project.backlog());
    assertEquals(List.of(), project.project().runs());
  }

  @Test
  @DisplayName("B27 a comma is or, repeating is and; when these are done: filter_exhausted, 0")
  void filtered() throws Exception {
    WorkProject project = three();

    Program.Result result = project.work("--only", "impact=high,medium", "--only", "size=small");

    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("filter_exhausted"), result.told());
    assertEquals("WRK-001.plan\nWRK-001.build\n", project.read("order"));
    assertEquals("ready", project.field("WRK-002", "status"));
  }

  @Test
  @DisplayName("B27 a filter that takes no item: no_match, 2, nothing is recorded")
  void noMatch() throws Exception {
    WorkProject project = three();

    Program.Result result = project.work("--only", "tag=nobody");

    assertEquals(2, result.exit(), result.told());
    assertTrue(result.err().contains("no_match"), result.told());
    assertEquals("", project.read("order"));
  }

  @Test
  @DisplayName("B27 every mistake in a filter has its own message; all are told at once, 2")
  void wrongFilters() throws Exception {
    WorkProject project = three();

    Program.Result result =
        project.work(
            "--only",
            "",
            "--only",
            "impact",
            "--only",
            "=high",
            "--only",
            "impakt=high",
            "--only",
            "impact=",
            "--only",
            "impact=huge",
            "--only",
            "size=small,small");

    assertEquals(2, result.exit(), result.told());
    for (String words :
        List.of(
            "--only is empty",
            "'impact': there is no '='",
            "'=high': there is no key before '='",
            "unknown key 'impakt'; did you mean 'impact'?",
            "'impact=': a value is empty",
            "'huge' is no impact; it can be low, medium, high",
            "'small' is there twice")) {
      assertTrue(result.err().contains(words), words + "\n" + result.told());
    }
    assertEquals(List.of(), project.project().runs());
  }

  @Test
  @DisplayName("B19 a need outside of the filter stays unmet, and the halt says so")
  void needOutside() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            ONE_PHASE,
            ready("WRK-001", "impact: low"),
            ready("WRK-002", "impact: high, dependencies: [WRK-001]"));

    Program.Result result = project.work("--only", "impact=high");

    assertEquals(1, result.exit(), result.told());
    assertTrue(result.err().contains("WRK-002 needs WRK-001"), result.told());
    assertEquals(0, project.times("WRK-001.plan"));
  }
}
