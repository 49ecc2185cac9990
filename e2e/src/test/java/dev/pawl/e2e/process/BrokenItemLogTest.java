package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Json;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Requirement;
import dev.pawl.e2e.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The item log of a loop cannot be written: the kernel refuses one call after the other, which
 * strace(1) makes it do, or the disk is full. Every call at the level of the log itself: {@code
 * ItemLogFaultTest}.
 */
class BrokenItemLogTest {
  private static final String LOG = ".pawl/items/default/a.jsonl";
  private static final String CONFIG =
      """
      jobs:
        a: { run: 'echo "$ITEM" >> seen', foreach: { lines: list } }
        beside: { run: 'until test -e done; do sleep 0.05; done', grace: 1s }
        after: { run: touch done, needs: a }
      """;

  @TempDir Path temp;

  private int projects;

  /** A project whose loop has done some items, and has two more to do. */
  private Project project(List<String> done) throws Exception {
    Project project = Project.in(temp.resolve("p" + projects++), CONFIG);
    if (!done.isEmpty()) {
      project.write("list", String.join("\n", done) + "\n");
      assertEquals(0, project.pawl("run").exit());
      Files.delete(project.path("done"));
      Files.delete(project.path("seen"));
    }
    project.write("list", String.join("\n", done) + "\nx\ny\n");
    return project;
  }

  /** Fails the first, the second, the third call of one kind, until there is none. */
  private int failEvery(String call, String error, List<String> done) throws Exception {
    for (int count = 1; ; count++) {
      Project project = project(done);
      Path trace = temp.resolve("trace");
      Program.Result result = underStrace(project, call, error + ":when=" + count, trace);
      if (!Files.readString(trace).contains("(INJECTED)")) {
        assertEquals(0, result.exit(), result.told());
        return count - 1;
      }
      assertHalted(project, result);
      assertGoesOn(project);
    }
  }

  private static Program.Result underStrace(Project project, String call, String fault, Path trace)
      throws Exception {
    String log = project.path(LOG).toString();
    return project
        .program()
        .under(
            "strace",
            "-f",
            "-qq",
            "--seccomp-bpf",
            "-o" + trace,
            "-P" + log,
            "-P" + log + ".new",
            "-P" + project.path(LOG).getParent(),
            "-etrace=" + call,
            "-einject=" + call + ":error=" + fault)
        .run("run", "-j", "2");
  }

  private static void assertHalted(Project project, Program.Result result) throws Exception {
    assertEquals(70, result.exit(), result.told());
    assertFalse(result.err().contains("\tat "), result.err());
    String log = project.path(LOG).toString();
    assertTrue(
        result
            .err()
            .lines()
            .anyMatch(line ->
                line.startsWith("cannot write " + log)
                    || line.startsWith("cannot force to the disk " + log)),
        result.err());
    RunRecord run = new RunRecord(project.runs().getLast());
    Eventually.holds(() -> "all gone", () -> Live.marked(run.id()).isEmpty());
    assertEquals("interrupted", run.status("beside"), result::told);
    assertEquals("interrupted", run.status("a"), result::told);
    assertFalse(project.has("done"));
  }

  private static List<String> completed(String text) {
    Stream<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines();
    return lines.skip(1).map(line -> Json.object(line).get("item").toString()).toList();
  }

  /** The next run does exactly what the log does not hold. */
  private static void assertGoesOn(Project project) throws Exception {
    List<String> done = completed(project.read(LOG));
    List<String> missing =
        Files.readAllLines(project.path("list")).stream()
            .filter(item -> !item.isEmpty() && !done.contains(item))
            .toList();
    Files.deleteIfExists(project.path("seen"));
    Program.Result next = project.pawl("run", "-j", "2");
    assertEquals(0, next.exit(), next.told());
    List<String> seen = project.read("seen").lines().filter(item -> !item.isEmpty()).toList();
    assertEquals(missing, seen.stream().sorted().toList());
  }

  @Test
  @DisplayName("J58 what halts a run is told with --quiet as well, once")
  void quietTellsIt() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: 'true', foreach: { run: seq 400 } } }\n");

    Program.Result result =
        project.program().under("prlimit", "--fsize=16000:16000").run("run", "-q");

    assertEquals(70, result.exit(), result.told());
    assertEquals(1, result.err().lines().count(), result.told());
    assertTrue(result.err().startsWith("pawl: cannot write "), result.told());
    assertTrue(result.err().contains(LOG + ": File too large"), result.told());
  }

  @Test
  @DisplayName("J58 every write to an item log that is refused halts the run, and the next goes on")
  void everyWriteThatIsRefusedHaltsTheRun() throws Exception {
    Requirement.strace();
    assertTrue(failEvery("write", "ENOSPC", List.of()) >= 2);
    assertTrue(failEvery("write", "ENOSPC", List.of("a", "b")) >= 2);
  }

  @Test
  @DisplayName("J58 every fsync of an item log that fails halts the run, and the next goes on")
  void everyForceThatFailsHaltsTheRun() throws Exception {
    Requirement.strace();
    assertTrue(failEvery("fsync", "EIO", List.of()) >= 2);
    assertTrue(failEvery("fsync", "EIO", List.of("a", "b")) >= 1);
    assertTrue(failEvery("rename", "EIO", List.of()) >= 1);
  }

  @Test
  @DisplayName(
      "J58 a disk that fills up in the middle of a loop costs no item; with room it goes on")
  void aFullDiskCostsNoItem() throws Exception {
    Requirement.mounts();
    Project source =
        Project.in(
            temp.resolve("source"),
            """
            jobs:
              a:
                run: |
                  echo "$ITEM" >> "$SEEN"
                  test "$ITEM" != 5 || test -e "$SEEN.full" || cat /dev/zero >filler 2>/dev/null || true
                foreach: { run: seq 300 }
              beside: { run: 'until test -e "$SEEN.done"; do sleep 0.05; done', grace: 1s }
              after: { run: 'touch "$SEEN.done"', needs: a }
            """);
    Path disk = Files.createDirectory(temp.resolve("disk"));
    Path kept = Files.createDirectory(temp.resolve("kept"));
    String script =
        """
        mount -t tmpfs -o size=3m pawl-full "$1" || exit 99
        cp pawl.yml "$1" && cd "$1" || exit 98
        export SEEN="$2/seen"
        %1$s run -j 3 2>"$2/err"
        echo $? >"$2/exit"
        touch "$SEEN.full"
        cp "%2$s" "$2/log"
        mv "$SEEN" "$SEEN.first"
        rm filler
        %1$s run -j 3 >"$2/next" 2>&1
        echo $? >>"$2/exit"
        """
            .formatted("'" + String.join("' '", source.program().command()) + "'", LOG);
    Process process =
        source
            .program()
            .builder(List.of("unshare", "-Urm", "sh", "-c", script, "sh", "" + disk, "" + kept))
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("script.out").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it hangs");

    Project found = new Project(kept);
    assertEquals("70\n0\n", found.read("exit"), found.read("err") + found.read("next"));
    assertTrue(found.read("err").contains("cannot write " + disk.toRealPath() + "/" + LOG));
    List<String> done = completed(found.read("log"));
    List<String> again = found.read("seen").lines().sorted().toList();
    List<String> missing =
        IntStream.rangeClosed(1, 300)
            .mapToObj(String::valueOf)
            .filter(item -> !done.contains(item))
            .sorted()
            .toList();
    assertTrue(done.size() > 5 && missing.size() > 5, done::toString);
    assertEquals(missing, again);
  }
}
