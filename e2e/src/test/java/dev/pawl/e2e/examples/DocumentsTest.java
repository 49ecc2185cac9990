package dev.pawl.e2e.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds documents and examples true: what they show as a configuration is one. */
class DocumentsTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/first-workflow.md",
        "docs/background.md",
        "docs/first-night.md"
      })
  void everyConfigurationInADocumentIsFine(String document) throws Exception {
    List<String> blocks = blocks(Example.ROOT.resolve(document));
    assertTrue(!blocks.isEmpty(), "no block of yaml in " + document);
    for (String block : blocks) {
      Files.writeString(folder.resolve("pawl.yml"), block);
      Program.Result result = Program.in(folder).run("validate");
      assertEquals(0, result.exit(), () -> document + "\n" + block + result.told());
    }
  }

  @Test
  void projectAndEveryExampleAreFine() throws Exception {
    List<Path> projects = new ArrayList<>(List.of(Example.ROOT));
    try (Stream<Path> all = Files.list(Example.ROOT.resolve("examples"))) {
      all.filter(Files::isDirectory).forEach(projects::add);
    }
    assertTrue(projects.size() > 4, projects.toString());
    for (Path project : projects) {
      Program.Result result = Program.in(project).run("validate");
      assertEquals(0, result.exit(), () -> project + result.told());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/first-workflow.md",
        "docs/background.md",
        "docs/library.md",
        "docs/first-night.md",
        "docs/backlog.md",
        "docs/choices.md",
        "ARCHITECTURE.md",
        "examples/backlog/README.md",
        "examples/resume/README.md",
        "examples/licences/README.md",
        "examples/nightly/README.md",
        "examples/packages/README.md",
        "examples/website/README.md"
      })
  void everyLinkOfADocumentLeadsToAFile(String document) throws IOException {
    Path file = Example.ROOT.resolve(document);
    Matcher link = LINK.matcher(Files.readString(file));
    while (link.find()) {
      Path target = file.resolveSibling(link.group(1));
      assertTrue(Files.exists(target), () -> document + " links to " + target);
    }
  }

  @Test
  void whateverMayHappenIsShownByATest() throws IOException {
    StringBuilder tests = new StringBuilder();
    try (Stream<Path> sources = Files.walk(Example.ROOT.resolve("e2e/src/test/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        tests.append(Files.readString(source));
      }
    }
    String document = Files.readString(Example.ROOT.resolve("docs/background.md"));
    String table = document.substring(document.indexOf("| when | what happens |"));
    List<String> rows = table.lines().takeWhile(line -> line.startsWith("|")).skip(2).toList();
    assertTrue(rows.size() >= 10, rows.toString());
    for (String row : rows) {
      String when = "when " + row.split("\\|")[1].strip();
      assertTrue(tests.indexOf(when) >= 0, () -> "no test is named '" + when + "'");
    }
  }

  private static List<String> blocks(Path document) throws IOException {
    return BLOCK.matcher(Files.readString(document)).results().map(m -> m.group(1)).toList();
  }
}
