package dev.pawl.e2e.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes on without the command: background jobs, and all jobs with {@code --detach}. */
class HandoverTest {
  @TempDir Path temp;

  private static RunRecord only(BackgroundProject project) throws Exception {
    return project.project().run();
  }

  @Test
  @DisplayName("J37 the command returns when the foreground is done, the background goes on")
  void theBackgroundGoesOn() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              front: { run: echo front }
              back: { run: 'echo back; while ! test -e go; do sleep 0.05; done; touch done', background: true }
            """)) {
      Program.Result result = project.pawl("run");

      RunRecord run = only(project);
      assertEquals(0, result.exit(), result.told());
      assertTrue(result.err().contains("goes on in the background"), result.told());
      assertEquals("succeeded", run.status("front"));
      assertEquals("", run.status("back"));
      project.project().write("go", "");
      project.awaitEnd(run);
      assertEquals("succeeded", run.status("back"));
      assertEquals("succeeded", run.status());
      assertTrue(project.project().has("done"));
      assertTrue(project.pawl("logs", "front").out().contains("front"));
      assertTrue(project.pawl("logs", "back").out().contains("back"));
      Eventually.holds(() -> "something lives on", () -> project.alive().isEmpty());
    }
  }

  @Test
  @DisplayName("J38 J39 in the background needs count: the one waits, the other is dep_failed")
  void needsCountInTheBackground() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            workflows:
              default:
                background: true
                jobs:
                  a: { run: sleep 0.2; echo a >> ran }
                  b: { run: echo b >> ran, needs: a }
                  bad: { run: exit 3 }
                  never: { run: echo never >> ran, needs: bad }
            """)) {
      assertEquals(0, project.pawl("run").exit());

      RunRecord run = only(project);
      project.awaitEnd(run);
      assertEquals("a\nb\n", project.project().read("ran"));
      assertEquals("failed", run.status("bad"));
      assertEquals("3", run.exitCode("bad"));
      assertEquals("dep_failed", run.status("never"));
      assertEquals("failed", run.status());
    }
  }

  @Test
  @DisplayName(
      "J40 J41 a needed job is promoted; what needs a failed one is dep_failed, others run")
  void promotionAndFailure() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              deep: { run: echo deep, background: true }
              near: { run: echo near, background: true, needs: deep }
              front: { run: exit 1, needs: near }
              behind: { run: echo behind, background: true, needs: front }
              apart: { run: echo apart, background: true }
            """)) {
      Program.Result result = project.pawl("run");

      RunRecord run = only(project);
      assertEquals(1, result.exit(), result.told());
      assertEquals(1, run.events("JobPromoted", "deep").size());
      assertTrue(result.err().contains("near: runs in the foreground"), result.told());
      project.awaitEnd(run);
      assertEquals("dep_failed", run.status("behind"));
      assertEquals("succeeded", run.status("apart"));
      assertEquals(false, project.listed(run, "near").get("background"));
      assertEquals(true, project.listed(run, "apart").get("background"));
    }
  }

  @Test
  @DisplayName("J42 PAWL_NO_BACKGROUND keeps everything inline, detached too, and says so")
  void nothingGoesOnWhereThatIsForbidden() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              need: { run: exit 1, background: true }
              front: { run: echo front, needs: need }
            """)) {
      Program quiet = project.project().program().with("PAWL_NO_BACKGROUND", "1");

      Program.Result inline = quiet.run("run");
      Program.Result forbidden = quiet.run("run", "--detach");
      RunRecord detached = project.detach();

      assertEquals(1, inline.exit(), inline.told());
      assertEquals(1, forbidden.exit(), forbidden.told());
      assertTrue(forbidden.err().contains("PAWL_NO_BACKGROUND"), forbidden.told());
      project.awaitEnd(detached);
      assertEquals("failed", detached.status());
    }
  }

  @Test
  @DisplayName("J43 when the command returns, every accepted background job has a pending row")
  void everyJobHasARow() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              first: { run: 'while ! test -e go; do sleep 0.05; done', background: true }
              second: { run: echo second, background: true, needs: first }
            """)) {
      assertEquals(0, project.pawl("run").exit());

      RunRecord run = only(project);
      assertTrue(
          List.of("pending", "running").contains(project.listed(run, "first").get("status")));
      assertEquals("pending", project.listed(run, "second").get("status"));
      project.project().write("go", "");
      project.awaitEnd(run);
    }
  }

  @Test
  @DisplayName(
      "J44 silent: success removes the log, failure keeps it; without output there is none")
  void silentJobs() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            workflows:
              default:
                background: true
                jobs:
                  good: { run: echo good, silent: true }
                  bad: { run: 'echo bad; exit 1', silent: true }
                  mute: { run: 'true' }
            """)) {
      assertEquals(0, project.pawl("run").exit());

      RunRecord run = only(project);
      project.awaitEnd(run);
      Eventually.holds(() -> "the log stays", () -> !Files.exists(run.logFile("good")));
      assertEquals("succeeded", run.status("good"));
      assertEquals("bad\n", run.log("bad"));
      assertFalse(Files.exists(run.logFile("mute")));
    }
  }

  @Test
  @DisplayName("J50 a background job that calls pawl runs it inline, and no coordinator is left")
  void aJobThatCallsPawl() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            workflows:
              outer: { jobs: { o: { run: '%s run inner --detach >told 2>&1', background: true } } }
              inner: { jobs: { i: { run: echo inner >> ran, background: true } } }
            """
                .formatted(project("run").getFirst()))) {
      assertEquals(0, project.pawl("run", "outer").exit());

      RunRecord outer = new RunRecord(project.project().runs().getFirst());
      project.awaitEnd(outer);
      assertEquals("succeeded", outer.status("o"), project.project().read("told"));
      assertEquals("inner\n", project.project().read("ran"));
      RunRecord inner = new RunRecord(project.project().runs().getLast());
      assertEquals("succeeded", inner.status());
      assertEquals(0, project.takers(inner));
      assertTrue(project.project().read("told").contains("inside a job"));
    }
  }

  private List<String> project(String... arguments) {
    return Program.in(temp).command(arguments);
  }

  @Test
  @DisplayName("a foreground that ends by a signal hands nothing over")
  void aSignalHandsNothingOver() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              front: { run: touch there; sleep 60 }
              back: { run: touch back, background: true }
            """)) {
      try (Running running = project.project().program().launch("run")) {
        Eventually.holds(() -> "front does not start", () -> project.project().has("there"));
        running.signal("INT");
        assertEquals(130, running.await().exit());
      }
      assertEquals("cancelled", only(project).status("back"));
      assertEquals("interrupted", only(project).status());
      assertFalse(project.project().has("back"));
    }
  }

  @Test
  @DisplayName(
      "a coordinator that cannot be started: the rows are cancelled with that reason, exit 1")
  void noCoordinator() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(temp, "jobs: { a: { run: touch ran, background: true } }")) {
      Program.Result result =
          project
              .project()
              .program()
              .with("PAWL_JAVA_OPTS", "-Dpawl.launcher=/bin/false")
              .run("run");

      assertEquals(1, result.exit(), result.told());
      assertTrue(result.err().contains("its coordinator could not be started"), result.told());
      assertEquals("cancelled", only(project).status("a"));
      assertTrue(only(project).reason("a").contains("could not be started"));
      assertEquals("cancelled", only(project).status());
      assertTrue(result.err().contains("cancelled: 1 cancelled"), result.told());
      assertFalse(project.project().has("ran"));
    }
  }

  @Test
  @DisplayName("--detach prints the run and nothing else to stdout; the environment goes along")
  void detached() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            workflows:
              default:
                env: { API_TOKEN: secret-of-the-file }
                jobs:
                  a: { run: 'echo "$X $API_TOKEN $MY_KEY $Y_SECRET" > seen', dir: . }
            """)) {
      Program.Result result =
          project
              .project()
              .program()
              .with("X", "from outside")
              .with("Y_SECRET", "secret-of-the-caller")
              .run("run", "--detach", "--env", "MY_KEY=secret-of-the-line");

      assertEquals(0, result.exit(), result.told());
      RunRecord run = only(project);
      assertEquals(run.id() + "\n", result.out());
      project.awaitEnd(run);
      assertEquals(
          "from outside secret-of-the-file secret-of-the-line secret-of-the-caller\n",
          project.project().read("seen"));
      assertFalse(Files.readString(run.folder().resolve("plan.json")).contains("secret-of-"));
      assertFalse(Files.readString(run.folder().resolve("journal.jsonl")).contains("secret-of-"));
      assertNotEquals(0, project.takers(run));
    }
  }

  @Test
  @DisplayName("a coordinator of a few jobs is small: less than 60 MB resident")
  void theCoordinatorIsSmall() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              a: { run: echo a }
              b: { run: 'echo b; while ! test -e go; do sleep 0.05; done', needs: a }
              c: { run: echo c, needs: b, checkpoint: true }
            """)) {
      RunRecord run = project.detach();
      project.awaitStart(run, "b");
      Thread.sleep(1000);

      String resident = Live.status(project.coordinator(run), "VmRSS").orElse("gone");

      assertTrue(Integer.parseInt(resident.replace(" kB", "")) < 60_000, resident);
      project.project().write("go", "");
      project.awaitEnd(run);
    }
  }

  @Test
  @DisplayName("an interactive job cannot run detached")
  void noInteractiveJob() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(temp, "jobs: { a: { run: 'true', interactive: true } }")) {
      Program.Result result = project.pawl("run", "--detach");

      assertEquals(3, result.exit(), result.told());
      assertTrue(result.err().contains("interactive"), result.told());
      assertEquals(List.of(), project.project().runs());
    }
  }

  @Test
  @DisplayName("a background job that needs a service which was promoted is promoted as well")
  void aServiceOfTheForeground() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              db: { run: 'touch up; trap "rm up; exit 0" TERM; sleep 60 & wait', service: true, ready: test -e up, background: true }
              front: { run: 'true', needs: db }
              back: { run: test -e up && echo back > seen, background: true, needs: db }
            """)) {
      Program.Result result = project.pawl("run");

      assertEquals(0, result.exit(), result.told());
      assertEquals("back\n", project.project().read("seen"));
      assertEquals("succeeded", only(project).status());
    }
  }
}
