package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the coordinator is killed, and when its helper is. */
class HelperTest {
  @TempDir Path folder;
  private String outerScope = "";
  private @Nullable Process started;

  @AfterEach
  void killTheCoordinator() {
    if (started != null) {
      started.destroyForcibly();
    }
  }

  private Process coordinator(String... scripts) throws Exception {
    ProcessBuilder builder = JavaMain.of(KilledMain.class, folder, List.of(scripts));
    if (!outerScope.isEmpty()) {
      builder.environment().put(Scope.VARIABLE, outerScope);
    }
    started = builder.start();
    return started;
  }

  private void awaitStarted(Process coordinator) throws Exception {
    Path started = folder.resolve("started");
    ProcessesFixture.awaitThat(
        () -> Files.exists(started) || !coordinator.isAlive(), "the coordinator");
    assertTrue(coordinator.isAlive(), ProcessesFixture.text(folder.resolve("coordinator.log")));
  }

  private long pidIn(String name) throws Exception {
    Path file = folder.resolve(name);
    ProcessesFixture.awaitThat(
        () -> Files.exists(file) && ProcessesFixture.text(file).endsWith("\n"), name);
    return Long.parseLong(ProcessesFixture.text(file).strip());
  }

  @Test
  @DisplayName("J30 after kill -9 everything is gone within the grace plus 2 s")
  void everythingIsGoneAfterKillMinusNine() throws Exception {
    Process coordinator =
        coordinator(
            // Who prints has nobody to read it any more, and dies of SIGPIPE.
            "exec >/dev/null 2>&1; trap 'echo cleaned >trap; exit' TERM; echo $$ >gentle; "
                + "while :; do sleep 0.1; done",
            "trap '' TERM; echo $$ >stubborn; while :; do sleep 0.1; done",
            "echo $$ >frozen; kill -STOP $$; sleep 60",
            "setsid sh -c 'trap \"\" TERM; echo $$ >escaped; while :; do sleep 0.1; done' & wait");
    awaitStarted(coordinator);
    List<Long> pids =
        List.of(pidIn("gentle"), pidIn("stubborn"), pidIn("frozen"), pidIn("escaped"));
    String run = Files.readString(folder.resolve("started")).strip();
    long start = System.nanoTime();
    coordinator.destroyForcibly().waitFor();
    ProcessesFixture.awaitThat(
        () ->
            pids.stream().noneMatch(ProcessesFixture::isAlive)
                && Identity.findByCookie(run + ":").isEmpty(),
        "the end of " + pids);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Duration bound = Duration.ofSeconds(1).plusSeconds(2);
    assertTrue(took.compareTo(bound) < 0, "took " + took);
    assertEquals("cleaned\n", Files.readString(folder.resolve("trap")));
    ProcessesFixture.awaitThat(() -> helpersOf(run).isEmpty(), "the end of the helper");
  }

  /** Its command line has the run's name in it. */
  private static List<Long> helpersOf(String run) {
    Proc proc = new Proc();
    return proc.numbersIn("/proc").stream()
        .filter(pid -> commandLine(pid).contains("pawl-helper\0" + run + ":"))
        .toList();
  }

  /** A program that has just been started has, for a moment, no command line to be found by. */
  private static long helperOf(String run) throws InterruptedException {
    ProcessesFixture.awaitThat(() -> !helpersOf(run).isEmpty(), "the helper of " + run);
    return helpersOf(run).getFirst();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (java.io.IOException gone) {
      return "";
    }
  }

  @Test
  void aHelperThatWasKilledIsReplacedAndKnowsTheGroups() throws Exception {
    Process coordinator = coordinator("echo $$ >job; exec sleep 60");
    awaitStarted(coordinator);
    long job = pidIn("job");
    String run = Files.readString(folder.resolve("started")).strip();
    long helper = helperOf(run);
    ProcessHandle.of(helper).orElseThrow().destroyForcibly();
    ProcessesFixture.awaitThat(
        () -> helpersOf(run).stream().anyMatch(pid -> pid != helper), "a new helper");
    coordinator.destroyForcibly().waitFor();
    ProcessesFixture.awaitThat(() -> !ProcessesFixture.isAlive(job), "the end of the job");
  }

  @Test
  @DisplayName("neighbour of J30: what hides from group and cookie is found by its parents")
  void whatHidesIsFoundByItsParents() throws Exception {
    Process coordinator =
        coordinator(
            "env -i setsid sh -c 'echo $$ >hidden; sleep 60; true' & echo $$ >job; exec sleep 60");
    awaitStarted(coordinator);
    long job = pidIn("job");
    long hidden = pidIn("hidden");

    coordinator.destroyForcibly().waitFor();

    ProcessesFixture.awaitThat(() -> !ProcessesFixture.isAlive(job), "the end of the job");
    ProcessesFixture.awaitThat(() -> !ProcessesFixture.isAlive(hidden), "the end of the hidden");
  }

  @Test
  @DisplayName("neighbour of J30: a grace is over by the clock, however few rounds there were")
  void aGraceIsRealTime() throws Exception {
    Process coordinator =
        coordinator(
            "GRACE 3 exec >/dev/null 2>&1; trap 'echo $$ >asked' TERM; echo $$ >deaf; "
                + "while :; do sleep 0.1; done");
    awaitStarted(coordinator);
    long job = pidIn("deaf");
    long helper = helperOf(Files.readString(folder.resolve("started")).strip());
    // By then it has been told of the group and its grace.
    Thread.sleep(500);
    coordinator.destroyForcibly().waitFor();
    pidIn("asked");
    new ProcessBuilder("kill", "-STOP", Long.toString(helper)).start().waitFor();
    Thread.sleep(3300);
    assertTrue(ProcessesFixture.isAlive(job));
    long start = System.nanoTime();
    new ProcessBuilder("kill", "-CONT", Long.toString(helper)).start().waitFor();
    ProcessesFixture.awaitThat(() -> !ProcessesFixture.isAlive(job), "the end of the job");
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, "took " + took);
  }

  @Test
  void aDaemonThatIsKeptSurvivesTheHelper() throws Exception {
    Process coordinator =
        coordinator("KEEP setsid sleep 60 & echo $! >daemon", "echo $$ >job; exec sleep 60");
    awaitStarted(coordinator);
    long daemon = pidIn("daemon");
    long job = pidIn("job");
    try {
      ProcessesFixture.awaitThat(() -> Files.exists(folder.resolve("ended")), "the keeping job");
      coordinator.destroyForcibly().waitFor();
      ProcessesFixture.awaitThat(() -> !ProcessesFixture.isAlive(job), "the end of the job");
      assertTrue(ProcessesFixture.isAlive(daemon));
    } finally {
      ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void aCoordinatorInsideAJobAddsItsScopeToTheOuterOne() throws Exception {
    outerScope = "outer:job:1";
    Process coordinator = coordinator("echo $PAWL_SCOPE >cookie; exec sleep 60");
    awaitStarted(coordinator);
    Path cookie = folder.resolve("cookie");
    ProcessesFixture.awaitThat(
        () -> Files.exists(cookie) && ProcessesFixture.text(cookie).endsWith("\n"), "the cookie");
    String run = Files.readString(folder.resolve("started")).strip();
    assertEquals("outer:job:1," + run + ":job:1\n", Files.readString(cookie));
    assertEquals(2, Identity.findByCookie("outer:").size());
    coordinator.destroyForcibly().waitFor();
    ProcessesFixture.awaitThat(() -> Identity.findByCookie("outer:").isEmpty(), "the end");
  }

  @Test
  void aCleanEndLeavesNoHelper() throws Exception {
    String run;
    try (ProcessesFixture fixture = new ProcessesFixture(folder)) {
      run = fixture.run();
      fixture.run(fixture.script("true"));
      assertEquals(List.of(helperOf(run)), helpersOf(run));
    }
    assertEquals(List.of(), helpersOf(run));
  }

  @Test
  void aStoppedHelperBlocksNobody() throws Exception {
    try (ProcessesFixture fixture = new ProcessesFixture(folder)) {
      long helper = helperOf(fixture.run());
      new ProcessBuilder("kill", "-STOP", Long.toString(helper)).start().waitFor();
      for (int i = 0; i < 20; i++) {
        assertEquals(0, fixture.run(fixture.script("true")).status().code());
      }
    }
  }
}
