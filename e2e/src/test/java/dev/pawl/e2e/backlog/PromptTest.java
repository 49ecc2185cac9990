package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent is told. */
class PromptTest {
  @TempDir Path temp;

  @Test
  @DisplayName(
      "B31 item, description, assessments, instructions, notes, and the contract of the result")
  void whatIsTold() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            TWO_PHASES,
            ready(
                "WRK-001",
                "size: small, impact: high, notes: Use Postgres, description: { problem: Slow, solution: Cache }"));

    project.work("--cap", "1");

    String told = project.prompt("WRK-001.plan", 1);
    for (String word :
        List.of(
            "WRK-001",
            "Title of WRK-001",
            "Slow",
            "Cache",
            "small",
            "high",
            "Use Postgres",
            "Do the plan.",
            "phase_complete",
            "\"required\"",
            "result.1.json")) {
      assertTrue(told.contains(word), word + "\n" + told);
    }
  }

  @Test
  @DisplayName(
      "B31 what the phases before have said is told, also after a restart; notes only once")
  void earlier() throws Exception {
    WorkProject project =
        WorkProject.in(
            temp,
            TWO_PHASES + "execution: { retries: 0 }\n",
            ready("WRK-001", "notes: Use Postgres"));
    project.act(
        "WRK-001.plan", "result phase_complete 'chose a cache' ',\"context\":\"look at Store\"'");

    Program.Result first = project.work("--cap", "1");
    Program.Result second = project.work();

    assertEquals(0, first.exit(), first.told());
    assertEquals(0, second.exit(), second.told());
    String told = project.prompt("WRK-001.build", 1);
    assertTrue(told.contains("chose a cache"), told);
    assertTrue(told.contains("look at Store"), told);
    assertFalse(told.contains("Use Postgres"), told);
  }

  @Test
  @DisplayName("B31 a prompt has no limit: a description longer than an argument may be")
  void longText() throws Exception {
    String words = "word ".repeat(60_000);
    WorkProject project =
        WorkProject.in(temp, ONE_PHASE, ready("WRK-001", "description: '" + words + "END'"));

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertTrue(project.prompt("WRK-001.plan", 1).contains("word END"));
  }
}
