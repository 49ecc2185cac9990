package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.posix.Libc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs under a keeper, while their coordinator lives. */
class KeptTest {
  @TempDir Path folder;
  private ProcessesFixture fixture;

  @BeforeEach
  void open() {
    fixture = new ProcessesFixture(folder, false, ProcessesFixture.GRACE);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private String file(Scope scope) {
    return ProcessesFixture.text(fixture.status(scope));
  }

  private String log(Scope scope) {
    return ProcessesFixture.text(fixture.log(scope));
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0, 0",
    "exit 7, 7",
    "exit 255, 255",
    "kill -TERM $$, 143",
    "kill -KILL $$, 137",
    "kill -SEGV $$, 139",
    "kill -HUP $$, 129",
    "kill -INT $$, 130",
    "kill -QUIT $$, 131",
    "kill -USR1 $$, 138"
  })
  void theStatusIsTheJobsAndStandsInTheFile(String script, int code) throws Exception {
    SpawnRequest request = fixture.kept(script);
    Processes.Ended end = fixture.run(request);
    assertEquals(ExitStatus.exited(code), end.status());
    assertNull(end.remark());
    assertEquals("run\nexit " + code + "\n", file(request.scope()));
    assertEquals(0, end.logBytes(), "the shell's own words about its child");
    assertTrue(Files.notExists(fixture.log(request.scope())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP", "INT", "QUIT", "USR1", "ALRM", "XCPU"})
  void whatIsSentToTheGroupEndsTheJobAndNotTheKeeper(String signal) throws Exception {
    Scope scope = fixture.start(fixture.kept("echo $PPID >pid; while :; do sleep 0.1; done"));
    long keeper = fixture.pidIn("pid");
    new ProcessBuilder("sh", "-c", "kill -" + signal + " -" + keeper).start().waitFor();
    Processes.Ended end = fixture.await(scope);
    assertTrue(end.signal() > 0);
    assertEquals("run\nexit " + end.exitCode().getAsInt() + "\n", file(scope));
  }

  @Test
  void aStopThatTheJobHeedsIsRecorded() throws Exception {
    Scope scope = fixture.start(fixture.kept("echo $$ >pid; exec sleep 60"));
    fixture.pidIn("pid");
    fixture.processes.stop(scope, Duration.ofSeconds(20));
    assertEquals(new ExitStatus(143, 15), fixture.await(scope).status());
    assertEquals("run\nexit 143\n", file(scope));
  }

  @Test
  void aJobThatIgnoresTheStopIsKilledAndItsKeeperRecordsThat() throws Exception {
    Scope scope =
        fixture.start(
            fixture.kept(
                "trap '' TERM; (echo $$; while :; do sleep 0.1; done) & echo $! >pid; "
                    + "while :; do sleep 0.1; done"));
    long grandchild = fixture.pidIn("pid");
    fixture.processes.stop(scope, ProcessesFixture.GRACE);
    Processes.Ended end = fixture.await(scope);
    assertEquals(new ExitStatus(137, 9), end.status());
    assertEquals("run\nexit 137\n", file(scope));
    assertNull(end.remark());
    assertFalse(ProcessesFixture.isAlive(grandchild));
  }

  @Test
  void aKillAtOnceIsRecordedToo() throws Exception {
    SpawnRequest request = fixture.kept("exec sleep 60");
    Scope scope = fixture.start(request);
    fixture.processes.kill(scope);
    ExitStatus status = fixture.await(scope).status();
    assertTrue(new ExitStatus(137, 9).equals(status) || new ExitStatus(143, 15).equals(status));
  }

  @Test
  void aKeeperThatDoesNotEndByItselfIsKilled() throws Exception {
    SpawnRequest request =
        fixture.kept("trap '' TERM; echo $PPID >pid; while :; do sleep 0.1; done");
    Scope scope = fixture.start(request);
    long keeper = fixture.pidIn("pid");
    fixture.processes.stop(scope, Duration.ofSeconds(1));
    long start = System.nanoTime();
    // Until the job is killed it is continued by the stop, and stopped again.
    while (ProcessesFixture.isAlive(keeper)) {
      Libc.kill(keeper, Libc.SIGSTOP);
      Thread.sleep(1);
    }
    Processes.Ended end = fixture.await(scope);
    assertEquals(new ExitStatus(137, 9), end.status());
    assertNull(end.remark());
    assertEquals("run\n", file(scope));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.toMillis() >= 2000 && took.toMillis() < 4500, "took " + took);
  }

  @Test
  void whatTheKeeperLeavesBehindWhenItIsKilledIsStopped() throws Exception {
    Scope scope = fixture.start(fixture.kept("echo $PPID >keeper; echo $$ >pid; exec sleep 60"));
    long keeper = fixture.pidIn("keeper");
    long job = fixture.pidIn("pid");
    ProcessHandle.of(keeper).orElseThrow().destroyForcibly();
    Processes.Ended end = fixture.await(scope);
    assertEquals(new ExitStatus(137, 9), end.status());
    assertEquals("left running: " + job + " sleep; stopped", end.remark());
    assertFalse(ProcessesFixture.isAlive(job));
  }

  @Test
  void theRecordedEndCountsWhenTheKeeperIsKilledAfterIt() throws Exception {
    // The keeper is stopped before it has seen the end of its job.
    SpawnRequest request = fixture.kept("kill -STOP $PPID; echo $PPID >pid");
    Scope scope = fixture.start(request);
    long keeper = fixture.pidIn("pid");
    Files.writeString(fixture.status(scope), "exit 4\n", StandardOpenOption.APPEND);
    ProcessHandle.of(keeper).orElseThrow().destroyForcibly();
    assertEquals(new ExitStatus(4, 0), fixture.await(scope).status());
  }

  @Test
  void stragglersAreStoppedAndNamedAndTheKeeperIsNone() throws Exception {
    Processes.Ended end = fixture.run(fixture.kept("sleep 60 & echo $! >pid; exit 6"));
    long pid = fixture.pidIn("pid");
    assertEquals(new ExitStatus(6, 0), end.status());
    assertEquals("left running: " + pid + " sleep; stopped", end.remark());
    assertFalse(ProcessesFixture.isAlive(pid));
  }

  @Test
  void theJobIsNamedWhenItsStopTakesLongNotTheKeeper() throws Exception {
    Scope scope =
        fixture.start(fixture.kept("trap '' TERM; echo $PPID >pid; while :; do sleep 1; done"));
    long keeper = fixture.pidIn("pid");
    fixture.processes.stop(scope, Duration.ofHours(1));
    ProcessesFixture.awaitThat(() -> !fixture.processes.lingering().isEmpty(), "a name");
    assertTrue(fixture.processes.lingering().stream().noneMatch(l -> l.pid() == keeper));
    fixture.processes.kill(scope);
    assertEquals(137, fixture.await(scope).status().code());
  }

  private @Nullable String inside(boolean kept, String script) throws Exception {
    SpawnRequest request = kept ? fixture.kept(script) : fixture.script(script);
    fixture.run(request);
    return log(request.scope()).replaceAll("job:[0-9]+", "job:N");
  }

  @Test
  void theJobSeesFromInsideWhatAnyJobSees() throws Exception {
    String script =
        "for n in $(seq 0 99); do [ -e /proc/$$/fd/$n ] && echo $n; done;"
            + "grep -E 'SigBlk|SigIgn|SigCgt' /proc/self/status; readlink /proc/$$/fd/0; "
            + "echo $0; pwd; umask; ulimit -n; env | grep -v ^PWD= | sort";
    assertEquals(inside(false, script), inside(true, script));
  }

  @Test
  void whatLooksLikeABuiltInOfTheShellIsTheProgram() throws Exception {
    SpawnRequest request = fixture.kept(List.of("echo", "--version"), 10 << 20);
    fixture.run(request);
    assertTrue(log(request.scope()).startsWith("echo ("), log(request.scope()));
  }

  @Test
  void variablesArgumentsAndFolderArriveUnchanged() throws Exception {
    String odd = "it's \"q\" $(x) `y` \\ \nsecond é";
    Scope scope = fixture.nextScope();
    Program program =
        new Program(
            List.of("sh", "-c", "printf '%s|%s|%s|%s' \"$A\" \"$1\" \"$2\" \"$PWD\"", odd, odd, ""),
            Environment.inherited(),
            Map.of("A", odd),
            folder);
    Output kept = new Output.Kept(fixture.log(scope), 1 << 20, fixture.status(scope));
    fixture.run(new SpawnRequest(scope, program, kept, false, ProcessesFixture.GRACE));
    assertEquals(odd + "|" + odd + "||" + folder, log(scope));
  }

  private String refusal(SpawnRequest request) {
    return assertThrows(SpawnRefusedException.class, () -> fixture.start(request)).getMessage();
  }

  private void assertSameRefusal(String... argv) {
    SpawnRequest kept = fixture.kept(List.of(argv), 1 << 20);
    assertEquals(refusal(fixture.command(List.of(argv))), refusal(kept));
    assertTrue(Files.notExists(fixture.log(kept.scope())));
    assertTrue(Files.notExists(fixture.status(kept.scope())));
  }

  @Test
  void whatCannotBeStartedIsRefusedWithTheSameWords() throws Exception {
    assertSameRefusal("no-such-program");
    assertSameRefusal("./none");
    assertSameRefusal("/no/such/file");
    assertSameRefusal("");
    assertSameRefusal("/tmp");
    Files.writeString(folder.resolve("plain"), "#!/bin/sh\n");
    assertSameRefusal("./plain");
    for (String content : List.of("#!/no/such/sh\n", "#! ./nowhere x\n", "echo x\n", "", "#!\n")) {
      Path file = Files.writeString(folder.resolve("x"), content);
      assertTrue(file.toFile().setExecutable(true));
      assertSameRefusal("./x");
      assertSameRefusal(file.toString());
    }
    assertSameRefusal("true", "x".repeat(131_072));
    assertSameRefusal("true", "a\0b");
  }

  @Test
  void aFolderThatIsMissingIsNamed() {
    SpawnRequest request = fixture.kept("true");
    Program program =
        new Program(request.program().argv(), Environment.inherited(), Map.of(), Path.of("/nope"));
    assertEquals(
        "folder '/nope' does not exist",
        refusal(
            new SpawnRequest(
                request.scope(), program, request.output(), false, ProcessesFixture.GRACE)));
  }

  @Test
  void aLogOrStatusFileThatCannotBeMadeIsRefused() {
    SpawnRequest plain = fixture.script("true");
    Path nowhere = folder.resolve("none/file");
    Path here = folder.resolve("here");
    String reason = "' could not be created: no such file or folder";
    assertEquals(
        "the log '" + nowhere + reason,
        refusal(with(plain, new Output.Kept(nowhere, 1 << 20, here))));
    assertEquals(
        "the status file '" + nowhere + reason,
        refusal(with(plain, new Output.Kept(here, 1 << 20, nowhere))));
    assertTrue(Files.notExists(here));
  }

  @Test
  void theKeeperIsFoundByItsScopeAndNothingElseIs() throws Exception {
    SpawnRequest request =
        fixture.kept(
            "echo $PPID >pid; setsid sh -c 'echo $$ >other; exec sleep 60' & "
                + "PAWL_SCOPE=$PAWL_SCOPE,inner:job:1 setsid sleep 60 & sleep 60");
    assertEquals(Optional.empty(), Identity.findLeader(request.scope()));
    Processes.Started keeper = fixture.processes.spawn(request);
    assertEquals(keeper.pid(), fixture.pidIn("pid"));
    fixture.pidIn("other");
    assertEquals(Optional.of(keeper), Identity.findLeader(request.scope()));
    assertEquals(Optional.empty(), Identity.findLeader(new Scope("inner:job:1")));
    assertEquals(Optional.empty(), Identity.findLeader(new Scope(request.scope() + "0")));
    ProcessHandle.of(keeper.pid()).orElseThrow().destroyForcibly();
    ProcessesFixture.awaitThat(() -> !ProcessesFixture.isAlive(keeper.pid()), "its end");
    assertEquals(Optional.empty(), Identity.findLeader(request.scope()));
  }

  private static SpawnRequest with(SpawnRequest plain, Output output) {
    return new SpawnRequest(plain.scope(), plain.program(), output, false, ProcessesFixture.GRACE);
  }
}
