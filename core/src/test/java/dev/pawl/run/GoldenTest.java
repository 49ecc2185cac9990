package dev.pawl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The golden dialogues with the run engine. {@code -Dgolden.rewrite=true} writes down what the
 * engine says now; read the change before it is committed.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/pawl/run/golden");
  private static final boolean REWRITE = Boolean.getBoolean("golden.rewrite");
  private static final String WORK = "work-";
  private static final String TITLE = "=== ";
  private static final String ANSWER = "----";

  @TestFactory
  Stream<DynamicContainer> everyDialogueEndsAsWritten() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertTrue(files.size() > 5, () -> "only " + files);
    return files.stream()
        .map(file -> DynamicContainer.dynamicContainer(file.getFileName().toString(), tests(file)));
  }

  private static Stream<DynamicTest> tests(Path file) {
    try {
      List<String> sections = sections(Files.readString(file));
      boolean work = file.getFileName().toString().startsWith(WORK);
      if (REWRITE) {
        List<String> now = sections.stream().map(section -> spoken(section, work)).toList();
        Files.writeString(file, String.join("\n", now));
        return Stream.empty();
      }
      return sections.stream()
          .map(section ->
              DynamicTest.dynamicTest(
                  section.lines().findFirst().orElseThrow().substring(TITLE.length()),
                  () -> assertEquals(section, spoken(section, work))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Each from its title to the next one. */
  private static List<String> sections(String text) {
    return Arrays.stream(text.split("(?m)^(?==== )"))
        .filter(section -> !section.isBlank())
        .map(section -> section.strip() + "\n")
        .toList();
  }

  /** The same section with what the engine answers now. */
  private static String spoken(String section, boolean work) {
    Function<String, List<String>> dialogue = work ? new WorkDialogue()::say : new Dialogue()::say;
    List<String> blocks = new ArrayList<>();
    for (String block : section.strip().split("\n\n+")) {
      blocks.add(spokenBlock(dialogue, block));
    }
    return String.join("\n\n", blocks) + "\n";
  }

  private static String spokenBlock(Function<String, List<String>> dialogue, String block) {
    List<String> lines = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (String line : block.lines().takeWhile(line -> !line.equals(ANSWER)).toList()) {
      lines.add(line);
      if (!line.startsWith(TITLE) && !line.startsWith("#")) {
        answers.addAll(dialogue.apply(line));
      }
    }
    if (!answers.isEmpty()) {
      lines.add(ANSWER);
      lines.addAll(answers);
    }
    return String.join("\n", lines);
  }
}
