package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit statuses, and spawns that are refused. */
class ExitTest {
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

  private ExitStatus status(String script) throws Exception {
    return fixture.run(fixture.script(script)).status();
  }

  private String refusal(SpawnRequest request) {
    return assertThrows(SpawnRefusedException.class, () -> fixture.start(request)).getMessage();
  }

  @Test
  @DisplayName("J27 exit 7 is code 7 without a signal")
  void exitSevenIsCodeSeven() throws Exception {
    assertEquals(new ExitStatus(7, 0), status("exit 7"));
  }

  @Test
  @DisplayName("J27 death by SIGSEGV is code 139, signal 11")
  void deathBySegvIsCode139() throws Exception {
    assertEquals(new ExitStatus(139, 11), status("kill -SEGV $$"));
  }

  @Test
  @DisplayName("J27 a shell that reports the death of its command counts as death by that signal")
  void aShellThatReportsDeathCounts() throws Exception {
    assertEquals(new ExitStatus(139, 11), status("sh -c 'kill -SEGV $$'; exit $?"));
  }

  @Test
  void aProcessThatGoesOnWithoutItsOutputIsWaitedFor() throws Exception {
    assertEquals(new ExitStatus(3, 0), status("exec >/dev/null 2>&1; sleep 0.01; exit 3"));
    assertEquals(new ExitStatus(4, 0), status("exec >/dev/null 2>&1; sleep 0.2; exit 4"));
  }

  @Test
  void theEndOfALeaderIsSeenWhileItsChildHoldsTheOutput() throws Exception {
    assertEquals(new ExitStatus(5, 0), status("sleep 60 & exit 5"));
    assertEquals(new ExitStatus(6, 0), status("sleep 60 & sleep 0.2; exit 6"));
  }

  @Test
  void aProcessThatPrintsNothingHasNoLog() throws Exception {
    SpawnRequest request = fixture.script("true");
    Processes.Ended end = fixture.run(request);
    assertEquals(0, end.logBytes());
    assertNull(end.remark());
    assertTrue(Files.notExists(fixture.log(request.scope())));
  }

  @Test
  void aMissingFolderIsNamed() {
    SpawnRequest request = fixture.script("true");
    Program program =
        new Program(request.program().argv(), Environment.inherited(), Map.of(), Path.of("/nope"));
    assertEquals(
        "folder '/nope' does not exist",
        refusal(
            new SpawnRequest(
                request.scope(), program, request.output(), false, ProcessesFixture.GRACE)));
  }

  @Test
  void aMissingProgramIsNamed() {
    String text = refusal(fixture.command(List.of("no-such-program")));
    assertTrue(text.startsWith("program 'no-such-program' was not found in PATH ("), text);
    assertEquals("program './x' does not exist", refusal(fixture.command(List.of("./x"))));
  }

  @Test
  void aProgramThatIsNotExecutableIsNamed() throws Exception {
    Files.writeString(folder.resolve("x"), "#!/bin/sh\n");
    assertEquals("'./x' is not executable (chmod +x)", refusal(fixture.command(List.of("./x"))));
  }

  @Test
  void anInterpreterThatIsMissingIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("x"), "#!/no/such/sh\n");
    assertTrue(file.toFile().setExecutable(true));
    assertEquals(
        "the interpreter that './x' names does not exist",
        refusal(fixture.command(List.of("./x"))));
  }

  @Test
  void anArgumentThatIsTooLongIsNamedWithTheLimit() throws Exception {
    String longest = "x".repeat(131_071);
    assertEquals(0, fixture.run(fixture.command(List.of("true", longest))).status().code());
    assertEquals(
        "argument 1 has 131,072 bytes, the kernel takes at most 131,071 (pass it in a file)",
        refusal(fixture.command(List.of("true", longest + "x"))));
  }

  @Test
  void argumentsThatAreTooLongTogetherAreRefused() {
    List<String> argv = new ArrayList<>(Collections.nCopies(100, "x".repeat(131_000)));
    argv.addFirst("true");
    String text = refusal(fixture.command(argv));
    assertTrue(text.startsWith("arguments and environment together"), text);
  }
}
