package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told after a run: {@code on: { success, failure, finish }}. */
class NoticeTest {
  private static final String ALL =
      """
      workflows:
        default:
          env: { REGION: eu-1 }
          on:
            success: echo success >> told
            failure: echo failure >> told
            finish:
              - echo $PAWL_NOTICE $PAWL_STATUS $PAWL_EXIT_CODE "[$PAWL_REASON]" "[$PAWL_FAILED]" >> told
              - echo $PAWL_WORKFLOW $REGION $EXTRA $PAWL_RUN >> told
          jobs:
            a: { run: %s }
            b: { run: test ! -e bad }
            c: { run: "true", needs: a }
      """;

  @TempDir Path temp;

  private final String nap = Live.nap();

  @Test
  void aRunThatSucceededTellsSuccessAndThenFinishWithTheFacts() throws Exception {
    Project project = Project.in(temp, ALL.formatted("\"true\""));

    Program.Result result = project.pawl("run", "--env", "EXTRA=more");

    assertEquals(0, result.exit(), result.told());
    String run = project.run().id();
    assertEquals(
        "success\nfinish succeeded 0 [] []\ndefault eu-1 more " + run + "\n", project.read("told"));
    assertEquals("RunFinished", lastEvent(project.run()));
    assertFalse(project.run().folder().resolve("logs/@finish.log").toFile().exists());
  }

  @Test
  void aRunThatFailedTellsFailureAndNamesTheJobs() throws Exception {
    Project project = Project.in(temp, ALL.formatted("exit 3"));
    project.write("bad", "");

    Program.Result result = project.pawl("run");

    assertEquals(1, result.exit(), result.told());
    List<String> told = project.read("told").lines().toList();
    assertEquals(List.of("failure", "finish failed 1 [] [a,b]"), told.subList(0, 2));
  }

  @Test
  void aNoticeThatFailsIsAWarningOnRecordAndChangesNothingElse() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              default:
                on: { success: "echo lost; echo $PAWL_RUN >&2; cat; exit 3" }
                jobs: { a: { run: "true" } }
            """);

    Program.Result result = project.pawl("run");

    RunRecord run = project.run();
    String log = ".pawl/runs/" + run.id() + "/logs/@success.log";
    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("pawl: on success: exit code 3; see " + log), result.told());
    assertEquals("", result.out());
    assertEquals("lost\n" + run.id() + "\n", project.read(log));
    assertEquals("succeeded", run.status());
    Map<String, Object> warning = run.events().get(run.events().size() - 2);
    assertEquals("NoticeFailed", warning.get("event"));
    assertEquals("success", warning.get("notice"));
    assertEquals("exit code 3", warning.get("reason"));
    assertEquals("RunFinished", lastEvent(run));
    Program.Result jobs = project.pawl("jobs", "--format", "json");
    assertTrue(jobs.out().contains("\"reason\":\"notice on success: exit code 3\""), jobs.told());
    Program.Result logs = project.pawl("logs", run.id());
    assertFalse(logs.out().contains("lost"), logs.told());
    Program.Result pruned = project.pawl("prune", "--older-than", "1ms");
    assertEquals(0, pruned.exit(), pruned.told());
  }

  @Test
  void aRunThatASignalStopsTellsFailure() throws Exception {
    Project project = Project.in(temp, ALL.formatted("touch up; exec sleep " + nap));
    try (Running running = project.program().launch("run")) {
      Eventually.holds(running::toString, () -> project.has("up"));
      running.signal("INT");
      Program.Result result = running.await();

      assertEquals(130, result.exit(), result.told());
      List<String> told = project.read("told").lines().toList();
      assertEquals(
          List.of("failure", "finish interrupted 130 [stopped by SIGINT] []"), told.subList(0, 2));
      assertEquals("interrupted", project.run().status());
    }
  }

  @Test
  void aSecondSignalEndsANoticeAtOnceAndTheRunIsRecorded() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              default:
                on: { failure: "trap '' TERM INT; touch told; sleep %1$s", finish: touch never }
                jobs: { a: { run: "touch up; exec sleep %1$s" } }
            """
                .formatted(nap));
    try (Running running = project.program().launch("run")) {
      Eventually.holds(running::toString, () -> project.has("up"));
      running.signal("TERM");
      Eventually.holds(running::toString, () -> project.has("told"));
      running.signal("TERM");
      Program.Result result = running.await();

      assertEquals(143, result.exit(), result.told());
      assertEquals("interrupted", project.run().status());
      List<String> notices =
          project.run().events().stream()
              .filter(event -> event.get("event").equals("NoticeFailed"))
              .map(event -> event.get("notice") + ": " + event.get("reason"))
              .toList();
      assertEquals(
          List.of("failure: stopped by SIGTERM", "finish: not started: stopped by SIGTERM"),
          notices);
      assertFalse(project.has("never"));
      assertEquals(List.of(), Live.marked(nap));
    }
  }

  @Test
  void aNoticeThatIsGivenWhenPawlIsKilledIsStoppedToo() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              default:
                on: { finish: "touch told; exec sleep %s" }
                jobs: { a: { run: "true" } }
            """
                .formatted(nap));
    try (Running running = project.program().launch("run")) {
      Eventually.holds(running::toString, () -> project.has("told"));
      running.signal("KILL");
      running.await();
      Eventually.holds(() -> "gone: " + nap, () -> Live.marked(nap).isEmpty());
    }
  }

  @Test
  void aRunWithNothingToDoTellsEveryTime() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              default:
                on: { finish: echo $PAWL_STATUS >> told }
                jobs: { a: { run: touch out, outputs: [out] } }
            """);

    for (int run = 0; run < 4; run++) {
      assertEquals(0, project.pawl("run").exit());
    }

    assertEquals("succeeded\n".repeat(4), project.read("told"));
  }

  @Test
  void aDryRunAndARefusedRunTellNobody() throws Exception {
    Project project = Project.in(temp, ALL.formatted("\"true\""));

    assertEquals(0, project.pawl("run", "--dry-run").exit());
    assertEquals(2, project.pawl("run", "--job", "missing").exit());

    assertFalse(project.has("told"));
    assertEquals(List.of(), project.runs());
  }

  @Test
  void aNoticeRunsInTheProjectFolderWithNoTraceOfAnOuterJob() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            workflows:
              default:
                on: { finish: "pwd > told; echo ${PAWL_JOB-none} ${PAWL_ATTEMPT-none} >> told" }
                jobs: { a: { run: "true" } }
            """);
    Path sub = Files.createDirectory(project.path("sub"));

    Program.in(sub).with("PAWL_JOB", "outer").with("PAWL_ATTEMPT", "7").run("run");

    assertEquals(project.folder() + "\nnone none\n", project.read("told"));
  }

  private static String lastEvent(RunRecord run) throws IOException {
    return run.events().getLast().get("event").toString();
  }
}
