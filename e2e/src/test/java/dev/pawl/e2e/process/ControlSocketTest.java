package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The socket of a run, with clients that do not behave. */
class ControlSocketTest {
  private static final String WAITS =
      "jobs: { a: { run: \"touch begun; until test -e go; do sleep 0.02; done\" } }";

  @TempDir Path temp;

  private static Path socket(Project project) throws Exception {
    Eventually.holds(
        () -> "no socket",
        () -> project.has("begun") && Files.exists(project.run().folder().resolve("control")));
    return project.run().folder().resolve("control");
  }

  private static SocketChannel connected(Path socket) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  @Test
  @DisplayName("J48 neighbour: who sends nothing, garbage or a megabyte delays nobody")
  void noClientDelaysAnother() throws Exception {
    Project project = Project.in(temp, WAITS);
    try (Running run = project.program().launch("run")) {
      Path socket = socket(project);
      long undisturbed = System.nanoTime();
      project.pawl("jobs");
      Duration usual = Duration.ofNanos(System.nanoTime() - undisturbed);
      try (SocketChannel silent = connected(socket);
          SocketChannel garbage = connected(socket);
          SocketChannel huge = connected(socket)) {
        garbage.write(ByteBuffer.wrap(new byte[] {0, 1, 2, '\n', (byte) 0xff, '\n', '{'}));
        try {
          huge.write(ByteBuffer.wrap(new byte[1 << 20]));
        } catch (IOException refused) {
          // as soon as it is too much
        }
        long begun = System.nanoTime();
        Program.Result jobs = project.pawl("jobs");
        Duration looked = Duration.ofNanos(System.nanoTime() - begun);
        assertEquals(0, jobs.exit());
        assertTrue(jobs.out().contains("running"), jobs.told());
        Duration most = usual.multipliedBy(5).plusSeconds(1);
        assertTrue(looked.compareTo(most) < 0, () -> "jobs took " + looked + ", before " + usual);

        begun = System.nanoTime();
        Program.Result cancel = project.pawl("cancel", "last");
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        assertEquals(0, cancel.exit(), cancel.told());
        assertTrue(
            took.compareTo(most.plusSeconds(2)) < 0,
            () -> "cancel took " + took + ", jobs before " + usual);
        assertTrue(silent.isOpen());
      }
      Program.Result ended = run.await();
      assertEquals(1, ended.exit());
      assertFalse(ended.err().contains("internal error"), ended.told());
    }
    assertEquals("cancelled", project.run().status());
  }

  @Test
  void garbageChangesNothing() throws Exception {
    Project project = Project.in(temp, WAITS);
    try (Running run = project.program().launch("run")) {
      Path socket = socket(project);
      try (SocketChannel client = connected(socket)) {
        client.write(StandardCharsets.UTF_8.encode("{\"pawl\":1,\"op\":\"cancel\",\"x\":1}\n"));
        ByteBuffer answer = ByteBuffer.allocate(1000);
        client.read(answer);
        assertEquals(
            "{\"pawl\":1,\"ok\":false,\"error\":\"unknown field 'x'\"}\n",
            StandardCharsets.UTF_8.decode(answer.flip()).toString());
      }
      project.write("go", "");
      assertEquals(0, run.await().exit());
    }
  }

  @Test
  void aRunBelowALongPathIsCancelled() throws Exception {
    Path deep = temp.resolve("d".repeat(110)).resolve("ä ".repeat(40)).resolve("e".repeat(110));
    Project project = Project.in(deep, WAITS);
    try (Running run = project.program().launch("run")) {
      Eventually.holds(() -> "a begins", () -> project.has("begun"));

      Program.Result cancel = project.pawl("cancel", "last");

      assertEquals(0, cancel.exit(), cancel.told());
      assertEquals(1, run.await().exit());
    }
    assertEquals("cancelled", project.run().status("a"));
  }

  @Test
  void noJobInheritsTheSocketOrAConnection() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: "touch begun; until test -e go; do sleep 0.02; done" }
              b: { run: "ls -l /proc/self/fd >fds", needs: a }
            """);
    try (Running run = project.program().launch("run")) {
      Path socket = socket(project);
      try (SocketChannel client = connected(socket)) {
        client.write(StandardCharsets.UTF_8.encode("{}\n"));
        client.read(ByteBuffer.allocate(1000));
        project.write("go", "");
        assertEquals(0, run.await().exit());
      }
    }
    String descriptors = project.read("fds");
    assertFalse(descriptors.contains("socket:"), descriptors);
    // 0, 1, 2, and the folder that ls itself reads
    assertEquals(4, descriptors.lines().filter(line -> line.contains("->")).count(), descriptors);
  }

  @Test
  void onlyTheOwnerCanGetAtIt() throws Exception {
    Project project = Project.in(temp, WAITS);
    try (Running run = project.program().launch("run")) {
      Path folder = socket(project).getParent();

      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));

      project.write("go", "");
      assertEquals(0, run.await().exit());
      assertFalse(Files.exists(folder.resolve("control")));
    }
  }
}
