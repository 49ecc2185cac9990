package dev.pawl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A file of questions with their answers: sections that begin with {@code === TITLE}, then the
 * question, {@code ----}, and the exact answer. {@code -Dgolden.rewrite=true} writes down what the
 * answers are now; read the change before it is committed.
 */
final class Sections {
  private static final Path FOLDER = Path.of("src/test/resources/dev/pawl/agent");
  private static final String ANSWER = "\n----\n";

  private final Path file;
  private final List<Section> all;

  /** One of them. */
  record Section(String title, String question, String answer) {
    String text() {
      return "=== " + title + "\n" + question + ANSWER + answer;
    }
  }

  /** What is asked. */
  interface Asked {
    String answer(Section section) throws IOException;
  }

  private Sections(Path file, List<Section> all) {
    this.file = file;
    this.all = all;
  }

  static Sections of(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    List<Section> all =
        Arrays.stream(Files.readString(file).split("(?m)^=== "))
            .filter(section -> !section.isBlank())
            .map(Sections::section)
            .toList();
    return new Sections(file, all);
  }

  List<Section> all() {
    return all;
  }

  /** A test for each; when they are rewritten none. */
  Stream<DynamicTest> tests(Asked asked) throws IOException {
    if (Boolean.getBoolean("golden.rewrite")) {
      List<String> now = new ArrayList<>();
      for (Section section : all) {
        String answer = asked.answer(section);
        now.add(new Section(section.title(), section.question(), answer).text());
      }
      Files.writeString(file, String.join("\n\n", now) + "\n");
      return Stream.empty();
    }
    return all.stream()
        .map(section ->
            DynamicTest.dynamicTest(
                section.title(), () -> assertEquals(section.answer(), asked.answer(section))));
  }

  private static Section section(String text) {
    int title = text.indexOf('\n');
    int answer = text.indexOf(ANSWER, title - 1);
    String question = answer <= title ? "" : text.substring(title + 1, answer);
    return new Section(
        text.substring(0, title), question, text.substring(answer + ANSWER.length()).strip());
  }
}
