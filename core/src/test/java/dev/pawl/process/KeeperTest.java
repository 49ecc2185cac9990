package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a status file tells, and the keeper by itself, in each shell that is there. */
class KeeperTest {
  private static final Keeper.Outcome ABSENT = new Keeper.Outcome.Absent();
  private static final Keeper.Outcome UNKNOWN = new Keeper.Outcome.Unknown();

  @TempDir Path folder;

  private Keeper.Outcome outcome(String content) throws Exception {
    return Keeper.outcome(Files.writeString(folder.resolve("status"), content));
  }

  private static Keeper.Outcome exited(int code) {
    return new Keeper.Outcome.Exited(ExitStatus.exited(code));
  }

  @Test
  void nothingTellsThatNothingRan() throws Exception {
    assertEquals(ABSENT, Keeper.outcome(folder.resolve("none")));
    assertEquals(ABSENT, outcome(""));
  }

  @Test
  void aStartWithoutAnEndIsUnknownHoweverItIsCut() throws Exception {
    String whole = "run\nexit 143\n";
    for (int length = 1; length < whole.length(); length++) {
      assertEquals(UNKNOWN, outcome(whole.substring(0, length)));
    }
    assertEquals(exited(143), outcome(whole));
  }

  @Test
  void whatIsNoLineOfAKeeperSaysNothing() throws Exception {
    assertEquals(UNKNOWN, outcome("run\nexit \nexit x\nexit 1234\n exit 1\n\0\0\0"));
    assertEquals(UNKNOWN, Keeper.outcome(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/dash", "/bin/bash", "/bin/busybox", "/bin/sh"})
  void everyShellKeeps(String shell) throws Exception {
    if (Files.exists(Path.of(shell))) {
      assertEquals(exited(0), kept(shell, "exit 0"));
      assertEquals(exited(9), kept(shell, "exit 9"));
      assertEquals(exited(137), kept(shell, "kill -9 $$"));
      assertEquals(exited(139), kept(shell, "kill -SEGV $$"));
      assertEquals(exited(143), kept(shell, "kill -TERM -$PPID; sleep 60"));
      assertEquals(exited(129), kept(shell, "kill -HUP -$PPID; sleep 60"));
      assertEquals("", ProcessesFixture.text(folder.resolve("output")));
    }
  }

  private Keeper.Outcome kept(String shell, String script) throws Exception {
    Path status = Files.writeString(folder.resolve("status"), "");
    ProcessBuilder builder =
        shell.endsWith("busybox")
            ? new ProcessBuilder("env", "--default-signal", "setsid", "--wait", shell, "sh", "-c")
            : new ProcessBuilder("env", "--default-signal", "setsid", "--wait", shell, "-c");
    builder.command().addAll(java.util.List.of(Keeper.TEXT, Keeper.NAME, status.toString()));
    builder.command().addAll(java.util.List.of("sh", "-c", script));
    builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start()
        .waitFor();
    return Keeper.outcome(status);
  }
}
