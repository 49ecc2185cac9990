package dev.pawl.e2e.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The last shape of the process matrix: the number of a job's process, and that of its coordinator,
 * belong to somebody else by now, who leads a group and a session of that number.
 */
class ReusedPidTest {
  private static final String INNOCENT =
      "trap 'touch hit' HUP INT TERM CONT; touch ready; while :; do sleep 0.1; done";

  @TempDir Path temp;

  private final String nap = Live.nap();
  private BackgroundProject project;
  private Process innocent;
  private Path home;

  @BeforeEach
  void begin() throws Exception {
    project =
        BackgroundProject.in(
            temp.resolve("project"),
            """
            jobs:
              a: { run: 'echo a >> ran; test -e go || sleep %s', grace: 1s }
              b: { run: echo b >> ran, needs: a }
            """
                .formatted(nap));
    home = Files.createDirectory(temp.resolve("innocent"));
    innocent = new ProcessBuilder("setsid", "sh", "-c", INNOCENT).directory(home.toFile()).start();
    Eventually.holds(() -> "not ready", () -> Files.exists(home.resolve("ready")));
    assertEquals(Long.toString(innocent.pid()), Live.field(innocent.pid(), 5), "its own group");
  }

  @AfterEach
  void end() throws Exception {
    innocent.destroyForcibly().waitFor();
    project.close();
  }

  @Test
  @DisplayName("neighbour of J49: coordinator and helper gone, their numbers and the job's reused")
  void nobodyDrives() throws Exception {
    RunRecord run = started();
    project.killDrivers(run);
    long coordinator = kill(run);
    forge(run, coordinator);

    String before = Tree.of(project.project().path(".pawl"));
    assertEquals("interrupted", project.listed(run, "a").get("status"));
    assertEquals("cancelled", project.listed(run, "b").get("status"));
    assertEquals(before, Tree.of(project.project().path(".pawl")));

    Program.Result cancel = project.pawl("cancel", run.id());
    assertTrue(cancel.told().contains("interrupted"), cancel.told());
    assertUntouched();
    assertRetried(run);
  }

  @Test
  @DisplayName("neighbour of J49: a number that is reused is not adopted")
  void notAdopted() throws Exception {
    RunRecord run = started();
    long helper = project.helper(run);
    Live.signal(helper, "STOP");
    long coordinator = kill(run);
    forge(run, coordinator);

    Live.signal(helper, "CONT");

    project.awaitEnd(run);
    assertTrue(run.reason("a").contains("without an exit status"), run.reason("a"));
    assertEquals("interrupted", run.status("a"), run.reason("a"));
    assertUntouched();
    assertRetried(run);
  }

  private RunRecord started() throws Exception {
    RunRecord run = project.detach();
    project.awaitStart(run, "a");
    Eventually.holds(() -> "a does nothing", () -> project.project().has("ran"));
    return run;
  }

  /** Kills the coordinator, and the job with its keeper; returns the number of the former. */
  private long kill(RunRecord run) throws Exception {
    long coordinator = project.coordinator(run);
    Live.signal(coordinator, "KILL");
    Eventually.holds(
        () -> "a lives on",
        () -> {
          Live.marked(nap).forEach(entry -> Live.signal(entry.pid(), "KILL"));
          return Live.marked(nap).isEmpty() && !Live.isAlive(coordinator);
        });
    return coordinator;
  }

  /** As if the innocent had got the numbers of the job and of the coordinator. */
  private void forge(RunRecord run, long coordinator) throws Exception {
    String mine = "\"pid\":" + innocent.pid() + ",";
    Path journal = run.folder().resolve("journal.jsonl");
    String job = "\"pid\":" + run.pid("a") + ",";
    List<String> lines = Files.readAllLines(journal);
    String forged =
        lines.stream()
            .map(line -> line.substring(0, line.lastIndexOf(",\"crc\":")))
            .map(line -> line.replace(job, mine))
            .map(line -> line.replace("\"pid\":" + coordinator + ",", mine))
            .map(line -> line + ",\"crc\":\"" + crc(line) + "\"}\n")
            .collect(Collectors.joining());
    Files.writeString(journal, forged);
    assertEquals(innocent.pid(), run.pid("a"));
    assertEquals(innocent.pid(), project.coordinator(run));
  }

  private static String crc(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  private void assertUntouched() {
    assertTrue(innocent.isAlive());
    assertFalse(Files.exists(home.resolve("hit")), "it got a signal");
  }

  private void assertRetried(RunRecord run) throws Exception {
    project.project().write("go", "");
    Program.Result retry = project.pawl("retry", run.id());

    assertEquals(0, retry.exit(), retry.told());
    assertEquals("interrupted", run.status("a"), run.reason("a"));
    assertEquals("a\na\nb\n", project.project().read("ran"));
    assertUntouched();
    assertEquals(List.of(), project.alive());
  }
}
