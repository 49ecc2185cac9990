package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second coordinator takes over what a first one, killed -9, has started. */
class AdoptionTest {
  @TempDir Path folder;
  private @Nullable Process first;
  private @Nullable ProcessesFixture second;
  private List<Processes.Started> keepers = List.of();

  /** A later coordinator is nobody's ancestor; the virtual machine of these tests may be. */
  private boolean reapsOrphans;

  @AfterEach
  void end() {
    if (first != null) {
      first.destroyForcibly();
    }
    if (second != null) {
      second.close();
      Identity.findByCookie(second.run() + ":")
          .forEach(left -> Libc.kill(left.pid(), Libc.SIGKILL));
    }
  }

  /** The first coordinator starts the scripts, is killed, and the second one is there. */
  private ProcessesFixture secondAfter(String... scripts) throws Exception {
    Process started = JavaMain.of(KeptMain.class, folder, List.of(scripts)).start();
    first = started;
    Path told = folder.resolve("started");
    ProcessesFixture.awaitThat(
        () -> Files.exists(told) || !started.isAlive(), "the first coordinator");
    assertTrue(started.isAlive(), ProcessesFixture.text(folder.resolve("coordinator.log")));
    List<String> lines = Files.readAllLines(told);
    keepers = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] numbers = line.split(" ");
      keepers.add(new Processes.Started(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
    }
    return secondOf(lines.getFirst());
  }

  private ProcessesFixture secondOf(String run) {
    Duration patience = Duration.ofMillis(300);
    ProcessesFixture fixture =
        new ProcessesFixture(
            folder,
            run,
            name ->
                new Processes.Settings(
                    reapsOrphans, patience, true, ProcessesFixture.GRACE, name + ":"));
    second = fixture;
    return fixture;
  }

  private void killTheFirst() throws Exception {
    if (first != null) {
      first.destroyForcibly().waitFor();
    }
  }

  /** Adopts all, in the order in which they were started. */
  private List<Scope> adoptAll(ProcessesFixture fixture) {
    List<Scope> scopes = new ArrayList<>();
    for (Processes.Started keeper : keepers) {
      SpawnRequest request = fixture.kept("not started again");
      fixture.processes.adopt(request, keeper);
      scopes.add(request.scope());
    }
    return scopes;
  }

  private static String waiting(String then) {
    return "while [ ! -e go ]; do sleep 0.02; done; " + then;
  }

  @Test
  void theStatusOfWhatEndsAfterwardsIsKnown() throws Exception {
    reapsOrphans = true;
    ProcessesFixture fixture =
        secondAfter(
            waiting("echo done; exit 0"),
            waiting("exit 7"),
            waiting("kill -SEGV $$"),
            waiting("kill -TERM -$PPID; sleep 60"),
            waiting("kill -HUP -$PPID; sleep 60"),
            waiting("kill -INT -$PPID; sleep 60"),
            waiting("kill -KILL $$"));
    killTheFirst();
    List<Scope> scopes = adoptAll(fixture);
    assertTrue(scopes.stream().noneMatch(fixture::hasEnded));
    Files.createFile(folder.resolve("go"));
    List<Integer> codes = new ArrayList<>();
    for (Scope scope : scopes) {
      codes.add(fixture.await(scope).exitCode().getAsInt());
      assertNull(fixture.await(scope).remark());
    }
    assertEquals(List.of(0, 7, 139, 143, 129, 130, 137), codes);
    assertEquals(5, fixture.await(scopes.getFirst()).logBytes());
    assertTrue(Files.notExists(fixture.log(scopes.get(1))), "an empty log is left");
    assertEquals(List.of(), List.copyOf(fixture.lines), "told twice");
  }

  @Test
  void theStatusOfWhatEndedBeforeIsKnown() throws Exception {
    ProcessesFixture fixture = secondAfter("echo one; exit 3", "kill -KILL $$", "exit 0");
    killTheFirst();
    for (Processes.Started keeper : keepers) {
      ProcessesFixture.awaitThat(() -> !ProcessesFixture.isAlive(keeper.pid()), "its end");
    }
    List<Scope> scopes = adoptAll(fixture);
    assertEquals(new ExitStatus(3, 0), fixture.await(scopes.get(0)).status());
    assertEquals(4, fixture.await(scopes.get(0)).logBytes());
    assertEquals(new ExitStatus(137, 9), fixture.await(scopes.get(1)).status());
    assertEquals(new ExitStatus(0, 0), fixture.await(scopes.get(2)).status());
    fixture.close();
    assertEquals(3, fixture.told.stream().filter(word -> word.startsWith("ended ")).count());
  }

  @Test
  void aKeeperThatNobodyReapsHasEndedAllTheSame() throws Exception {
    // As under a PID 1 that reaps nothing: orphans become this process's, which leaves them.
    Libc.becomeSubreaper();
    ProcessesFixture fixture =
        secondAfter("while [ ! -e killed ]; do sleep 0.02; done; exit 3", waiting("exit 4"));
    killTheFirst();
    Files.createFile(folder.resolve("killed"));
    ProcessesFixture.awaitThat(
        () -> {
          ProcEntry entry = new Proc().entry(keepers.getFirst().pid());
          return entry != null && entry.isZombie();
        },
        "a zombie");
    List<Scope> scopes = adoptAll(fixture);
    assertEquals(3, fixture.await(scopes.get(0)).exitCode().getAsInt());
    Files.createFile(folder.resolve("go"));
    assertEquals(4, fixture.await(scopes.get(1)).exitCode().getAsInt());
  }

  @Test
  void oneIsStoppedAsAnyOther() throws Exception {
    ProcessesFixture fixture =
        secondAfter(
            "trap 'exit 9' TERM; echo $$ >one; while :; do sleep 0.02; done",
            "trap '' TERM; (setsid sh -c 'trap \"\" TERM; echo $$ >escaped; "
                + "while :; do sleep 0.1; done') & echo $$ >two; while :; do sleep 0.1; done");
    long escaped = fixture.pidIn("escaped");
    fixture.pidIn("one");
    fixture.pidIn("two");
    killTheFirst();
    List<Scope> scopes = adoptAll(fixture);
    scopes.forEach(scope -> fixture.processes.stop(scope, ProcessesFixture.GRACE));
    assertEquals(new ExitStatus(9, 0), fixture.await(scopes.get(0)).status());
    assertEquals(new ExitStatus(137, 9), fixture.await(scopes.get(1)).status());
    assertFalse(ProcessesFixture.isAlive(escaped));
    assertEquals(
        new Keeper.Outcome.Exited(ExitStatus.exited(137)),
        Keeper.outcome(fixture.status(scopes.get(1))));
  }

  @Test
  void whatALeaderLeftIsFoundBySessionAndByCookie() throws Exception {
    ProcessesFixture fixture =
        secondAfter(
            "sleep 60 & echo $! >in; setsid sh -c 'echo $$ >out; exec sleep 60' & "
                + "until [ -s out ]; do sleep 0.02; done; exit 6");
    long inside = fixture.pidIn("in");
    long outside = fixture.pidIn("out");
    killTheFirst();
    ProcessesFixture.awaitThat(
        () -> !ProcessesFixture.isAlive(keepers.getFirst().pid()), "the end of the keeper");
    Processes.Ended end = fixture.await(adoptAll(fixture).getFirst());
    assertEquals(new ExitStatus(6, 0), end.status());
    String remark = String.valueOf(end.remark());
    assertTrue(remark.startsWith("left running: ") && remark.endsWith("; stopped"), remark);
    assertTrue(remark.contains(inside + " sleep") && remark.contains(outside + " sleep"), remark);
    assertFalse(ProcessesFixture.isAlive(inside) || ProcessesFixture.isAlive(outside));
  }

  @Test
  void whatLeftTheSessionIsFoundWhenNothingElseIsLeft() throws Exception {
    ProcessesFixture fixture =
        secondAfter("(setsid sh -c 'echo $$ >out; exec sleep 60' &); " + waiting("exit 6"));
    long outside = fixture.pidIn("out");
    killTheFirst();
    Files.createFile(folder.resolve("go"));
    reap(keepers.getFirst().pid());
    Processes.Ended end = fixture.await(adoptAll(fixture).getFirst());
    assertEquals(new ExitStatus(6, 0), end.status());
    assertEquals("left running: " + outside + " sleep; stopped", end.remark());
    assertFalse(ProcessesFixture.isAlive(outside));
  }

  /** Waits until an orphan is gone; reaps it if it became a child of this process. */
  private static void reap(long pid) throws Exception {
    Memory info = Memory.allocate(Libc.SIGINFO_SIZE);
    ProcessesFixture.awaitThat(
        () -> {
          Libc.waitid(pid, info, Libc.WEXITED | Libc.WNOHANG);
          return new Proc().entry(pid) == null;
        },
        "the reaping of " + pid);
  }

  @Test
  void aKeeperThatWasKilledLeavesNoStatus() throws Exception {
    ProcessesFixture fixture = secondAfter("echo $$ >pid; exec sleep 60");
    long job = fixture.pidIn("pid");
    killTheFirst();
    List<Scope> scopes = adoptAll(fixture);
    Libc.kill(keepers.getFirst().pid(), Libc.SIGKILL);
    Processes.Ended end = fixture.await(scopes.getFirst());
    assertNull(end.status());
    assertTrue(end.exitCode().isEmpty());
    assertEquals(
        "ended without an exit status; left running: " + job + " sleep; stopped", end.remark());
    assertFalse(ProcessesFixture.isAlive(job));
  }

  @Test
  void aYoungerCoordinatorStopsAtItsEndWhatItAdoptedAndWhatCarriesTheCookie() throws Exception {
    ProcessesFixture fixture =
        secondAfter(
            "echo $$ >pid; exec sleep 60",
            "(setsid sh -c 'echo $$ >stray; exec sleep 60' &); echo $$ >other; sleep 60");
    List<Long> pids = List.of(fixture.pidIn("pid"), fixture.pidIn("stray"), fixture.pidIn("other"));
    killTheFirst();
    // Of the other job only what left the session is there: it belongs to nobody.
    Libc.kill(-keepers.getLast().pid(), Libc.SIGKILL);
    Processes.Started keeper = keepers.getFirst();
    String pid = Long.toString(keeper.pid());
    String start = Long.toString(keeper.startTicks());
    first = JavaMain.of(SecondMain.class, folder, List.of(fixture.run(), pid, start)).start();
    assertEquals(143, fixture.pidIn("second"));
    pids.forEach(one -> assertFalse(ProcessesFixture.isAlive(one)));
  }

  @Test
  void aReusedPidIsNeverTouched() throws Exception {
    ProcessesFixture fixture = secondOf("reused");
    Process stranger =
        new ProcessBuilder("setsid", "sh", "-c", "trap 'echo >hit' TERM; echo $$ >pid; sleep 2")
            .directory(folder.toFile())
            .start();
    try {
      long pid = fixture.pidIn("pid");
      SpawnRequest request = fixture.kept("not started again");
      Files.writeString(fixture.status(request.scope()), "run\nexit 5\n");
      long ticks = new Proc().startTicks(pid);
      fixture.processes.adopt(request, new Processes.Started(pid, ticks - 1));
      fixture.processes.stop(request.scope(), Duration.ZERO);
      assertEquals(new ExitStatus(5, 0), fixture.await(request.scope()).status());
      assertNull(fixture.await(request.scope()).remark());
      fixture.close();
      assertTrue(ProcessesFixture.isAlive(pid));
      assertTrue(Files.notExists(folder.resolve("hit")));
    } finally {
      stranger.descendants().forEach(ProcessHandle::destroyForcibly);
      stranger.destroyForcibly();
    }
  }

  @Test
  void theLogOfAnAdoptedJobIsBoundedWhileItGrows() throws Exception {
    ProcessesFixture fixture =
        secondAfter(waiting("yes | head -c 100M; echo; echo last; sleep 0.3"));
    killTheFirst();
    SpawnRequest kept = fixture.kept(List.of("not", "again"), 1 << 20);
    Path log = fixture.log(kept.scope());
    fixture.processes.adopt(kept, keepers.getFirst());
    Files.createFile(folder.resolve("go"));
    ProcessesFixture.awaitThat(() -> KeptLogTest.text(log, 5).endsWith("last\n"), "the output");
    ProcessesFixture.awaitThat(() -> KeptLogTest.blocks(log) <= 3 << 20, "a hole");
    Processes.Ended end = fixture.await(kept.scope());
    assertEquals((100 << 20) + 6, end.logBytes());
    assertTrue(Files.size(log) <= (1 << 20) + 100);
    assertTrue(Files.readString(log).endsWith("last\n"));
  }

  @Test
  void aJobIsWaitedForWithoutADescriptorToo() throws Exception {
    ProcessesFixture fixture = secondAfter(waiting("exit 4"));
    killTheFirst();
    Queue<String> told = new ConcurrentLinkedQueue<>();
    waitFor(fixture, keepers.getFirst(), () -> told.add("ours"));
    // Surely nobody's child here.
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    Processes.Started other = new Processes.Started(parent, new Proc().startTicks(parent));
    waitFor(fixture, other, () -> told.add("other"));
    Files.createFile(folder.resolve("go"));
    ProcessesFixture.awaitThat(() -> !told.isEmpty(), "the end");
    assertEquals(List.of("ours"), List.copyOf(told));
  }

  private static void waitFor(ProcessesFixture fixture, Processes.Started process, Runnable ended) {
    Child child = Child.adopt(fixture.kept("not started again"), process);
    new LeaderWait(child, ended).start();
  }

  @Test
  void onlyWhatAKeeperRunsCanBeAdopted() {
    ProcessesFixture fixture = secondOf("other");
    assertThrows(
        IllegalArgumentException.class,
        () -> fixture.processes.adopt(fixture.script("true"), new Processes.Started(1, 1)));
  }
}
