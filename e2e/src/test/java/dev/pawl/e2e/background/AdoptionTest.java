package dev.pawl.e2e.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coordinators that are killed: a run goes on, or is known to have been interrupted. */
class AdoptionTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String WAIT = "while ! test -e go; do sleep 0.05; done";

  @TempDir Path temp;

  private static void kill(BackgroundProject project, RunRecord run) throws Exception {
    long takers = project.takers(run);
    Live.signal(project.coordinator(run), "KILL");
    Eventually.holdsWithin(
        SOON, () -> "no new coordinator", () -> project.takers(run) == takers + 1);
  }

  @Test
  @DisplayName(
      "J49 when the coordinator is killed: a new one adopts its job, and what waited for it runs")
  void theJobIsAdopted() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              a: { run: 'echo before; %s; echo after; exit 7', fail_text: hm }
              b: { run: echo b, needs: a }
              c: { run: '%s; echo c' }
              d: { run: echo d >> ran, needs: c }
            """
                .formatted(WAIT, WAIT))) {
      RunRecord run = project.detach();
      project.awaitStart(run, "a");
      project.awaitStart(run, "c");

      kill(project, run);

      assertEquals("running", project.listed(run, "a").get("status"));
      project.project().write("go", "");
      project.awaitEnd(run);
      assertEquals("failed", run.status("a"));
      assertEquals("7", run.exitCode("a"));
      assertEquals("dep_failed", run.status("b"));
      assertEquals("succeeded", run.status("d"));
      assertEquals("before\nafter\n", run.log("a"));
      assertEquals(1, run.attempts("a"));
      assertEquals("d\n", project.project().read("ran"));
      Eventually.holds(() -> "something lives on", () -> project.alive().isEmpty());
      assertFalse(
          Files.exists(run.folder().resolve("logs/a.exit")), "the keeper's file is removed");
    }
  }

  @Test
  @DisplayName("neighbour of J49: a job that ends while nobody looks keeps its outcome")
  void theEndOfAnUnwatchedJob() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(temp, "jobs: { a: { run: 'touch there; sleep 0.3; exit 5' } }")) {
      RunRecord run = project.detach();
      Eventually.holds(() -> "a does not start", () -> project.project().has("there"));
      long helper = project.helper(run);
      Live.signal(helper, "STOP");
      Live.signal(project.coordinator(run), "KILL");
      Thread.sleep(600);

      Live.signal(helper, "CONT");

      project.awaitEnd(run);
      assertEquals("failed", run.status("a"));
      assertEquals("5", run.exitCode("a"));
      assertEquals(1, run.attempts("a"));
    }
  }

  @Test
  @DisplayName("neighbour of J49: a retry that waits, a timeout and a service go on as ordered")
  void whatIsOrderedGoesOn() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            workflows:
              default:
                jobs:
                  again: { run: 'echo x >> tries; test -e go', retries: { limit: 1, delay: 2s, jitter: false } }
                  late: { run: sleep 60, timeout: 3s, grace: 1s }
                  web: { run: 'touch up; exec sleep 60', service: true, ready: test -e up }
                  user: { run: '%s; touch used', needs: web }
            """
                .formatted(WAIT))) {
      RunRecord run = project.detach("-j", "9");
      for (String job : List.of("late", "user")) {
        project.awaitStart(run, job);
      }
      Eventually.holds(() -> "no retry", () -> !run.events("RetryScheduled", "again").isEmpty());
      project.project().write("go", "");

      kill(project, run);

      project.awaitEnd(run);
      assertEquals("succeeded", run.status("again"));
      assertEquals("x\nx\n", project.project().read("tries"));
      assertEquals("timed_out", run.status("late"));
      assertTrue(run.took("late").compareTo(Duration.ofSeconds(5)) < 0, run.took("late") + "");
      assertEquals("succeeded", run.status("web"));
      assertEquals(1, run.attempts("web"));
      assertEquals("succeeded", run.status("user"));
    }
  }

  @Test
  @DisplayName("neighbour of J49: steps and loops go on; completed items are not done again")
  void stepsAndLoops() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              step: { run: '%s; echo made > out', outputs: [out] }
              loop:
                run: 'echo $ITEM >> items; test $INDEX -le 2 || %s'
                foreach: { list: [a, b, c, d] }
              after: { run: echo after > seen, needs: [step, loop] }
            """
                .formatted(WAIT, WAIT))) {
      RunRecord run = project.detach("-j", "2");
      Eventually.holds(
          () -> "c does not start", () -> project.project().read("items").contains("c"));

      kill(project, run);
      project.project().write("go", "");

      project.awaitEnd(run);
      assertEquals("succeeded", run.status("step"), run.reason("step"));
      assertEquals("succeeded", run.status("loop"), run.reason("loop"));
      assertEquals("after\n", project.project().read("seen"));
      List<String> items = project.project().read("items").lines().toList();
      assertEquals(1, items.stream().filter("a"::equals).count(), items + "");
      assertEquals(1, items.stream().filter("b"::equals).count(), items + "");
      Program.Result again = project.pawl("run");
      assertTrue(again.err().contains("2 up to date"), again.told());
    }
  }

  @Test
  @DisplayName(
      "when coordinators keep being killed: after five in ten minutes the helper stops the jobs")
  void atMostFiveTimes() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(temp, "jobs: { a: { run: 'touch there; sleep 60', grace: 1s } }")) {
      RunRecord run = project.detach();
      Eventually.holds(() -> "a does not start", () -> project.project().has("there"));
      for (int times = 0; times < 5; times++) {
        kill(project, run);
      }

      Live.signal(project.coordinator(run), "KILL");

      Eventually.holds(() -> "something lives on", () -> project.alive().isEmpty());
      assertEquals("interrupted", project.listed(run, "a").get("status"));
      assertEquals("", run.status());
    }
  }

  @Test
  @DisplayName(
      "when the machine reboots, coordinator and helper are gone: looking derives it, retry records it")
  void bothGone() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              done: { run: echo done >> ran }
              a: { run: 'echo a >> ran; test -e go || sleep 60', needs: done, grace: 1s }
              b: { run: echo b >> ran, needs: a }
            """)) {
      RunRecord run = project.detach();
      project.awaitStart(run, "a");
      Eventually.holds(() -> "a does nothing", () -> project.project().read("ran").contains("a"));
      project.killDrivers(run);
      Eventually.holds(
          () -> "still driven", () -> project.listed(run, "b").get("status").equals("cancelled"));

      String before = Tree.of(project.project().path(".pawl"));
      assertEquals("running", project.listed(run, "a").get("status"), "its process lives");
      assertEquals(before, Tree.of(project.project().path(".pawl")));

      project.project().write("go", "");
      Program.Result retry = project.pawl("retry");

      assertEquals(0, retry.exit(), retry.told());
      assertEquals("interrupted", run.status());
      assertEquals("interrupted", run.status("a"));
      assertEquals("cancelled", run.status("b"));
      assertEquals("done\na\na\nb\n", project.project().read("ran"));
      assertEquals(List.of(), project.alive());
    }
  }

  @Test
  @DisplayName("coordinator and helper gone: what hides from its cookie is stopped with the rest")
  void whatHidesIsStopped() throws Exception {
    String nap = Live.nap();
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              a: { run: 'env -i sleep %1$s & touch a.up; sleep %1$s', grace: 1s }
              b: { run: 'env -i setsid sh -c "sleep %1$s; true" & touch b.up; sleep %1$s', grace: 1s }
            """
                .formatted(nap))) {
      RunRecord run = project.detach("-j", "2");
      Eventually.holds(() -> "they do not start", () -> asleep(nap).size() == 4);
      project.killDrivers(run);
      Eventually.holds(() -> "still driven", () -> project.listed(run, "a").get("reason") != null);

      Program.Result cancel = project.pawl("cancel", run.id());

      assertEquals(3, cancel.exit(), cancel.told());
      assertEquals("interrupted", run.status());
      assertEquals(List.of(), asleep(nap));
    }
  }

  private static List<Live.Entry> asleep(String nap) throws Exception {
    return Live.marked(nap).stream().filter(entry -> entry.command().startsWith("sleep")).toList();
  }

  @Test
  @DisplayName(
      "coordinator and helper gone: an exit status that a keeper wrote is the job's outcome")
  void theKeeperKnows() throws Exception {
    try (BackgroundProject project =
        BackgroundProject.in(
            temp,
            """
            jobs:
              a: { run: '%s; echo a >> ran' }
              b: { run: echo b >> ran, needs: a }
            """
                .formatted(WAIT))) {
      RunRecord run = project.detach();
      project.awaitStart(run, "a");
      project.killDrivers(run);
      project.project().write("go", "");
      Eventually.holds(() -> "a goes on", () -> project.alive().isEmpty());

      assertEquals("succeeded", project.listed(run, "a").get("status"));

      Program.Result retry = project.pawl("retry");

      assertEquals(0, retry.exit(), retry.told());
      assertEquals("succeeded", run.status("a"), run.events() + "");
      assertEquals("a\nb\n", project.project().read("ran"));
    }
  }
}
