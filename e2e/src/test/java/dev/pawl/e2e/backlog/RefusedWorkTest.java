package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
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

/** When {@code work} does not begin. */
class RefusedWorkTest {
  @TempDir Path temp;

  private void refuses(WorkProject project, String words) throws Exception {
    String before = project.backlog();

    Program.Result result = project.work();

    assertEquals(3, result.exit(), result.told());
    assertTrue(result.err().contains(words), words + "\n" + result.told());
    assertEquals(before, project.backlog());
    assertEquals(0, project.times("WRK-001.plan"));
    assertEquals(List.of(), project.project().runs());
  }

  private WorkProject project() throws Exception {
    return WorkProject.in(temp, ONE_PHASE, ready("WRK-001", ""));
  }

  /** Two branches that cannot be brought together. */
  private WorkProject torn() throws Exception {
    WorkProject project = project();
    project.git("switch", "-q", "-c", "other");
    project.project().write("text.txt", "one\n");
    project.git("add", "text.txt");
    project.git("commit", "-qm", "one");
    project.git("switch", "-q", "main");
    project.project().write("text.txt", "two\n");
    project.git("add", "text.txt");
    project.git("commit", "-qm", "two");
    return project;
  }

  @Test
  @DisplayName("B34 in no repository: refused, 3")
  void noRepository() throws Exception {
    WorkProject project = project();
    project.delete(".git");

    refuses(project, "in no git repository");
  }

  @Test
  @DisplayName("B34 HEAD is detached: refused, 3")
  void detached() throws Exception {
    WorkProject project = project();
    project.git("checkout", "-q", "--detach");

    refuses(project, "HEAD is detached");
  }

  @Test
  @DisplayName("B34 a merge is in progress: refused, 3")
  void merge() throws Exception {
    WorkProject project = torn();
    project.mayFail("merge", "other");

    refuses(project, "a merge is in progress");
  }

  @Test
  @DisplayName("B34 a rebase is in progress: refused, 3")
  void rebase() throws Exception {
    WorkProject project = torn();
    project.mayFail("rebase", "other");

    refuses(project, "a rebase is in progress");
  }

  @Test
  @DisplayName("B34 nobody to commit as: refused, 3, before anything is done")
  void noIdentity() throws Exception {
    WorkProject project = project();
    project.git("config", "--unset", "user.name");
    project.git("config", "--unset", "user.email");
    project.git("config", "user.useConfigOnly", "true");
    String before = project.backlog();

    Program.Result result =
        project
            .project()
            .program()
            .with("GIT_CONFIG_GLOBAL", "/dev/null")
            .with("GIT_CONFIG_SYSTEM", "/dev/null")
            .run("work");

    assertEquals(3, result.exit(), result.told());
    assertTrue(result.err().contains("does not know who commits"), result.told());
    assertEquals(before, project.backlog());
  }

  @Test
  @DisplayName("B34 unrelated files that differ are no reason, and are never staged")
  void dirty() throws Exception {
    WorkProject project = project();
    project.project().write("agent.sh", project.project().read("agent.sh") + "# mine\n");
    project.project().write("staged.txt", "staged\n");
    project.git("add", "staged.txt");
    project.project().write("new file.txt", "new\n");
    String before = project.git("status", "--porcelain");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(before, project.git("status", "--porcelain"));
    String changed =
        project.git(
            "log", "--format=", "--name-only", "HEAD~" + project.commits().size() + "..HEAD");
    assertFalse(changed.contains("agent.sh") || changed.contains("file.txt"), changed);
    assertFalse(changed.contains("staged.txt"), changed);
  }

  @Test
  @DisplayName("B03 a backlog that cannot be read: 2, with the place, and the file stays as it is")
  void brokenBacklog() throws Exception {
    WorkProject project = project();
    String broken = project.backlog() + "  - { id: WRK-001, title: Twice, status: new }\n";
    project.project().write("BACKLOG.yaml", broken);

    Program.Result result = project.work();

    assertEquals(2, result.exit(), result.told());
    assertTrue(result.err().contains("BACKLOG.yaml:5:"), result.told());
    assertEquals(broken, project.backlog());
  }
}
