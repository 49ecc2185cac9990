package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pawl cancel} says when there is nothing to cancel, or it comes too late. */
class CancelAnswersTest {
  private static final String WAITS =
      """
      workflows:
        default:
          jobs:
            a: { run: "touch begun; until test -e go; do sleep 0.02; done", tags: [slow] }
            b: { run: touch b, needs: a }
        other: { jobs: { a: { run: "true", tags: [quick] } } }
      """;

  @TempDir Path temp;

  private static void begun(Project project) throws Exception {
    Eventually.holds(() -> "a does not begin", () -> project.has("begun"));
  }

  private static Path socket(Project project) throws Exception {
    Path socket = project.run().folder().resolve("control");
    Eventually.holds(() -> "no socket", () -> Files.exists(socket));
    return socket;
  }

  @Test
  void whatHasEndedIsToldAndLeftAlone() throws Exception {
    Project project = Project.in(temp, WAITS);
    project.write("go", "");
    assertEquals(0, project.pawl("run").exit());
    String run = project.run().id();
    List<?> before = project.run().events();

    Program.Result job = project.pawl("cancel", "a");
    Program.Result whole = project.pawl("cancel", "last");
    Program.Result all = project.pawl("cancel", "--all");
    Program.Result workflow = project.pawl("cancel", "--workflow", "other");
    Program.Result tag = project.pawl("cancel", "--tag", "quick");

    assertEquals(3, job.exit(), job.told());
    assertEquals("pawl: " + run + ":a has already ended: succeeded\n", job.err());
    assertEquals(3, whole.exit(), whole.told());
    assertEquals("pawl: run " + run + " has already ended: succeeded\n", whole.err());
    for (Program.Result nothing : List.of(all, workflow, tag)) {
      assertEquals(0, nothing.exit(), nothing.told());
      assertEquals("nothing to cancel\n", nothing.err());
      assertEquals("", nothing.out());
    }
    assertEquals(before, project.run().events());
  }

  @Test
  void aJobThatEndedInAnOlderRunIsNotTakenForOneThatWaits() throws Exception {
    Project project = Project.in(temp, WAITS);
    project.write("go", "");
    assertEquals(0, project.pawl("run").exit());
    String old = project.run().id();
    Files.delete(project.path("go"));
    Files.delete(project.path("begun"));
    try (Running run = project.program().launch("run")) {
      begun(project);
      String live = project.runs().getLast().getFileName().toString();

      Program.Result meant = project.pawl("cancel", "b");

      assertEquals(3, meant.exit(), meant.told());
      assertEquals(
          "pawl: %s:b has already ended: succeeded; one that has not: %s:b\n".formatted(old, live),
          meant.err());
      assertEquals(0, project.pawl("cancel", live + ":b").exit());
      project.write("go", "");
      assertEquals(1, run.await().exit());
      assertEquals("cancelled", new RunRecord(project.runs().getLast()).status("b"));
    }
  }

  @Test
  void aNameThatNobodyKnowsIsAMistake() throws Exception {
    Project project = Project.in(temp, WAITS);

    Program.Result workflow = project.pawl("cancel", "--workflow", "ohter");
    Program.Result tag = project.pawl("cancel", "--tag", "slwo");
    Program.Result far = project.pawl("cancel", "--tag", "unheard-of");

    assertEquals(2, workflow.exit());
    assertEquals("pawl: cancel: no workflow 'ohter'; did you mean 'other'?\n", workflow.err());
    assertEquals(2, tag.exit());
    assertEquals("pawl: cancel: no tag 'slwo'; did you mean 'slow'?\n", tag.err());
    assertEquals(2, far.exit());
    assertEquals("pawl: cancel: no tag 'unheard-of' in pawl.yml or in any run\n", far.err());
  }

  @Test
  void aWorkflowThatIsOnlyOnRecordIsKnownAndABrokenPawlYmlIsNoObstacle() throws Exception {
    Project project = Project.in(temp, WAITS);
    try (Running run = project.program().launch("run")) {
      begun(project);
      project.write("pawl.yml", "jobs: [");

      Program.Result cancel = project.pawl("cancel", "--workflow", "default");

      assertEquals(0, cancel.exit(), cancel.told());
      assertEquals(1, run.await().exit());
    }
    Program.Result again = project.pawl("cancel", "--workflow", "default");
    assertEquals("nothing to cancel\n", again.err());
    assertEquals(0, again.exit());
  }

  @Test
  void anAttemptIsNoJob() throws Exception {
    Project project = Project.in(temp, WAITS);
    project.write("go", "");
    assertEquals(0, project.pawl("run").exit());

    Program.Result result = project.pawl("cancel", "a@1");

    assertEquals(2, result.exit());
    assertTrue(result.err().contains("name the job"), result.told());
  }

  @Test
  @DisplayName("a run whose coordinator was killed is recorded as interrupted, exit 3")
  void aLostRunIsSaidToBeLost() throws Exception {
    Project project = Project.in(temp, WAITS);
    try (Running run = project.program().launch("run")) {
      begun(project);
      run.signal("KILL");
      run.await();
    }

    Program.Result result = project.pawl("cancel", "last");

    assertEquals(3, result.exit(), result.told());
    assertTrue(result.err().contains("has already ended: interrupted"), result.told());
    assertEquals("interrupted", project.run().status());
    assertEquals(0, project.pawl("cancel", "--all").exit());
    project.write("go", "");
  }

  @Test
  void aCtrlCEndsTheWaitingOnly() throws Exception {
    Project project =
        Project.in(
            temp, "jobs: { a: { run: 'trap \"\" TERM; touch begun; sleep 60', grace: 5m } }");
    try (Running run = project.program().launch("run")) {
      begun(project);
      try (Running cancel = project.program().launch("cancel", "a")) {
        Eventually.holds(
            () -> "not stopped", () -> !project.run().events("StopOrdered", "a").isEmpty());

        cancel.signal("INT");

        assertEquals(130, cancel.await().exit());
      }
      assertTrue(Live.isAlive(project.run().pid("a")));
      assertEquals("", project.run().status("a"));
      assertEquals(0, project.pawl("cancel", "a").exit());
      assertEquals(1, run.await().exit());
    }
    assertEquals("cancelled", project.run().status("a"));
  }

  @Test
  void aJobThatSucceededBeforeItCouldBeCancelledIsSaidToHave() throws Exception {
    Project project = Project.in(temp, WAITS);
    try (Running run = project.program().launch("run")) {
      begun(project);
      Path socket = socket(project);
      Files.delete(socket);
      try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        deaf.bind(UnixDomainSocketAddress.of(socket));
        try (Running cancel = project.program().launch("cancel", "a");
            SocketChannel client = deaf.accept()) {
          client.read(ByteBuffer.allocate(1000));
          client.write(StandardCharsets.UTF_8.encode("{\"pawl\":1,\"ok\":true}\n"));
          project.write("go", "");

          Program.Result result = cancel.await();

          assertEquals(3, result.exit(), result.told());
          assertEquals(project.run().id() + ":a: succeeded\n", result.out());
        }
      }
      assertEquals(0, run.await().exit());
    }
  }

  @Test
  void aCoordinatorThatGoesAwayWithoutAnAnswerIsSaidToHave() throws Exception {
    Project project = Project.in(temp, WAITS);
    try (Running run = project.program().launch("run")) {
      begun(project);
      Path socket = socket(project);
      Files.delete(socket);
      try (ServerSocketChannel rude = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        rude.bind(UnixDomainSocketAddress.of(socket));
        for (String answer : List.of("", "hello\n", "{\"pawl\":2,\"ok\":true}\n")) {
          try (Running cancel = project.program().launch("cancel", "last")) {
            try (SocketChannel client = rude.accept()) {
              client.read(ByteBuffer.allocate(1000));
              client.write(StandardCharsets.UTF_8.encode(answer));
            }
            Program.Result result = cancel.await();
            assertEquals(3, result.exit(), answer + result.told());
            assertTrue(
                result.err().contains(answer.isEmpty() ? "without an answer" : "not understood"),
                result.told());
          }
        }
      }
      project.write("go", "");
      assertEquals(0, run.await().exit());
    }
  }

  @Test
  @DisplayName("a stopped coordinator is said not to answer, and obeys once it goes on")
  void aStoppedCoordinatorObeysLater() throws Exception {
    Project project = Project.in(temp, WAITS);
    try (Running run = project.program().launch("run")) {
      begun(project);
      socket(project);
      run.signal("STOP");
      Program.Result result;
      try {
        result = project.pawl("cancel", "last");
      } finally {
        run.signal("CONT");
      }

      assertEquals(3, result.exit(), result.told());
      assertTrue(result.err().contains("has not answered within 10 s"), result.told());
      assertEquals(1, run.await().exit());
    }
    RunRecord record = project.run();
    assertEquals("cancelled", record.status());
    assertFalse(project.has("b"));
  }
}
