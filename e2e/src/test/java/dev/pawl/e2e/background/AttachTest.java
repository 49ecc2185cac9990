package dev.pawl.e2e.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import dev.pawl.e2e.Terminal;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at what goes on without the command: attach, logs -f, the word at its end. */
class AttachTest {
  private static final String WAIT = "while ! test -e go; do sleep 0.05; done";
  private static final String CTRL_C = "\u0003";

  @TempDir Path temp;

  private BackgroundProject project(String config) throws Exception {
    return BackgroundProject.in(temp.resolve("project"), config);
  }

  @Test
  @DisplayName("attach shows the lines of a detached run as they come, and ends as it does")
  void attach() throws Exception {
    try (BackgroundProject project =
        project(
            "jobs: { a: { run: 'echo one; %s; echo two; exit 3' }, b: { run: %s } }"
                .formatted(WAIT, WAIT))) {
      RunRecord run = project.detach();
      project.awaitStart(run, "a");
      try (Running attached = project.project().program().launch("attach")) {
        Eventually.holds(attached::toString, () -> attached.out().contains("a | one"));
        project.project().write("go", "");

        Program.Result end = attached.await();

        assertEquals(1, end.exit(), end.told());
        assertEquals("a | one\na | two\n", end.out());
        assertTrue(end.err().contains("a: failed, exit code 3"), end.told());
        assertTrue(end.err().contains("failed: 1 succeeded, 1 failed"), end.told());
      }
    }
  }

  @Test
  @DisplayName("Ctrl+C detaches: the run goes on")
  void detach() throws Exception {
    try (BackgroundProject project = project("jobs: { a: { run: '%s' } }".formatted(WAIT))) {
      RunRecord run = project.detach();
      project.awaitStart(run, "a");
      try (Terminal terminal =
          new Terminal(project.project(), temp.resolve("screen"), "attach", run.id())) {
        Eventually.holds(terminal::toString, () -> terminal.shown().contains("a"));
        Thread.sleep(500);
        terminal.type(CTRL_C);

        assertEquals(0, terminal.await());
        assertTrue(terminal.shown().contains("detached; run " + run.id() + " goes on"));
      }
      assertEquals("running", project.listed(run, "a").get("status"));
      project.project().write("go", "");
      project.awaitEnd(run);
      assertEquals("succeeded", run.status());
    }
  }

  @Test
  @DisplayName("J48 logs -f follows a detached job to its end, and jobs answers meanwhile")
  void follow() throws Exception {
    try (BackgroundProject project =
        project("jobs: { a: { run: 'echo one; %s; echo two' } }".formatted(WAIT))) {
      RunRecord run = project.detach();
      try (Running follower = project.project().program().launch("logs", "a", "-f")) {
        Eventually.holds(follower::toString, () -> follower.out().contains("one"));
        long begun = System.nanoTime();
        Listing.of(project.pawl("jobs", "--format", "json"));
        assertTrue(
            System.nanoTime() - begun < 5_000_000_000L, "a second, and what the machine needs");
        project.project().write("go", "");

        assertEquals("one\ntwo\n", follower.await().out());
      }
      project.awaitEnd(run);
    }
  }

  @Test
  @DisplayName(
      "the end of a detached run is told once, on a terminal, by the next command that acts")
  void toldOnce() throws Exception {
    try (BackgroundProject project = project("jobs: { a: { run: exit 1 }, b: { run: 'true' } }")) {
      RunRecord run = project.detach("--job", "a");
      project.awaitEnd(run);
      Eventually.holds(
          () -> "not remembered", () -> project.project().has(".pawl/ended/" + run.id()));
      String told = "run " + run.id() + " (default) has ended: failed";

      assertFalse(project.pawl("run", "--job", "b").err().contains(told), "no terminal");
      String first = onTerminal(project, "run", "--job", "b");
      String second = onTerminal(project, "run", "--job", "b");
      String looking = onTerminal(project, "jobs");

      assertTrue(first.contains(told), first);
      assertFalse(second.contains(told), second);
      assertFalse(looking.contains(told), looking);
    }
  }

  private String onTerminal(BackgroundProject project, String... arguments) throws Exception {
    try (Terminal terminal = new Terminal(project.project(), temp.resolve("screen"), arguments)) {
      terminal.await();
      return terminal.shown();
    }
  }
}
