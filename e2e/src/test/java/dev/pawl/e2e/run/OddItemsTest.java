package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Json;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loops over items that somebody may wish they were not there. */
class OddItemsTest {
  @TempDir Path temp;

  private Project project(String jobs) throws IOException {
    return Project.in(temp, "jobs:\n" + jobs.indent(2));
  }

  private static RunRecord last(Project project) throws IOException {
    return new RunRecord(project.runs().getLast());
  }

  private static List<Map<String, Object>> items(Project project, String job) throws IOException {
    return Files.readAllLines(project.path(".pawl/items/default/" + job + ".jsonl")).stream()
        .skip(1)
        .map(Json::object)
        .toList();
  }

  @Test
  @DisplayName("L24 a list that is no text, or no file, fails its loop and names the place")
  void aListThatIsNoTextIsRefused() throws Exception {
    Project project =
        project(
            """
            nul: { run: touch ran, foreach: { lines: nul.txt } }
            printed: { run: touch ran, foreach: { run: "printf 'a\\\\0b'" } }
            latin: { run: touch ran, foreach: { lines: latin.txt } }
            folder: { run: touch ran, foreach: { lines: . } }
            pipe: { run: touch ran, foreach: { lines: pipe } }
            """);
    project.write("nul.txt", "a\nb\0c\n");
    Files.write(
        project.path("latin.txt"), "a\nb\nf\u00fcr\n".getBytes(StandardCharsets.ISO_8859_1));
    String pipe = project.path("pipe").toString();
    assertEquals(0, new ProcessBuilder("mkfifo", pipe).start().waitFor());

    Program.Result result = project.pawl("run");

    assertEquals(1, result.exit(), result.told());
    String begin = "its items could not be listed: ";
    assertEquals(begin + "line 2 of nul.txt has a NUL", last(project).reason("nul"));
    assertEquals(
        begin + "line 1 of what the command printed has a NUL", last(project).reason("printed"));
    assertEquals(begin + "line 3 of latin.txt is not UTF-8", last(project).reason("latin"));
    assertEquals(begin + ". is not a file", last(project).reason("folder"));
    assertEquals(begin + "pipe is not a file", last(project).reason("pipe"));
    assertFalse(project.has("ran"));
  }

  @Test
  @DisplayName("L24 an item that the kernel does not take fails by itself, with its reason")
  void anItemThatIsTooLongFailsByItself() throws Exception {
    Project project =
        project(
            """
            a: { run: 'echo "${#ITEM}" >> lengths', foreach: { lines: list, keep_going: true } }
            """);
    project.write("list", "x\n" + "y".repeat(200_000) + "\n" + "z".repeat(131_000) + "\n");

    assertEquals(1, project.pawl("run", "-j", "1").exit());

    assertEquals("1\n131000\n", project.read("lengths"));
    String reason = last(project).reason("a");
    assertTrue(
        reason.startsWith("1 of 3 items failed: " + "y".repeat(60) + "... (could not be started: "),
        reason);
    assertTrue(reason.contains("the variable ITEM has 200,005 bytes"), reason);
  }

  @Test
  @DisplayName("L24 names of files that are no UTF-8 arrive byte for byte, and are known again")
  void namesOfFilesThatAreNoUtf8ArriveUnchanged() throws Exception {
    Project project =
        project("a: { run: 'cat \"$ITEM\" >> ../seen', dir: in, foreach: { glob: '*' } }");
    String make =
        "mkdir in; printf 1 > \"in/$(printf 'a\\377b')\"; printf 2 > \"in/$(printf 'a\\376b')\"";
    assertEquals(0, project.program().builder(List.of("sh", "-ec", make)).start().waitFor());
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals("21", project.read("seen"));
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals("up_to_date", last(project).status("a"));
    assertEquals("21", project.read("seen"));
  }

  @Test
  @DisplayName("L24 equal items each run once, and one more of them runs once more")
  void equalItemsEachRunOnce() throws Exception {
    Project project =
        project("a: { run: 'echo \"$ITEM $INDEX\" >> seen', foreach: { lines: list } }");
    project.write("list", "x\ny\nx\n");
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals("x 1\ny 2\nx 3\n", project.read("seen"));
    project.write("list", "x\nx\ny\nx\n");
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals("x 1\ny 2\nx 3\nx 4\n", project.read("seen"));
    project.write("list", "x\ny\n");
    assertEquals(0, project.pawl("run", "-j", "1").exit());
    assertEquals(3, project.read(".pawl/items/default/a.jsonl").lines().count());
  }

  @Test
  void anItemThatKillsItsProcessGroupHarmsNoOther() throws Exception {
    Project project =
        project(
            """
            a:
              run: 'test "$ITEM" != bad || kill -9 0; echo "$ITEM" >> seen'
              foreach: { list: [a, bad, b], keep_going: true }
            b: { run: sleep 0.3 }
            """);
    assertEquals(1, project.pawl("run", "-j", "1").exit());
    assertEquals("a\nb\n", project.read("seen"));
    assertEquals("1 of 3 items failed: bad (killed by SIGKILL)", last(project).reason("a"));
    assertEquals("succeeded", last(project).status("b"));
  }

  @Test
  void whatAnItemLeavesBehindIsStoppedAndItsRecordNamesIt() throws Exception {
    String nap = Live.nap();
    Project project =
        project(
            """
            a: { run: 'sleep %s & setsid sleep %s & echo "$ITEM" >> seen', foreach: { list: [a, b] }, grace: 1s }
            """
                .formatted(nap, nap));
    Program.Result result = project.pawl("run", "-j", "2");
    assertEquals(0, result.exit(), result.told());
    assertEquals(List.of(), Live.marked(nap));
    for (Map<String, Object> item : items(project, "a")) {
      assertEquals("succeeded", item.get("outcome"));
      assertTrue(item.get("reason").toString().startsWith("left running: "), item::toString);
    }
  }

  @Test
  @DisplayName("L25 with keep_going each item has its retries, and on_exit says which are worth it")
  void retriesOfItemsFollowOnExit() throws Exception {
    Project project =
        project(
            """
            a:
              run: 'echo "$ITEM$PAWL_ATTEMPT" >> seen; case $ITEM$PAWL_ATTEMPT in a*|d1) exit 75;; b*) exit 1;; esac'
              foreach: { list: [a, b, c, d], keep_going: true }
              retries: { limit: 2, delay: 50ms, on_exit: [75] }
            """);
    assertEquals(1, project.pawl("run", "-j", "4").exit());
    assertEquals(
        "a1 a2 a3 b1 c1 d1 d2", String.join(" ", project.read("seen").lines().sorted().toList()));
    assertEquals(
        "2 of 4 items failed: b (exit code 1), a (exit code 75)", last(project).reason("a"));
  }

  @Test
  @DisplayName("neighbour of L24: a command that never ends to print items is stopped at 64 MB")
  void aListWithoutEndIsStopped() throws Exception {
    Project project = project("a: { run: ':', foreach: { run: 'yes' } }");

    Program.Result result = project.pawl("run");

    assertEquals(1, result.exit(), result.told());
    assertEquals(
        "the command that lists its items failed: it printed more than 64 MB",
        last(project).reason("a"));
    Path logs = project.runs().getFirst().resolve("logs");
    assertFalse(Files.exists(logs.resolve("a.items")), result.told());
  }

  @Test
  @DisplayName("L24 loops share the slots of the run; a loop's own concurrency cannot widen them")
  void loopsShareTheSlots() throws Exception {
    String item =
        "'touch \"live/$PAWL_JOB$INDEX\"; ls live | wc -l >> most%s; sleep 0.02; rm \"live/$PAWL_JOB$INDEX\"'";
    Project project =
        project(
            "a: { run: %s, foreach: { run: seq 12, concurrency: 50 } }\nb: { run: %s, foreach: { run: seq 12 } }"
                .formatted(item.formatted("a"), item.formatted("b")));
    Files.createDirectories(project.path("live"));
    Program.Result result = project.pawl("run", "-j", "3");
    assertEquals(0, result.exit(), result.told());
    List<String> most = Stream.of("mosta", "mostb").flatMap(file -> lines(project, file)).toList();
    assertEquals(24, most.size());
    assertTrue(most.stream().allMatch(n -> Integer.parseInt(n.strip()) <= 3), most::toString);
  }

  private static Stream<String> lines(Project project, String file) {
    try {
      return project.read(file).lines();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("L24 what a loop makes is none of its items, also where its pattern matches it")
  void whatALoopMakesIsNoneOfItsItems() throws Exception {
    Project project =
        project(
            """
            a:
              run: 'cp "$ITEM" "../data/$(basename "$ITEM").out"; echo "$ITEM" >> ../seen'
              dir: sub
              foreach: { glob: '../data/*' }
              outputs: ['../data/*.out']
            """);
    Files.createDirectories(project.path("data"));
    Files.createDirectories(project.path("sub"));
    project.write("data/x", "1");
    assertEquals(0, project.pawl("run").exit());
    assertEquals(0, project.pawl("run").exit());
    assertEquals("up_to_date", last(project).status("a"));
    project.write("data/y", "1");
    assertEquals(0, project.pawl("run").exit());
    assertEquals("../data/x\n../data/y\n", project.read("seen"));
  }

  @Test
  @DisplayName("a secret among the items reaches its command and none of Pawl's files")
  void aSecretAmongTheItemsIsInNoRecord() throws Exception {
    Project project =
        project(
            """
            a: { run: 'echo "$ITEM" >> seen; exit 1', foreach: { lines: list, keep_going: true } }
            b: { run: ':', foreach: { run: "echo s3cret-s3cret >&2; exit 1" } }
            """);
    project.write("list", "s3cret-s3cret\nx s3cret-s3cret y\n");

    Program.Result result =
        project.program().with("MY_TOKEN", "s3cret-s3cret").run("run", "-j", "1");

    assertEquals(1, result.exit(), result.told());
    assertEquals("s3cret-s3cret\nx s3cret-s3cret y\n", project.read("seen"));
    assertEquals(
        "2 of 2 items failed: *** (exit code 1), x *** y (exit code 1)", last(project).reason("a"));
    try (Stream<Path> files = Files.walk(project.path(".pawl"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        boolean printed = file.endsWith("logs/b.log"); // what a job prints is its own
        assertTrue(printed || !text.contains("s3cret-s3cret"), file::toString);
      }
    }
  }

  @Test
  void aLoopOverNothingHasSucceededAndIsUpToDate() throws Exception {
    Project project = project("a: { run: touch ran, foreach: { lines: empty.txt } }");
    project.write("empty.txt", "");
    Program.Result result = project.pawl("run");
    assertEquals(0, result.exit(), result.told());
    assertEquals("no items", last(project).reason("a"));
    Program.Result again = project.pawl("run", "--explain");
    assertTrue(again.err().contains("a: up to date, it has no items"), again.err());
    assertFalse(project.has("ran"));
  }
}
