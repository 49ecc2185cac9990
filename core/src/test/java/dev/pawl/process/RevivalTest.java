package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.posix.Libc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The helper of a detached run becomes a new coordinator, a few times. */
class RevivalTest {
  private static final String LONG = "echo $$ >job; exec sleep 60";

  @TempDir Path folder;
  private final String run = "revived-" + ProcessHandle.current().pid() + "-" + System.nanoTime();

  @AfterEach
  void endAll() throws Exception {
    Proc proc = new Proc();
    // Helpers first: each of them would become a coordinator.
    for (String name : List.of("pawl-helper", "_coordinate")) {
      for (long pid : proc.numbersIn("/proc")) {
        List<String> arguments = proc.arguments(pid);
        if (arguments.contains(name) && arguments.contains(run)) {
          Libc.kill(pid, Libc.SIGKILL);
        }
      }
    }
    Identity.findByCookie(run + ":").forEach(one -> Libc.kill(one.pid(), Libc.SIGKILL));
  }

  private Process first(String times, Map<String, String> environment, String... scripts)
      throws Exception {
    Files.write(folder.resolve("scripts"), List.of(scripts));
    ProcessBuilder builder =
        JavaMain.of(RevivedMain.class, folder, List.of("_coordinate", run, times));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** What the coordinator of this number, the first being 0, has told. */
  private List<String> life(int number) throws Exception {
    Path file = folder.resolve("life-" + number);
    ProcessesFixture.awaitThat(
        () -> Files.exists(file),
        () ->
            "coordinator "
                + number
                + ": "
                + ProcessesFixture.text(folder.resolve("coordinator.log")));
    return Files.readAllLines(file);
  }

  private static void kill(List<String> life) {
    Libc.kill(Long.parseLong(life.getFirst()), Libc.SIGKILL);
  }

  private long job() throws Exception {
    Path file = folder.resolve("job");
    ProcessesFixture.awaitThat(
        () -> Files.exists(file) && ProcessesFixture.text(file).endsWith("\n"), "the job");
    return Long.parseLong(ProcessesFixture.text(file).strip());
  }

  @Test
  void aKilledCoordinatorIsReplacedFiveTimesThenTheJobsAreStopped() throws Exception {
    first("1000,1001,1002,1003,1004", Map.of(), LONG);
    long job = job();
    String times = "";
    for (int number = 0; number <= 5; number++) {
      List<String> life = life(number);
      assertTrue(ProcessesFixture.isAlive(job));
      assertEquals("handed over", life.get(2));
      if (number > 0) {
        assertTrue(life.get(1).matches(times + "[0-9]{10}"), life.get(1));
        times = life.get(1) + ",";
      }
      assertTrue(Identity.drives(run));
      kill(life);
    }
    ProcessesFixture.awaitThat(() -> !ProcessesFixture.isAlive(job), "the stop of the job");
    ProcessesFixture.awaitThat(() -> !Identity.drives(run), "the end of the helper");
    assertTrue(Files.notExists(folder.resolve("life-6")));
  }

  @Test
  void theNewOneStartsAsTheFirstDid() throws Exception {
    // Each name is one that the helper's script uses, or has used.
    Map<String, String> callers =
        Map.ofEntries(
            Map.entry("n", "1"),
            Map.entry("c", "two words"),
            Map.entry("p", "x"),
            Map.entry("s", "x"),
            Map.entry("g", "x"),
            Map.entry("t", "x"),
            Map.entry("x", "x"),
            Map.entry("p0", "1"),
            Map.entry("g0", "1"),
            Map.entry("IFS", "0123456789"),
            Map.entry("LC_ALL", "POSIX"),
            Map.entry("PATH", "/odd:" + System.getenv("PATH")));
    first("", callers, LONG);
    job();
    List<String> life = life(0);
    kill(life);
    List<String> next = life(1);
    assertEquals("/dev/null", next.get(3));
    assertEquals("SigIgn:\t0000000000000000", line(next, "SigIgn:"));
    assertEquals(line(life, "SigBlk:"), line(next, "SigBlk:"));
    assertEquals(line(life, "SigCgt:"), line(next, "SigCgt:"));
    callers.forEach((name, value) -> {
      if (!name.equals("IFS")) {
        assertEquals(name + "=" + value, line(next, name + "="));
      }
    });
    assertEquals("PWD=" + folder, line(next, "PWD="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/dash", "/bin/bash", "/bin/busybox", "/bin/sh"})
  void everyShellRevivesAndStops(String shell) throws Exception {
    if (!Files.exists(Path.of(shell))) {
      return;
    }
    long now = System.currentTimeMillis() / 1000;
    String four = now + "," + (now - 500) + "," + now + "," + now;
    Process job = new ProcessBuilder("setsid", "sleep", "60").start();
    ProcessesFixture.awaitThat(() -> leads(job.pid()), "its group");
    try {
      String said = helper(shell, (now - 700) + "," + four, "2 " + job.pid() + " 1\n");
      assertTrue(said.matches("_coordinate " + run + " " + four + ",[0-9]{10}\n"), said);
      assertTrue(job.isAlive());
      assertEquals("", helper(shell, four + "," + now, "2 " + job.pid() + " 1\n"));
      assertFalse(job.isAlive());
    } finally {
      job.destroyForcibly();
    }
  }

  /** What the helper's script says when its coordinator has told it {@code lines} and is gone. */
  private String helper(String shell, String times, String lines) throws Exception {
    List<String> command = new ArrayList<>(List.of(shell));
    if (shell.endsWith("busybox")) {
      command.add("sh");
    }
    command.addAll(List.of("-c", HelperScript.TEXT, "pawl-helper", run + ":", "1", times));
    command.addAll(List.of("/bin/echo", "_coordinate", run));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    process.waitFor();
    return said;
  }

  private static boolean leads(long pid) {
    ProcEntry entry = new Proc().entry(pid);
    return entry != null && entry.group() == pid;
  }

  private static String line(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElse("no " + start);
  }

  @Test
  void aDetachedCoordinatorThatIsEndedOnPurposeStaysEnded() throws Exception {
    Files.write(folder.resolve("scripts"), List.of(LONG));
    List<String> command = new ArrayList<>(JavaMain.command(RevivedMain.class));
    command.addAll(List.of("_coordinate", run, ""));
    Path log = folder.resolve("coordinator.log");
    int handover = Detached.handover(new byte[] {'x'});
    Detached detached = Detached.start(command, Environment.inherited(), folder, log, handover);
    life(0);
    assertFalse(detached.hasEnded());
    detached.kill();
    assertTrue(detached.hasEnded());
    ProcessesFixture.awaitThat(() -> !Identity.drives(run), "the end of the helper");
    assertTrue(ProcessesFixture.isAlive(job()));
  }

  @Test
  void whenTheProgramIsGoneTheJobsAreStopped() throws Exception {
    Files.writeString(folder.resolve("command"), folder.resolve("gone").toString());
    first("", Map.of(), LONG);
    long job = job();
    kill(life(0));
    ProcessesFixture.awaitThat(() -> !ProcessesFixture.isAlive(job), "the stop of the job");
    ProcessesFixture.awaitThat(() -> !Identity.drives(run), "the end of the helper");
  }

  @Test
  void aSlotThatWasNeverNamedIsNobodyWhateverTheEnvironmentSays() throws Exception {
    Process stranger = new ProcessBuilder("setsid", "sleep", "60").start();
    String pid = Long.toString(stranger.pid());
    ProcessesFixture.awaitThat(() -> leads(stranger.pid()), "its group");
    try {
      long now = System.currentTimeMillis() / 1000;
      String times = now + "," + now + "," + now + "," + now + "," + now;
      // The helper never hears of the first job, which is over too soon, but of the second one.
      first(
          times,
          Map.of("p0", pid, "g0", "0", "_p0", pid, "_g0", "0", "_n", "9", "_p1", pid),
          "sleep 0.02",
          LONG);
      long job = job();
      List<String> life = life(0);
      Thread.sleep(200);
      kill(life);
      ProcessesFixture.awaitThat(() -> !Identity.drives(run), "the end of the helper");
      assertFalse(ProcessesFixture.isAlive(job));
      assertTrue(ProcessesFixture.isAlive(stranger.pid()));
      assertTrue(Files.notExists(folder.resolve("life-1")));
    } finally {
      stranger.destroyForcibly();
    }
  }
}
