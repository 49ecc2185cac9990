package dev.pawl.e2e.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that embeds the library, as a process that is stopped and killed. */
class ResumeTest {
  private static final int PAGES = 120;
  private static final int AT_ONCE = 4;
  private static final Path SOURCE = Example.ROOT.resolve("examples/resume/Resume.java");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\n(.*?)^```$");

  @TempDir Path folder;
  private int starts;

  private List<String> command(int pages) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        Path.of(System.getProperty("pawl.home"), "lib").normalize() + "/*",
        SOURCE.toString(),
        folder.toString(),
        String.valueOf(pages));
  }

  private Process start() throws IOException {
    starts++;
    ProcessBuilder builder = new ProcessBuilder(command(PAGES)).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("PAWL_PROGRESS");
    return builder.redirectOutput(out().toFile()).start();
  }

  private Path out() {
    return folder.resolve("out." + starts);
  }

  private int end(Process process) throws InterruptedException {
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
    return process.exitValue();
  }

  private List<String> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private List<String> completed() throws IOException {
    return lines(".pawl/items/resume/pages.jsonl").stream()
        .filter(line -> line.contains("\"outcome\":\"succeeded\""))
        .map(line -> line.replaceAll("^\\{\"item\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private void awaitPages(int count) throws Exception {
    Eventually.holds(
        () -> "page " + count + " of start " + starts, () -> lines("requests.log").size() >= count);
  }

  private String told() throws IOException {
    return Files.readString(out());
  }

  private static void signal(String name, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  @Test
  @DisplayName("L29 L07 L03 the download goes on after SIGINT and after kill -9, page by page")
  void l29() throws Exception {
    Process first = start();
    awaitPages(30);
    signal("INT", first);
    assertEquals(130, end(first), this::output);
    List<String> before = completed();
    String reason = "stopped by SIGINT, processed %d of %d items".formatted(before.size(), PAGES);
    assertTrue(told().contains("resume/pages: " + reason), this::output);
    assertTrue(state().contains("{\"Invalid\":\"Incomplete: " + reason + "\"}"), state());
    assertEquals(Set.copyOf(before), Set.copyOf(lines("requests.log")), "no page in vain");

    Process second = start();
    awaitPages(before.size() + 30);
    signal("KILL", second);
    assertEquals(137, end(second));
    assertTrue(state().contains("{\"Invalid\":\"Incomplete: started\"}"), state());

    assertEquals(0, end(start()), this::output);
    assertTrue(told().endsWith("resume/pages: complete\n"), this::output);
    assertTrue(state().contains("\"completed\":true"), state());
    assertEquals(PAGES, completed().size());
    assertEquals(PAGES, new HashSet<>(completed()).size());
    int again = lines("requests.log").size() - PAGES;
    assertTrue(again <= AT_ONCE, again + " pages were asked for twice");

    assertEquals(0, end(start()), this::output);
    assertEquals("resume/pages: up to date\n", told());
  }

  @Test
  @DisplayName("L28 as a job of pawl the download tells the job how far it is")
  void asAJobItTellsItsProgress() throws Exception {
    int many = 20_000; // more than are downloaded while somebody looks
    Project project =
        Project.in(folder, "jobs: { download: { run: 'eval \"exec $DOWNLOAD\"', grace: 20s } }");
    String command = "'" + String.join("' '", command(many)) + "'";
    try (Running pawl = project.program().with("DOWNLOAD", command).launch("run")) {
      Pattern told = Pattern.compile("\"progress\": *\"\\d+/" + many + "\"");
      Eventually.holds(
          () -> "progress",
          () -> told.matcher(project.pawl("jobs", "--format", "json").out()).find());
      pawl.signal("TERM");
      assertEquals(143, pawl.await().exit());
    }
    int done = completed().size();
    String reason = "stopped by SIGTERM; at %d of %d".formatted(done, many);
    assertEquals(reason, project.run().reason("download"));
    String own = "stopped by SIGTERM, processed %d of %d items".formatted(done, many);
    assertTrue(state().contains("{\"Invalid\":\"Incomplete: " + own + "\"}"), state());
  }

  private String state() throws IOException {
    return lines(".pawl/state.jsonl").getLast();
  }

  private String output() {
    try {
      return told();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void whatTheDocumentsShowIsTheExample() throws IOException {
    String source = flat(Files.readString(SOURCE));
    Matcher block = JAVA.matcher(Files.readString(Example.ROOT.resolve("README.md")));
    int blocks = 0;
    for (; block.find(); blocks++) {
      String shown = block.group(1);
      assertTrue(source.contains(flat(shown)), () -> "not in the example:\n" + shown);
    }
    assertTrue(blocks > 1, "no blocks of java in README.md");
  }

  private static String flat(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }
}
