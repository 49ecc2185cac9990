package dev.pawl.e2e.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import dev.pawl.e2e.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs as steps of the ledger, by the real program. */
class StepsTest {
  private static final String CHAIN =
      """
      # a chain
      jobs:
        a: { run: "cat in.txt | tr a-z A-Z | cut -c1 > a.out; echo ran >> a.runs", inputs: [in.txt], outputs: [a.out] }
        b: { run: "wc -c < a.out > b.out; echo ran >> b.runs", needs: a, outputs: [b.out] }
        c: { run: "cat b.out > c.out; echo ran >> c.runs", needs: b, outputs: ["c.*ut"] }
      """;

  @TempDir private Path temp;

  private Project chain() throws IOException {
    Project project = Project.in(temp, CHAIN);
    project.write("in.txt", "hello\n");
    return project;
  }

  private static Program.Result succeed(Project project, String... arguments) throws Exception {
    Program.Result result = project.pawl(arguments);
    assertEquals(0, result.exit(), result.toString());
    return result;
  }

  private static RunRecord last(Project project) throws IOException {
    return new RunRecord(project.runs().getLast());
  }

  private static String statuses(Project project, String... jobs) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String job : jobs) {
      text.append(text.isEmpty() ? "" : " ").append(last(project).status(job));
    }
    return text.toString();
  }

  private static long times(Project project, String job) throws IOException {
    return project.read(job + ".runs").lines().count();
  }

  @Test
  @DisplayName("L01 a step that ran to its end is complete, valid, with a time and a hash")
  void aStepThatRanToItsEndIsComplete() throws Exception {
    Project project = chain();
    succeed(project, "run");
    Map<String, Object> line = StepLines.last(project, "default/a");
    assertEquals(true, line.get("completed"));
    assertEquals("Valid", line.get("validation_status"));
    assertNotNull(line.get("completed_at"));
    assertNotNull(line.get("content_hash"));
    assertNull(line.get("by"));
  }

  @Test
  @DisplayName("L04 the two kinds of line: incomplete before, complete after, nothing in between")
  void aStepHasTwoKindsOfLines() throws Exception {
    Project project = chain();
    succeed(project, "run");
    List<Map<String, Object>> lines = StepLines.of(project, "default/b");
    assertEquals(2, lines.size());
    Map<String, Object> before = lines.getFirst();
    assertEquals(false, before.get("completed"));
    assertNull(before.get("completed_at"));
    assertNotNull(before.get("by"));
    assertTrue(before.get("validation_status").toString().contains("Invalid"));
  }

  @Test
  @DisplayName("L06 a step whose command fails is incomplete with the error as its reason")
  void aStepThatFailsIsIncomplete() throws Exception {
    Project project = Project.in(temp, "jobs:\n  a: { run: exit 7, checkpoint: true }\n");
    assertEquals(1, project.pawl("run").exit());
    Map<String, Object> line = StepLines.last(project, "default/a");
    assertEquals(false, line.get("completed"));
    assertTrue(line.get("validation_status").toString().contains("exit code 7"), line.toString());
    assertNull(line.get("by"));
  }

  @Test
  @DisplayName("L07 kill -9 in the middle of a step: the next start sees it incomplete and runs it")
  void aStepThatIsKilledIsIncomplete() throws Exception {
    Project project =
        Project.in(
            temp,
            "jobs:\n  a: { run: 'touch began; test -e go || sleep 1000', checkpoint: true }\n");
    try (Running running = project.program().launch("run")) {
      Eventually.holds(() -> "the step began", () -> project.has("began"));
      running.signal("KILL");
      running.await();
    }
    assertEquals(false, StepLines.last(project, "default/a").get("completed"));
    project.write("go", "");
    succeed(project, "run");
    assertEquals("succeeded", last(project).status("a"));
    assertEquals(true, StepLines.last(project, "default/a").get("completed"));
  }

  @Test
  @DisplayName("L05 a signal while the step runs leaves it incomplete with that reason")
  void aStepThatIsStoppedIsIncomplete() throws Exception {
    Project project =
        Project.in(temp, "jobs:\n  a: { run: 'touch began; sleep 1000', checkpoint: true }\n");
    try (Running running = project.program().launch("run")) {
      Eventually.holds(() -> "the step began", () -> project.has("began"));
      running.signal("INT");
      assertEquals(130, running.await().exit());
    }
    Map<String, Object> line = StepLines.last(project, "default/a");
    assertEquals(false, line.get("completed"));
    assertTrue(line.get("validation_status").toString().contains("SIGINT"), line.toString());
  }

  @Test
  @DisplayName(
      "L11 an output that was changed, removed or added under a folder runs the step again")
  void aChangedOutputRunsTheStepAgain() throws Exception {
    Project project =
        Project.in(temp, "jobs:\n  a: { run: 'mkdir -p d; echo 1 > d/one', outputs: ['d/**'] }\n");
    succeed(project, "run");
    project.write("d/one", "2\n");
    assertTrue(succeed(project, "run", "--explain").err().contains("d/one changed"));
    Files.delete(project.path("d/one"));
    assertTrue(succeed(project, "run", "--explain").err().contains("d/one removed"));
    project.write("d/two", "");
    assertTrue(succeed(project, "run", "--explain").err().contains("d/two added"));
    assertEquals("succeeded", last(project).status("a"));
    succeed(project, "run");
    assertEquals("up_to_date", last(project).status("a"));
  }

  @Test
  @DisplayName("L12 touch without a change of content: still up to date")
  void touchedIsNotChanged() throws Exception {
    Project project = chain();
    succeed(project, "run");
    Files.setLastModifiedTime(project.path("in.txt"), FileTime.fromMillis(1_000_000_000_000L));
    Files.setLastModifiedTime(project.path("a.out"), FileTime.fromMillis(1_000_000_000_000L));
    succeed(project, "run");
    assertEquals("up_to_date up_to_date up_to_date", statuses(project, "a", "b", "c"));
  }

  @Test
  @DisplayName("L13 an input rewritten with the same size at once is still noticed")
  void anInputOfTheSameSizeIsNoticed() throws Exception {
    Project project = chain();
    for (int round = 0; round < 5; round++) {
      project.write("in.txt", "hell" + round + "\n");
      succeed(project, "run");
      assertEquals("succeeded", last(project).status("a"), "round " + round);
    }
  }

  @Test
  @DisplayName("L15 a step that is rebuilt with the same result stops the cascade")
  void theSameResultStopsTheCascade() throws Exception {
    Project project = chain();
    succeed(project, "run");
    project.write("in.txt", "hi\n");
    succeed(project, "run");
    assertEquals("succeeded up_to_date up_to_date", statuses(project, "a", "b", "c"));
    assertEquals(1, times(project, "b"));
  }

  @Test
  @DisplayName("L16 a need that was completed with another content runs what was made from it")
  void anotherResultGoesOnDown() throws Exception {
    Project project = chain();
    succeed(project, "run");
    project.write("in.txt", "world\n");
    Program.Result result = succeed(project, "run", "--explain");
    assertEquals("succeeded succeeded up_to_date", statuses(project, "a", "b", "c"));
    assertTrue(result.err().contains("needs default/a changed"), result.err());
  }

  @Test
  @DisplayName("L19 nothing changed: nothing starts, and --explain says why for every job")
  void nothingChangedNothingStarts() throws Exception {
    Project project = chain();
    succeed(project, "run");
    Program.Result result = succeed(project, "run", "--explain");
    assertEquals("up_to_date up_to_date up_to_date", statuses(project, "a", "b", "c"));
    assertEquals(1, times(project, "a"));
    for (String job : List.of("a", "b", "c")) {
      assertTrue(result.err().contains(job + ": up to date, complete since"), result.err());
      assertEquals(0, last(project).attempts(job));
    }
    String listing = succeed(project, "jobs", "--last", "1", "--format", "json").out();
    assertTrue(listing.contains("\"status\":\"up_to_date\""), listing);
  }

  @Test
  @DisplayName(
      "L20 a change of the command, the declared environment or an input runs and is named")
  void whatChangedIsNamed() throws Exception {
    Project project = chain();
    succeed(project, "run");
    project.write("in.txt", "world\n");
    assertTrue(succeed(project, "run", "--explain").err().contains("input in.txt changed"));
    project.write("pawl.yml", CHAIN.replace("cut -c1 ", "cut -c2 "));
    assertTrue(succeed(project, "run", "--explain").err().contains("command changed"));
    Program.Result env = succeed(project, "run", "--explain", "--env", "REGION=eu");
    assertTrue(env.err().contains("env REGION added"), env.err());
    assertEquals("succeeded", last(project).status("a"));
  }

  @Test
  @DisplayName("L20 a comment in pawl.yml and the caller's environment run nothing")
  void aCommentRunsNothing() throws Exception {
    Project project = chain();
    succeed(project, "run");
    project.write("pawl.yml", CHAIN.replace("# a chain", "# another comment"));
    succeed(project, "run");
    assertEquals("up_to_date up_to_date up_to_date", statuses(project, "a", "b", "c"));
  }

  @Test
  @DisplayName("L20 a secret that changed runs the step, and stands in no record")
  void aSecretIsCompared() throws Exception {
    Project project = Project.in(temp, "jobs:\n  a: { run: 'true', checkpoint: true }\n");
    succeed(project, "run", "--env", "API_TOKEN=first-secret");
    succeed(project, "run", "--env", "API_TOKEN=first-secret");
    assertEquals("up_to_date", last(project).status("a"));
    succeed(project, "run", "--env", "API_TOKEN=second-secret");
    assertEquals("succeeded", last(project).status("a"));
    assertFalse(project.read(".pawl/state.jsonl").contains("-secret"));
  }

  @Test
  @DisplayName("L21 a job that succeeds without its output has failed, and the glob is named")
  void aMissingOutputIsAFailure() throws Exception {
    Project project = Project.in(temp, "jobs:\n  a: { run: 'true', outputs: ['out/*.csv'] }\n");
    assertEquals(1, project.pawl("run").exit());
    assertEquals("failed", last(project).status("a"));
    assertTrue(last(project).reason("a").contains("'out/*.csv'"), last(project).reason("a"));
    assertEquals(false, StepLines.last(project, "default/a").get("completed"));
  }

  @Test
  @DisplayName("L22 --fresh runs every step and writes the ledger")
  void freshRunsAll() throws Exception {
    Project project = chain();
    succeed(project, "run");
    succeed(project, "run", "--fresh");
    assertEquals("succeeded succeeded succeeded", statuses(project, "a", "b", "c"));
    succeed(project, "run");
    assertEquals("up_to_date up_to_date up_to_date", statuses(project, "a", "b", "c"));
  }

  /** A run that waits for a step which another one does until the file "go" is there. */
  private interface WhileWaiting {
    void act(Project project, Running waiting) throws Exception;
  }

  private Project twoRuns(WhileWaiting action) throws Exception {
    Project project =
        Project.in(
            temp,
            "jobs:\n  a: { run: 'echo ran >> a.runs; while ! test -e go; do sleep 0.02; done',"
                + " checkpoint: true }\n");
    try (Running one = project.program().launch("run")) {
      Eventually.holds(() -> "the step began", () -> project.has("a.runs"));
      String first = project.run().id();
      try (Running other = project.program().launch("run")) {
        Eventually.holds(() -> "the other run waits", () -> waits(project, first + ":a"));
        action.act(project, other);
      }
      project.write("go", "");
      assertEquals(0, one.await().exit());
    }
    return project;
  }

  private static boolean waits(Project project, String holder) throws Exception {
    if (project.runs().size() < 2) {
      return false;
    }
    Listing listing = Listing.of(project.pawl("jobs", "--last", "1", "--format", "json"));
    Map<String, Object> job = listing.job("a");
    return "pending".equals(job.get("status"))
        && ("waiting for " + holder).equals(job.get("reason"));
  }

  @Test
  @DisplayName(
      "L23 two runs at once that share a step: one does it, the other waits and finds it done")
  void aStepIsDoneOnceByTwoRuns() throws Exception {
    Project project =
        twoRuns((shared, waiting) -> {
          shared.write("go", "");
          assertEquals(0, waiting.await().exit());
        });
    assertEquals(1, times(project, "a"));
    assertEquals("up_to_date", last(project).status("a"));
  }

  @Test
  @DisplayName("L23 a run that is stopped while it waits for a step ends at once")
  void aWaitEndsWithTheRun() throws Exception {
    Project project =
        twoRuns((shared, waiting) -> {
          waiting.signal("TERM");
          assertEquals(143, waiting.await().exit());
        });
    assertEquals(true, StepLines.last(project, "default/a").get("completed"));
  }

  @Test
  @DisplayName("L17 an input that cannot be read fails the job, which never starts")
  void anUnreadableInputFailsTheJob() throws Exception {
    Project project =
        Project.in(temp, "jobs:\n  a: { run: touch ran, inputs: ['pipe'], outputs: [ran] }\n");
    assertEquals(
        0, new ProcessBuilder("mkfifo", project.path("pipe").toString()).start().waitFor());
    assertEquals(1, project.pawl("run").exit());
    assertEquals("failed", last(project).status("a"));
    assertTrue(last(project).reason("a").contains("pipe"), last(project).reason("a"));
    assertFalse(project.has("ran"));
  }

  @Test
  @DisplayName("L09 a ledger that is damaged is refused before the run, by file, line and byte")
  void aDamagedLedgerIsRefused() throws Exception {
    Project project = chain();
    succeed(project, "run");
    String text = project.read(".pawl/state.jsonl");
    project.write(".pawl/state.jsonl", text.replaceFirst("default/a", "default/x"));
    int runs = project.runs().size();
    Program.Result result = project.pawl("run");
    assertEquals(70, result.exit());
    assertTrue(result.err().contains("state.jsonl"), result.err());
    assertTrue(result.err().contains("line 1"), result.err());
    assertEquals(runs, project.runs().size());
  }

  @Test
  @DisplayName("L19 --dry-run tells of every step why it would run or not, and changes no byte")
  void aDryRunTellsWhy() throws Exception {
    Project project = chain();
    succeed(project, "run");
    project.write("in.txt", "world\n");
    String before = Tree.of(project.folder());
    String told = succeed(project, "run", "--dry-run").out();
    assertTrue(told.contains("input in.txt changed"), told);
    assertTrue(told.contains("depends on what a makes"), told);
    assertEquals(before, Tree.of(project.folder()));
    succeed(project, "run");
    assertTrue(succeed(project, "run", "--dry-run").out().contains("complete since"));
  }
}
