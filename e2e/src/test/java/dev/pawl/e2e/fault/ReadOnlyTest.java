package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.e2e.Project;
import dev.pawl.e2e.Requirement;
import dev.pawl.e2e.Tree;
import dev.pawl.e2e.backlog.WorkProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project on a file system that is mounted read-only. */
class ReadOnlyTest {
  /** What looks, and what does nothing because there is nothing to do. */
  private static final List<String> LOOKS =
      List.of("jobs --format json", "state", "backlog list", "status", "graph", "state verify");

  private static final List<String> CHANGES =
      List.of(
          "run",
          "run --detach",
          "state invalidate a",
          "state compact",
          "backlog add More",
          "backlog complete WRK-001",
          "work");

  @TempDir Path temp;

  @Test
  @DisplayName("J65 in a read-only project all that looks works; the rest is refused in one line")
  void readOnly() throws Exception {
    Requirement.mounts();
    WorkProject work =
        WorkProject.in(
            temp,
            "jobs: { a: { run: 'true', checkpoint: true } }\n" + WorkProject.TWO_PHASES,
            WorkProject.ready("WRK-001", ""));
    Project project = work.project();
    assertEquals(0, project.pawl("run", "-q").exit());
    String before = Tree.of(project.folder());
    StringBuilder script =
        new StringBuilder("mount --bind \"$PWD\" \"$PWD\" || exit 99\n")
            .append("mount -o remount,ro,bind \"$PWD\" || exit 99\ncd \"$PWD\"\n");
    for (List<String> commands : List.of(LOOKS, CHANGES)) {
      commands.forEach(
          command -> script.append("pawl '" + command.replace(' ', '_') + "' " + command + "\n"));
    }

    Mounted found = Mounted.run(temp, project, script.toString());

    for (String look : LOOKS) {
      found.assertFine(look.replace(' ', '_'));
    }
    for (String change : CHANGES) {
      found.assertRefused(70, "Read-only file system", change.replace(' ', '_'));
    }
    assertEquals(before, Tree.of(project.folder()));
  }
}
