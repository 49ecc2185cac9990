package dev.pawl.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that share a ledger, and real signals. */
@Timeout(value = 120, threadMode = SEPARATE_THREAD) // a read of a pipe hears of no interrupt
class ProcessesTest {
  @TempDir Path project;

  private Process start(Class<?> program, String argument) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            project.toString(),
            argument);
    return builder.redirectErrorStream(true).start();
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  @Test
  @DisplayName("L30 two processes, four threads each: no line is lost or torn, no step done twice")
  void l30() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      processes.add(start(SharedMain.class, name));
    }
    List<String> told = new ArrayList<>();
    for (Process process : processes) {
      told.addAll(process.inputReader().lines().toList());
      assertEquals(0, process.waitFor(), told::toString);
    }
    try (Ledger ledger = Ledger.open(project)) {
      for (String name : List.of("a", "b")) {
        for (int thread = 0; thread < SharedMain.THREADS; thread++) {
          for (int step = 0; step < SharedMain.STEPS; step++) {
            String full = "shared/%s-%d-%d".formatted(name, thread, step);
            assertTrue(ledger.status(full).valid(), full);
          }
        }
      }
    }
    int times = told.stream().mapToInt(Integer::parseInt).sum();
    assertTrue(times > 0);
    assertEquals(times, assertNeverTwiceAtOnce());
  }

  /**
   * In the file's order, nobody begins the common step while somebody else is at work on it.
   *
   * @return how often it was begun
   */
  private int assertNeverTwiceAtOnce() throws IOException {
    boolean begun = false;
    int times = 0;
    for (String line : Files.readAllLines(project.resolve(".pawl/state.jsonl"))) {
      if (line.startsWith("{\"step_name\":\"shared/all\"")) {
        boolean begins = line.contains(": started\"");
        assertEquals(begun, !begins, line);
        begun = begins;
        times += begins ? 1 : 0;
      }
    }
    assertFalse(begun);
    return times;
  }

  /** The output of a SignalMain that has been asked by one signal and interrupted by another. */
  private static BufferedReader afterTwo(Process process, String first, String second)
      throws Exception {
    BufferedReader out = process.inputReader();
    assertEquals("begun", out.readLine());
    signal(process, first);
    assertEquals("asked", out.readLine());
    signal(process, second);
    assertEquals("interrupted", out.readLine());
    return out;
  }

  @Test
  @DisplayName("L31 the first signal asks, the second interrupts, the exit status tells which")
  void l31signals() throws Exception {
    Process process = start(SignalMain.class, "hearing");
    BufferedReader out = afterTwo(process, "TERM", "INT");
    assertEquals("stopped by SIGTERM", out.readLine());
    assertEquals(143, process.waitFor());
  }

  @Test
  void aThirdSignalEndsAProgramThatIsDeaf() throws Exception {
    Process process = start(SignalMain.class, "deaf");
    afterTwo(process, "INT", "INT");
    signal(process, "INT");
    assertEquals(130, process.waitFor());
    try (Ledger ledger = Ledger.open(project)) {
      Status status = ledger.status("demo/a");
      assertEquals("is incomplete: started", status.reason().orElseThrow());
      assertTrue(status.holder().isEmpty(), "L07 it is free again");
    }
  }

  @Test
  void signalsAreTheHostsAgainWhenTheSourceIsClosed() throws Exception {
    Process process = start(SignalMain.class, "plain");
    BufferedReader out = process.inputReader();
    assertEquals("begun", out.readLine());
    signal(process, "TERM");
    assertEquals(143, process.waitFor());
    assertEquals(null, out.readLine());
  }
}
