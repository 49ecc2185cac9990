package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way out of a stop, and what leaders leave behind. */
class StopTest {
  @TempDir Path folder;
  private ProcessesFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ProcessesFixture(folder, false, Duration.ofMillis(300));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Starts a script that tells one pid in the file "pid", and stops it. */
  private Processes.Ended stopWhenPidIsKnown(String script) throws Exception {
    Scope scope = fixture.start(fixture.script(script));
    long pid = fixture.pidIn("pid");
    fixture.processes.stop(scope, ProcessesFixture.GRACE);
    Processes.Ended end = fixture.await(scope);
    assertFalse(ProcessesFixture.isAlive(pid), pid + " is alive after the end was reported");
    return end;
  }

  @Test
  @DisplayName("J25 a stop ends the whole tree by TERM")
  void aStopEndsTheTreeByTerm() throws Exception {
    Processes.Ended end = stopWhenPidIsKnown("sleep 60 & echo $! >pid; wait; echo x");
    assertEquals(new ExitStatus(143, 15), end.status());
    assertNull(end.remark());
  }

  @Test
  @DisplayName("J26 one that ignores TERM is killed after the grace")
  void oneThatIgnoresTermIsKilledAfterTheGrace() throws Exception {
    long start = System.nanoTime();
    Processes.Ended end =
        stopWhenPidIsKnown("trap '' TERM; echo $$ >pid; while :; do sleep 0.1; done");
    assertEquals(new ExitStatus(137, 9), end.status());
    assertTrue(System.nanoTime() - start >= ProcessesFixture.GRACE.toNanos());
  }

  @Test
  void aTrapRunsBeforeTheEnd() throws Exception {
    Processes.Ended end =
        stopWhenPidIsKnown("trap 'exit 9' TERM; echo $$ >pid; while :; do sleep 0.02; done");
    assertEquals(new ExitStatus(9, 0), end.status());
  }

  @Test
  void aChildThatIgnoresTermDiesAfterItsLeader() throws Exception {
    Processes.Ended end =
        stopWhenPidIsKnown(
            "sh -c 'trap \"\" TERM; echo $$ >pid; while :; do sleep 0.1; done' & wait");
    assertEquals(new ExitStatus(143, 15), end.status());
  }

  @Test
  void oneThatLeftTheSessionIsStopped() throws Exception {
    stopWhenPidIsKnown("setsid sh -c 'echo $$ >pid; exec sleep 60' & wait");
  }

  @Test
  void aDoubleForkedDaemonIsStopped() throws Exception {
    stopWhenPidIsKnown(
        "(setsid sh -c 'echo $$ >pid; exec sleep 60' </dev/null >/dev/null 2>&1 &)"
            + "; while :; do sleep 0.1; done");
  }

  @Test
  void aDaemonWithoutCookieIsStopped() throws Exception {
    stopWhenPidIsKnown(
        "(env -i /usr/bin/setsid /bin/sh -c 'echo $$ >pid; exec /bin/sleep 60' >/dev/null 2>&1 &)"
            + "; while :; do sleep 0.1; done");
  }

  @Test
  void aStoppedProcessDies() throws Exception {
    stopWhenPidIsKnown("sh -c 'echo $$ >pid; kill -STOP $$; sleep 60' & wait");
  }

  @Test
  void newForksDuringTheKillAreCaught() throws Exception {
    Scope scope =
        fixture.start(
            fixture.script(
                "trap '' TERM; echo $$ >pid; "
                    + "while :; do setsid sh -c 'trap \"\" TERM; sleep 60' & sleep 0.01; done"));
    fixture.pidIn("pid");
    fixture.processes.stop(scope, ProcessesFixture.GRACE);
    fixture.await(scope);
    assertEquals(List.of(), Identity.findByCookie(scope.text()));
  }

  @Test
  void aShorterGraceShortensTheStop() throws Exception {
    Scope scope =
        fixture.start(fixture.script("trap '' TERM; echo $$ >pid; while :; do sleep 1; done"));
    fixture.pidIn("pid");
    fixture.processes.stop(scope, Duration.ofHours(1));
    ProcessesFixture.awaitThat(() -> !fixture.processes.lingering().isEmpty(), "a lingering name");
    assertEquals(scope, fixture.processes.lingering().getFirst().scope());
    fixture.processes.kill(scope);
    assertEquals(new ExitStatus(137, 9), fixture.await(scope).status());
  }

  @Test
  void stoppingWhatIsUnknownOrEndedHasNoEffect() throws Exception {
    SpawnRequest request = fixture.script("exit 5");
    assertEquals(5, fixture.run(request).status().code());
    fixture.processes.stop(request.scope(), ProcessesFixture.GRACE);
    fixture.processes.kill(new Scope("never:started:1"));
    assertEquals(0, fixture.run(fixture.script("true")).status().code());
  }

  @Test
  void stragglersMayEndByThemselves() throws Exception {
    Processes.Ended end = fixture.run(fixture.script("(sleep 0.1; echo late) & echo early"));
    assertNull(end.remark());
    assertEquals(11, end.logBytes());
  }

  @Test
  void stragglersAreStoppedAndNamedAndTheStatusStaysTheLeaders() throws Exception {
    Processes.Ended end = fixture.run(fixture.script("sleep 60 & echo $! >pid; exit 6"));
    long pid = fixture.pidIn("pid");
    assertEquals(new ExitStatus(6, 0), end.status());
    assertEquals("left running: " + pid + " sleep; stopped", end.remark());
    assertFalse(ProcessesFixture.isAlive(pid));
  }

  @Test
  void aGrandchildThatHoldsTheOutputDoesNotDelayTheEnd() throws Exception {
    Processes.Ended end =
        fixture.run(fixture.script("(env -i /usr/bin/setsid /bin/sleep 60 &); exit 0"));
    assertEquals(0, end.status().code());
    assertTrue(String.valueOf(end.remark()).endsWith("sleep; stopped"), end.remark());
  }

  @Test
  void keptDaemonsAreLeftAndNamed() throws Exception {
    SpawnRequest plain =
        fixture.script(
            "setsid sleep 60 & echo $! >pid; until grep -q sleep /proc/$!/comm; do :; done");
    SpawnRequest keeping =
        new SpawnRequest(
            plain.scope(), plain.program(), plain.output(), true, ProcessesFixture.GRACE);
    Processes.Ended end = fixture.run(keeping);
    long pid = fixture.pidIn("pid");
    try {
      fixture.close();
      assertTrue(ProcessesFixture.isAlive(pid));
      assertEquals("left running: " + pid + " sleep", end.remark());
    } finally {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void closeStopsWhatIsLeft() throws Exception {
    List<Long> pids = new ArrayList<>();
    Scope one = fixture.start(fixture.script("echo $$ >one; sleep 60"));
    Scope two =
        fixture.start(fixture.script("trap '' TERM; echo $$ >two; while :; do sleep 1; done"));
    pids.add(fixture.pidIn("one"));
    pids.add(fixture.pidIn("two"));
    fixture.close();
    assertNotNull(fixture.await(one));
    assertNotNull(fixture.await(two));
    pids.forEach(pid -> assertFalse(ProcessesFixture.isAlive(pid)));
  }

  @Test
  void manyAreStoppedTogether() throws Exception {
    List<Scope> scopes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      scopes.add(fixture.start(fixture.script("sleep 60; echo x")));
    }
    long start = System.nanoTime();
    for (Scope scope : scopes) {
      fixture.processes.stop(scope, Duration.ofSeconds(20));
    }
    for (Scope scope : scopes) {
      assertEquals(143, fixture.await(scope).status().code());
    }
    assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
  }
}
