package dev.pawl.e2e.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for web developers: a service, tests that need it, and a report. */
class WebsiteTest {
  private static final List<String> PAGES = List.of("clocks.html", "index.html", "pawl.html");

  @TempDir Path folder;
  private Example example;

  @BeforeEach
  void copies() throws IOException {
    example = Example.copy("website", folder);
  }

  @Test
  void siteIsMadeServedAndAskedForAndTheServerIsGoneAfterwards() throws Exception {
    example.succeed();

    assertEquals(PAGES, example.lines("out/sitemap.txt"));
    assertEquals(PAGES, example.names("out/public", ".html"));
    assertTrue(example.text("out/public/index.html").contains("in winches &amp; in works."));
    assertEquals(links(), new HashSet<>(example.lines("out/links.txt")));
    List<String> requests = example.lines("out/port.log");
    assertTrue(requests.contains("404 Not Found GET /no-such-page HTTP/1.0"));
    assertTrue(requests.stream().filter(r -> r.equals("200 OK GET / HTTP/1.0")).count() >= 200);
    int port = Integer.parseInt(example.text("out/port").strip());
    assertThrows(ConnectException.class, () -> connect(port));
  }

  @Test
  void reportComesFromTheBackground() throws Exception {
    example.succeed();
    Eventually.holds(() -> "report", () -> reportLines() == 3);

    long bytes = 0;
    for (String page : PAGES) {
      bytes += example.text("out/public/" + page).length();
    }
    assertEquals(
        List.of("pages 3", "links " + links().size(), "bytes " + bytes),
        example.lines("out/report.txt"));
  }

  @Test
  void deadLinkFailsTheRunAndStopsTheServer() throws Exception {
    example.write("content/winches.txt", "Winches\n\nSee [the sea](sea.html).\n");
    example.write("content/pawl.txt", "Pawl\n\nIn [winches](winches.html).\n");
    Program.Result result = example.expect(1);

    assertTrue((result.out() + result.err()).contains("dead link in winches.html: sea.html"));
    int port = Integer.parseInt(example.text("out/port").strip());
    assertThrows(ConnectException.class, () -> connect(port));
    assertFalse(example.exists("out/report.txt"));
  }

  @Test
  void blankAtTheEndOfALineStopsEverythingAndSaysWhatToDo() throws Exception {
    example.write("content/index.txt", "The Ratchet \n");
    Program.Result result = example.expect(1);

    assertTrue(result.err().contains("Remove the blanks at the ends of the lines"), result.err());
    assertFalse(example.exists("out"));
  }

  @Test
  void publishesFromMainWhenContentChangedAndElseNot() throws Exception {
    example.succeed("--skip", "load");
    example.ask("git", "init", "-q", "-b", "main");
    example.write(".gitignore", "out/\n.pawl/\n");
    example.ask("git", "add", "-A");
    example.ask("git", "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "one");

    Program.Result unchanged = example.succeed("publish");
    assertFalse(example.exists("out/published"));
    assertTrue(unchanged.err().contains("nothing below content/ changed"), unchanged.err());

    example.write("content/clocks.txt", "Clocks\n\nThey tick.\n");
    example.ask("git", "switch", "-qc", "topic");
    assertTrue(example.succeed("publish").err().contains("only branch main is published"));
    assertFalse(example.exists("out/published"));

    example.ask("git", "switch", "-q", "main");
    example.succeed("publish", "--env", "FREEZE=1");
    assertFalse(example.exists("out/published"));
    example.succeed("publish");
    assertEquals(PAGES, example.names("out/published", ".html"));
  }

  private int reportLines() throws IOException {
    return example.exists("out/report.txt") ? example.lines("out/report.txt").size() : 0;
  }

  private Set<String> links() throws IOException {
    Pattern link = Pattern.compile("\\]\\(([^)]*)\\)");
    Set<String> links = new HashSet<>();
    for (String page : PAGES) {
      Matcher found = link.matcher(example.text("content/" + page.replace(".html", ".txt")));
      while (found.find()) {
        links.add(page + " -> " + found.group(1));
      }
    }
    return links;
  }

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }
}
