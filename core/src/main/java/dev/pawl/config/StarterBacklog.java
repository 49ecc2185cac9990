package dev.pawl.config;

import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code pawl init --backlog} writes: the sections of {@code pawl.yml} that speak of the
 * backlog, the instructions of their phases, and a {@code BACKLOG.yaml} without items.
 */
public final class StarterBacklog {
  /** The file of the items, in the folder of the project. */
  public static final String ITEMS_FILE = "BACKLOG.yaml";

  private static final List<String> INSTRUCTIONS =
      List.of("phases/research.md", "phases/plan.md", "phases/build.md", "phases/review.md");

  private static final String PIPELINES = "pipelines";

  /** By key, in the order in which they are written. */
  private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put(
        "agents",
        """
        # The programs that carry out the phases below: claude, codex, opencode, gemini, or a command.
        agents:
          default: claude
          claude:
            preset: claude
            # true lets it do everything without asking: only where nothing can be lost.
            skip_permissions: false
        """);
    SECTIONS.put(
        "guardrails",
        """
        # What is beyond these waits until a person approves it.
        guardrails: { max_size: medium, max_complexity: medium, max_risk: low }
        """);
    SECTIONS.put(
        "execution",
        """
        # What bounds a run of `pawl work`.
        execution: { concurrency: 1, retries: 2, phase_timeout: 30m, cap: 100 }
        """);
    SECTIONS.put(
        PIPELINES,
        """
        # What an item goes through. The instructions say what a good result is: make them yours.
        pipelines:
          feature:
            pre_phases:
              - { name: research, instructions: phases/research.md }
            phases:
              - { name: plan, instructions: phases/plan.md }
              - { name: build, instructions: phases/build.md, destructive: true, timeout: 1h }
              - { name: review, instructions: phases/review.md }
        """);
  }

  private StarterBacklog() {}

  /**
   * What is appended to a configuration.
   *
   * @param keys the sections that it adds; empty when the file has pipelines of its own
   * @param text to be put behind the last byte; "" when nothing is added
   * @param work what the file says about the backlog then
   */
  public record Addition(List<String> keys, String text, WorkSettings work) {
    public Addition {
      keys = List.copyOf(keys);
    }

    /** The instructions of ours that the phases want, by their path in the project. */
    public Map<String, String> instructions() {
      Stream<Pipeline> all = work.pipelines().values().stream();
      Set<String> wanted =
          all.flatMap(one -> Stream.concat(one.prePhases().stream(), one.phases().stream()))
              .map(Phase::instructions)
              .flatMap(List::stream)
              .collect(Collectors.toSet());
      Map<String, String> texts = new LinkedHashMap<>();
      INSTRUCTIONS.stream()
          .filter(wanted::contains)
          .forEach(path -> texts.put(path, resource(path)));
      return texts;
    }
  }

  /** A {@code pawl.yml} that is about the backlog alone. */
  public static Addition wholeFile() {
    String head = "# How Pawl works off BACKLOG.yaml. All keys: docs/configuration.md\n\n";
    String text = head + sections(SECTIONS.keySet());
    return new Addition(List.copyOf(SECTIONS.keySet()), text, accepted(text).orElseThrow().work());
  }

  /**
   * What a configuration lacks to speak of the backlog. What it says already stays as it is and
   * means the same: that is tried out here.
   *
   * @param text of a file that {@link ConfigReader} accepts
   * @return empty when nothing can be appended, for example to one in braces
   */
  public static Optional<Addition> additionTo(String text) {
    String end = text.indexOf("\r\n") < 0 ? "\n" : "\r\n";
    String ended = text.endsWith("\n") ? text : text + end;
    Optional<ConfigResult.Checked> before = accepted(ended);
    List<String> missing = missing(ended);
    if (before.isPresent() && missing.isEmpty()) {
      return Optional.of(new Addition(missing, "", before.get().work()));
    }
    String whole = ended + end + sections(missing).replace("\n", end);
    return accepted(whole)
        .filter(after -> before.isPresent() && before.get().project().equals(after.project()))
        .map(after -> new Addition(missing, whole.substring(text.length()), after.work()));
  }

  /** A file without items, with an example. */
  public static String items() {
    return """
    # What is to be done. `pawl backlog add` adds an item. By hand, it is written like this:
    #
    # items:
    #   - id: WRK-001
    #     title: Name the file that is missing
    #     status: new
    #     description: |
    #       "cannot open" does not say what. Say which file, and where it was looked for.
    schema_version: 4
    next_id: 0
    items: []
    """;
  }

  /** None when there are pipelines: such a file speaks of the backlog as its owner wants it. */
  private static List<String> missing(String text) {
    Set<String> keys =
        YamlTree.read(text, new Problems("")).stream()
            .flatMap(root -> root instanceof Mapping map ? map.entries().stream() : Stream.empty())
            .map(entry -> entry.key().text())
            .collect(Collectors.toSet());
    return keys.contains(PIPELINES)
        ? List.of()
        : SECTIONS.keySet().stream().filter(key -> !keys.contains(key)).toList();
  }

  private static String sections(Collection<String> keys) {
    return keys.stream().map(SECTIONS::get).collect(Collectors.joining("\n"));
  }

  private static Optional<ConfigResult.Checked> accepted(String text) {
    return ConfigReader.parse("pawl.yml", text) instanceof ConfigResult.Checked checked
        ? Optional.of(checked)
        : Optional.empty();
  }

  private static String resource(String name) {
    try (InputStream in = StarterBacklog.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
