package dev.pawl.config;

import dev.pawl.yaml.FileText;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Problem;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.YamlTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code pawl.yml}. Strict: what is not understood is a problem, and all problems of a file
 * are told at once. A syntax error of YAML itself stops the reading and is the only problem.
 */
public final class ConfigReader {
  private static final String FIRST = "'pawl init' writes a first pawl.yml";

  private ConfigReader() {}

  /**
   * Reads and checks a file; never throws for a user's mistake. UTF-8, with or without byte order
   * mark, at most 32 MB.
   */
  public static ConfigResult read(Path file) {
    return read(file, file.toString());
  }

  /** The same; {@code name} is the name used in messages. */
  public static ConfigResult read(Path file, String name) {
    Problems problems = new Problems(name);
    Optional<String> text = FileText.load(file, FIRST, problems);
    return text.map(t -> parse(name, t)).orElseGet(() -> refused(problems));
  }

  /** Checks a text; {@code file} is the name used in messages. */
  public static ConfigResult parse(String file, String text) {
    Problems problems = new Problems(file);
    if (text.length() > FileText.LARGEST) {
      FileText.tooLarge(problems, text.length());
      return refused(problems);
    }
    Optional<ConfigResult.Checked> checked = checked(withoutMark(text), problems);
    return problems.isEmpty() && checked.isPresent() ? checked.get() : refused(problems);
  }

  private static Optional<ConfigResult.Checked> checked(String text, Problems problems) {
    Optional<Node> root = YamlTree.read(text, problems);
    if (root.isEmpty()) {
      if (problems.isEmpty()) {
        problems.add(1, 1, "the file is empty", ProjectReader.FIRST_JOB);
      }
      return Optional.empty();
    }
    return new ProjectReader(problems).read(root.get());
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static ConfigResult refused(Problems problems) {
    List<Problem> sorted = problems.sorted();
    return new ConfigResult.Refused(sorted);
  }
}
