package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.posix.Libc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that outlive this one. */
class DetachedTest {
  @TempDir Path folder;

  private Detached start(String script, String handedOver) throws Exception {
    return start(List.of("/bin/sh", "-c", script), handedOver);
  }

  private Detached start(List<String> command, String handedOver) throws Exception {
    int handover = Detached.handover(handedOver.getBytes(StandardCharsets.UTF_8));
    Environment environment = Environment.of(Map.of("PATH", "/usr/bin:/bin", "A", "it's"));
    return Detached.start(command, environment, folder, folder.resolve("log"), handover);
  }

  private static void awaitEnd(Detached detached) throws Exception {
    ProcessesFixture.awaitThat(detached::hasEnded, "its end");
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  @Test
  void whatIsHandedOverIsReadFromItsBeginningAgainAndAgain() throws Exception {
    String secret = "s3cret é\n".repeat(10_000);
    awaitEnd(start("cat /proc/self/fd/3 /proc/self/fd/3", secret));
    assertEquals(secret + secret, log());
  }

  @Test
  void itHasASessionOfItsOwnAndNothingOfOurs() throws Exception {
    try (var open = Files.newByteChannel(Files.createFile(folder.resolve("open")))) {
      assertTrue(open.isOpen());
      Detached detached =
          start(
              "for n in $(seq 0 99); do [ -e /proc/$$/fd/$n ] && echo $n; done; "
                  + "readlink /proc/$$/fd/0; grep -E 'SigBlk|SigIgn' /proc/self/status; "
                  + "pwd; echo $A; read -r l </proc/$$/stat; set -- $l; echo $1 $5 $6; "
                  + "echo error >&2",
              "");
      awaitEnd(detached);
      String pid = Long.toString(detached.pid());
      assertEquals(
          """
          0
          1
          2
          3
          /dev/null
          SigBlk:\t0000000000000000
          SigIgn:\t0000000000000000
          %s
          it's
          %s %s %s
          error
          """
              .formatted(folder, pid, pid, pid),
          log());
    }
  }

  @Test
  void theLogIsTheOwnersAloneAndIsAppended() throws Exception {
    awaitEnd(start("echo one", ""));
    awaitEnd(start("echo two", ""));
    assertEquals("one\ntwo\n", log());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("log"))));
  }

  @Test
  void anyThreadMayStartOne() throws Exception {
    FutureTask<Detached> task = new FutureTask<>(() -> start("sleep 0.2; echo done", ""));
    Thread starter = Thread.ofPlatform().start(task);
    Detached detached = task.get();
    starter.join();
    assertFalse(detached.hasEnded());
    awaitEnd(detached);
    assertTrue(detached.hasEnded());
    assertEquals("done\n", log());
  }

  @Test
  void oneThatIsKilledIsGone() throws Exception {
    Detached detached = start("exec sleep 60", "");
    assertFalse(detached.hasEnded());
    detached.kill();
    assertTrue(detached.hasEnded());
    assertFalse(ProcessesFixture.isAlive(detached.pid()));
    detached.kill();
  }

  @Test
  void whatCannotBeStartedIsRefusedAndLeavesNothingOpen() throws Exception {
    long before = new Proc().numbersIn("/proc/self/fd").size();
    List<String> missing = List.of("/no/such/program");
    String message = assertThrows(IOException.class, () -> start(missing, "x")).getMessage();
    assertEquals("/no/such/program: no such file or folder", message);
    assertEquals(before, new Proc().numbersIn("/proc/self/fd").size());
  }

  @Test
  void aRunIsDrivenByWhoeverHasItBehindTheCommand() throws Exception {
    String run = "driven-" + ProcessHandle.current().pid();
    assertFalse(Identity.drives(run));
    Detached detached = start(List.of("/bin/sh", "-c", "sleep 60; :", "x", "_coordinate", run), "");
    assertTrue(Identity.drives(run));
    assertFalse(Identity.drives(run.substring(1)));
    assertFalse(Identity.drives("x"));
    List<Long> children = sleeping(detached);
    detached.kill();
    assertFalse(Identity.drives(run));
    children.forEach(child -> Libc.kill(child, Libc.SIGKILL));
  }

  /** Its child, once that is no copy of the shell any more. */
  private static List<Long> sleeping(Detached detached) throws IOException {
    long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < limit) {
      for (ProcEntry entry : new Proc().all()) {
        boolean child = entry.parent() == detached.pid();
        Path command = Path.of("/proc/" + entry.pid() + "/cmdline");
        if (child && Files.readString(command).startsWith("sleep")) {
          return List.of(entry.pid());
        }
      }
    }
    throw new AssertionError("the shell has started nothing");
  }
}
