package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory and disk stay bounded, whatever jobs print. */
class BoundTest {
  private static final long GIB = 1L << 30;
  private static final long MOST_MEMORY_KB = 350_000;
  private static final long MOST_DISK_KB = 6 << 10;

  @TempDir Path temp;

  private final String nap = Live.nap();
  private long peakMemory;
  private long peakDisk;

  @Test
  @DisplayName("J31 1 GiB of output: memory and disk bounded, head and tail kept, the gap named")
  void aGibibyteOfOutputIsBounded() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            log: { max_size: 2MB }
            jobs:
              flood: { run: "echo the head; yes 0123456789012345678901234567890 | head -c %d; echo the tail" }
            """
                .formatted(GIB));
    try (Running pawl = project.program().launch("run", "-q")) {
      while (pawl.isAlive()) {
        look(project, pawl);
      }
      Program.Result result = pawl.await();
      assertEquals(0, result.exit(), result.told());
    }
    assertTrue(peakMemory < MOST_MEMORY_KB, "memory " + peakMemory + " kB");
    assertTrue(peakDisk < MOST_DISK_KB, "disk " + peakDisk + " kB");
    assertGapIsNamed(project.run());
  }

  private static void assertGapIsNamed(RunRecord run) throws IOException {
    byte[] log = Files.readAllBytes(run.logFile("flood"));
    String text = new String(log, StandardCharsets.ISO_8859_1);
    assertTrue(text.startsWith("the head\n012345"), text.substring(0, 40));
    assertTrue(text.endsWith("\nthe tail\n"), text.substring(text.length() - 40));
    assertTrue(log.length <= (2 << 20) + 200, "the log has " + log.length);
    Matcher gap = Pattern.compile("\\[pawl: (\\d+) bytes left out]\n").matcher(text);
    assertTrue(gap.find(), "the gap is named");
    long missing = Long.parseLong(gap.group(1));
    int line = gap.group().length();
    assertEquals(GIB + "the head\nthe tail\n".length(), log.length - line + missing);
  }

  @Test
  @DisplayName("neighbour of J31: a reader of stdout that stands still holds no memory, nor Ctrl+C")
  void aStandingReaderHoldsNeitherMemoryNorCtrlC() throws Exception {
    Project project =
        Project.in(temp, "jobs: { flood: { run: yes %s, grace: 1s } }".formatted(nap));
    Process pawl =
        project
            .program()
            .builder(project.program().command("run"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Eventually.holds(() -> "a log", () -> !project.runs().isEmpty() && hasLog(project));
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (System.nanoTime() < end) {
        look(pawl.pid());
      }
      Live.signal(pawl.pid(), "INT");

      assertTrue(pawl.waitFor(20, TimeUnit.SECONDS), "still there 20 s after Ctrl+C");
      assertEquals(130, pawl.exitValue());
      assertTrue(Live.marked(nap).isEmpty(), () -> "left: " + project.folder());
      assertEquals("interrupted", project.run().status("flood"));
      assertTrue(peakMemory < MOST_MEMORY_KB, "memory " + peakMemory + " kB");
    } finally {
      pawl.destroyForcibly().waitFor();
    }
  }

  @Test
  @DisplayName("neighbour of J31: a line without an end does not grow in memory")
  void anEndlessLineDoesNotGrowInMemory() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            log: { max_size: 1MB }
            jobs: { a: { run: head -c 300000000 /dev/zero } }
            """);
    try (Running pawl = project.program().launch("run")) {
      while (pawl.isAlive()) {
        look(pawl.pid());
      }
      Program.Result result = pawl.await();
      assertEquals(0, result.exit());
      assertTrue(result.out().length() <= 70_000, "stdout has " + result.out().length());
    }
    assertTrue(peakMemory < MOST_MEMORY_KB, "memory " + peakMemory + " kB");
  }

  private static boolean hasLog(Project project) throws IOException {
    return Files.exists(project.run().logFile("flood"));
  }

  private void look(Project project, Running pawl) throws Exception {
    look(pawl.pid());
    Process du =
        new ProcessBuilder("du", "-sk", ".pawl").directory(project.folder().toFile()).start();
    String told = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    du.waitFor();
    if (!told.isBlank()) {
      peakDisk = Math.max(peakDisk, Long.parseLong(told.split("\\s")[0]));
    }
  }

  private void look(long pid) throws InterruptedException {
    long kb = Live.status(pid, "VmRSS").map(text -> Long.parseLong(text.split(" ")[0])).orElse(0L);
    peakMemory = Math.max(peakMemory, kb);
    TimeUnit.MILLISECONDS.sleep(20);
  }
}
