package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
import static dev.pawl.e2e.backlog.WorkProject.fresh;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Evil;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an item, an inbox or an agent says reaches no terminal raw. */
class EscapesTest {
  private static final String TEXTS =
      "description: { problem: \"%1$s\" }, tags: [\"%1$s\"], notes: \"%1$s\", origin: \"%1$s\""
          .formatted(Evil.YAML);
  private static final String BLOCKED =
      "{ id: WRK-002, title: \"%1$s\", status: blocked, pipeline: feature, phase: plan, pool: main, blocked: { from: in_progress, reason: \"%1$s\" }, approved: { by: \"%1$s\", at: 2026-11-20T15:47:41Z }, %2$s }"
          .formatted(Evil.YAML, TEXTS);

  @TempDir Path temp;

  private static String harmless(Project project, String... arguments) throws Exception {
    return Evil.harmless(project.pawl(arguments));
  }

  @Test
  void noListingOfItemsSteersATerminal() throws Exception {
    Project project =
        WorkProject.in(temp, ONE_PHASE, ready("WRK-001", TEXTS), BLOCKED, fresh("WRK-003", TEXTS))
            .project();
    for (String format : List.of("table", "json", "ndjson")) {
      String told = harmless(project, "backlog", "list", "--format", format);
      assertTrue(told.contains("OWNED"), told);
    }
    for (String format : List.of("csv", "tsv")) {
      Path screen = temp.resolve(format);
      String shown =
          Evil.harmlessOnTerminal(project, screen, "backlog", "list", "--format", format);
      assertTrue(shown.contains("OWNED"), shown);
    }
    for (List<String> command :
        List.of(
            List.of("backlog", "show", "WRK-002"),
            List.of("backlog", "show", "WRK-002", "--format", "json"),
            List.of("backlog", "why", "WRK-002"),
            List.of("status"),
            List.of("status", "--format", "json"),
            List.of("work", "--dry-run"),
            List.of("backlog", "show", Evil.RAW),
            List.of("backlog", "block", "WRK-001", Evil.RAW),
            List.of("work", "--only", Evil.RAW))) {
      String told = harmless(project, command.toArray(String[]::new));
      assertTrue(told.contains("OWNED"), command + told);
    }
    harmless(project, "backlog", "add", Evil.RAW.replace('\n', ' '));
    harmless(project, "__complete", "backlog", "list", "--tag", "");
  }

  @Test
  void noWordOfAnAgentSteersATerminal() throws Exception {
    WorkProject work =
        WorkProject.in(temp, ONE_PHASE, ready("WRK-001", TEXTS), ready("WRK-002", TEXTS));
    work.act(
        "WRK-001.plan", "result phase_complete '" + json() + "' ',\"context\":\"" + json() + "\"'");
    work.act(
        "WRK-002.plan",
        "printf '"
            + Evil.PRINTF
            + "'; result blocked '"
            + json()
            + "' ',\"follow_ups\":[\""
            + json()
            + "\"]'");
    Program.Result worked = work.work();
    assertEquals(1, worked.exit(), worked.told());
    assertTrue(Evil.harmless(worked).contains("OWNED"), worked.told());
    Project project = work.project();
    for (List<String> command :
        List.of(
            List.of("status"),
            List.of("status", "--format", "json"),
            List.of("jobs"),
            List.of("jobs", "--format", "json"),
            List.of("backlog"),
            List.of("backlog", "show", "WRK-002"),
            List.of("backlog", "show", "WRK-002", "--format", "json"),
            List.of("backlog", "why", "WRK-002"))) {
      String told = harmless(project, command.toArray(String[]::new));
      assertTrue(told.contains("OWNED"), command + told);
    }
    Evil.harmlessOnTerminal(project, temp.resolve("screen"), "work");
    assertTrue(work.git("log", "--format=%s").lines().noneMatch(line -> line.startsWith("OWNED")));
    for (String text : List.of(work.git("log", "--format=%B"), work.worklog())) {
      assertTrue(text.contains("OWNED"), text);
      assertTrue(text.chars().allMatch(c -> c == '\n' || c == '\t' || !isObeyed(c)), text);
    }
  }

  private static boolean isObeyed(int c) {
    return c < ' ' || c >= 0x7f && c <= 0x9f || c == 0x202e;
  }

  /** For printf of the agent, which makes one backslash of two. */
  private static String json() {
    return Evil.JSON;
  }

  @Test
  void noMistakeInAFileOfTheBacklogSteersATerminal() throws Exception {
    WorkProject work = WorkProject.in(temp, ONE_PHASE, ready("WRK-001", ""));
    Project project = work.project();
    project.write(
        "BACKLOG_INBOX.yaml", "- { \"ti%1$s\": x }\n- title: \"%1$s\"\n".formatted(Evil.YAML));
    assertTrue(harmless(project, "work").contains("OWNED"));
    project.write(
        "BACKLOG.yaml",
        """
        schema_version: 4
        items:
          - { id: "W%1$s", title: "%1$s", status: "%1$s", dependencies: ["%1$s"] }
          - { id: WRK-002, title: t, pipeline: "%1$s", blocked: "%1$s", created: "%1$s" }
        """
            .formatted(Evil.YAML));
    for (List<String> command :
        List.of(List.of("backlog"), List.of("status"), List.of("work"), List.of("triage"))) {
      String told = harmless(project, command.toArray(String[]::new));
      assertTrue(told.contains("OWNED"), command + told);
    }
  }
}
