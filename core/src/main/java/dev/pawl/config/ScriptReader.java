package dev.pawl.config;

import dev.pawl.model.Command;
import dev.pawl.model.Script;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how the command of a job is started: {@code run}, {@code shell}, {@code dir}. */
final class ScriptReader {
  private static final Command NONE = new Command.Everywhere("");

  private final Problems problems;
  private final Values values;

  ScriptReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  Script read(Fields job, Map<String, String> env) {
    Command command = command(job);
    return new Script(command, shell(job.get("shell")), dir(job.get("dir")), env);
  }

  /** Without {@code run} and {@code env}: what {@code defaults} may hold. */
  void check(Fields defaults) {
    shell(defaults.own("shell"));
    dir(defaults.own("dir"));
  }

  private Command command(Fields job) {
    Field run = job.own("run");
    if (run == null) {
      problems.add(job.at(), job.title() + " has no 'run'", "add the command: run: echo hello");
      return NONE;
    }
    return command(run);
  }

  /** A text, the lines of one, or one of these per platform. */
  Command command(Field run) {
    if (run.value() instanceof Mapping map) {
      return perPlatform(run, map);
    }
    return block(run, run.value()).<Command>map(Command.Everywhere::new).orElse(NONE);
  }

  /** One text, or the lines of one. */
  private Optional<String> block(Field field, Node node) {
    if (!(node instanceof Sequence)) {
      return values.command(field, node);
    }
    List<String> lines = new ArrayList<>();
    Field list = new Field(field.key(), node, field.owner());
    for (Node line : values.list(list, "[one, two]")) {
      values.command(field, line).ifPresent(lines::add);
    }
    return Optional.of(String.join("\n", lines));
  }

  private Command perPlatform(Field run, Mapping map) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (map.entries().isEmpty()) {
      problems.add(map, run.title() + " is an empty map", "add a platform: linux or macos");
    }
    Fields platforms = Fields.of(map, Place.RUN, run.key(), problems);
    for (Entry entry : map.entries()) {
      Field text = new Field(entry.key(), entry.value(), platforms);
      block(text, entry.value()).ifPresent(block -> texts.put(entry.key().text(), block));
    }
    return new Command.PerPlatform(texts);
  }

  private List<String> shell(@Nullable Field field) {
    if (field == null) {
      return Script.DEFAULT_SHELL;
    }
    if (field.value() instanceof Scalar s && s.kind() == Node.Kind.TEXT) {
      String example = "write a list: [" + String.join(", ", s.text().strip().split("\\s+")) + "]";
      boolean bare = s.text().isBlank() || s.text().strip().indexOf(' ') < 0;
      values.wrong(field, "a list", bare ? "write a list like [sh, -ec]" : example);
      return Script.DEFAULT_SHELL;
    }
    List<String> shell = new ArrayList<>();
    for (Node item : values.list(field, "[sh, -ec]")) {
      values.word(field, item).ifPresent(shell::add);
    }
    return shell;
  }

  private String dir(@Nullable Field field) {
    return field == null
        ? "."
        : new PathReader(problems).fromProject(field, field.value()).orElse(".");
  }
}
