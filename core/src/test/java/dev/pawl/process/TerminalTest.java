package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that owns the terminal; script(1) makes one. */
class TerminalTest {
  @TempDir Path folder;

  private static String java(String script) {
    return String.join(
        " ",
        List.of(
            "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'",
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED",
            "-cp '" + System.getProperty("java.class.path") + "'",
            TerminalMain.class.getName(),
            "'" + script + "'"));
  }

  private Process onTerminal(String command) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs script(1)");
    return new ProcessBuilder("script", "-qec", command, "/dev/null")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("typescript").toFile())
        .start();
  }

  private void awaitShown(String text) throws Exception {
    Path shown = folder.resolve("typescript");
    ProcessesFixture.awaitThat(
        () -> Files.exists(shown) && ProcessesFixture.text(shown).contains(text), text);
  }

  private static void type(Process terminal, String text) throws Exception {
    OutputStream keys = terminal.getOutputStream();
    keys.write(text.getBytes(StandardCharsets.US_ASCII));
    keys.flush();
  }

  @Test
  @DisplayName("J36 it reads from the terminal and its exit code is kept")
  void itReadsFromTheTerminal() throws Exception {
    Process terminal = onTerminal(java("echo ready; read x; echo \"got $x\"; exit 7"));
    awaitShown("ready");
    type(terminal, "hello\n");
    awaitShown("got hello");
    awaitShown("ended 7 null");
    assertTrue(terminal.waitFor(30, TimeUnit.SECONDS));
  }

  @Test
  @DisplayName("J36 Ctrl+C goes to it, not to the coordinator, and the terminal is as before")
  void controlCGoesToTheJob() throws Exception {
    String job = "stty -echo; echo ready; while :; do sleep 1; done";
    Process terminal = onTerminal("stty -a >before; " + java(job) + "; stty -a >after");
    awaitShown("ready");
    type(terminal, "\u0003");
    awaitShown("ended 130 null");
    assertTrue(terminal.waitFor(30, TimeUnit.SECONDS));
    assertEquals(
        Files.readString(folder.resolve("before")), Files.readString(folder.resolve("after")));
  }

  @Test
  @DisplayName("J36 Ctrl+Z does not stop it: there is no prompt to go to")
  void controlZIsTakenBack() throws Exception {
    Process terminal = onTerminal(java("echo ready; read x; echo \"got $x\""));
    awaitShown("ready");
    type(terminal, "\u001a");
    awaitShown("^Z");
    type(terminal, "on\n");
    awaitShown("got on");
    awaitShown("ended 0 null");
    assertTrue(terminal.waitFor(30, TimeUnit.SECONDS));
  }

  @Test
  @DisplayName("J36 without a terminal it is refused")
  void withoutATerminalItIsRefused() throws Exception {
    Process process =
        new ProcessBuilder("setsid", "-w", "sh", "-c", java("true"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String shown =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals("refused: needs a terminal", shown);
  }
}
