package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backlog in the form of {@code schema_version: 3}. */
class OldFormTest {
  private static final String OLD =
      """
      # ours
      schema_version: 3
      next_item_id: 8   # wiki
      items:
        - id: WRK-007
          title: T   # asked by Ann
          status: in_progress
          phase: build
          phase_pool: main
          size: small
          complexity: low
          risk: low
          impact: high
          requires_human_review: false
          pipeline_type: feature
          dependencies: [WRK-003]
          tags: [x]
          created: 2026-02-12T10:00:00Z
          updated: 2026-02-12T10:00:00Z
          description: { context: c, problem: p, solution: s, impact: i, sizing_rationale: z }
        - id: WRK-008
          title: U
          status: blocked
          blocked_from_status: ready
          blocked_reason: which one?
          pipeline_type: feature
      """;

  @TempDir Path temp;

  @Test
  @DisplayName("B05 an old form is worked at; it is migrated once and a copy of it is kept")
  void migrated() throws Exception {
    WorkProject project = WorkProject.in(temp, TWO_PHASES);
    project.project().write("BACKLOG.yaml", OLD);
    project.git("commit", "-q", "-a", "-m", "old");

    Program.Result list = project.project().pawl("backlog", "list");
    assertEquals(0, list.exit(), list.told());
    assertEquals(OLD, project.backlog());

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals(1, project.times("WRK-007.build"));
    assertEquals(0, project.times("WRK-007.plan"));
    assertEquals(OLD, project.project().read("BACKLOG.yaml.v3"));
    assertTrue(project.backlog().startsWith("# ours\nschema_version: 4\n"), project.backlog());
    assertTrue(project.backlog().contains("from: ready"), project.backlog());
    assertEquals(1, project.finished("WRK-007 T"));

    assertEquals(0, project.project().pawl("backlog", "unblock", "WRK-008").exit());
    assertEquals(0, project.work().exit());
    assertEquals(OLD, project.project().read("BACKLOG.yaml.v3"));
    assertFalse(project.has("BACKLOG.yaml.v3.2"));
  }
}
