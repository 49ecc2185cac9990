package dev.pawl.config;

import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Phase.Staleness;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.PipelineName;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads {@code pipelines} with their phases. */
final class PipelineReader {
  /** What the task before every pipeline is called; no phase may be. */
  static final String TRIAGE = "triage";

  private static final String EXAMPLE = "{ name: build, instructions: FILE }";

  private final Problems problems;
  private final Values values;
  private final PathReader paths;
  private final AgentReader agents;

  /**
   * Of one file.
   *
   * @param agents those of the file, read before
   */
  PipelineReader(Problems problems, AgentReader agents) {
    this.problems = problems;
    this.values = new Values(problems);
    this.paths = new PathReader(problems);
    this.agents = agents;
  }

  Map<PipelineName, Pipeline> read(@Nullable Field field) {
    Map<PipelineName, Pipeline> all = new LinkedHashMap<>();
    Mapping map =
        field == null ? null : values.map(field, "{ NAME: { phases: [" + EXAMPLE + "] } }");
    if (map == null) {
      return all;
    }
    if (map.entries().isEmpty()) {
      problems.add(map, "'pipelines' is an empty map", "add a pipeline, or remove it");
    }
    for (Entry entry : EntryNames.distinct(map, "pipeline", problems)) {
      boolean isName = EntryNames.isName("pipeline", entry.key(), problems);
      pipeline(entry)
          .filter(phases -> isName && !phases.main().isEmpty())
          .map(phases -> phases.as(new PipelineName(entry.key().text())))
          .ifPresent(pipeline -> all.put(pipeline.name(), pipeline));
    }
    return all;
  }

  private record Phases(List<Phase> pre, List<Phase> main) {
    Pipeline as(PipelineName name) {
      return new Pipeline(name, pre, main);
    }
  }

  private Optional<Phases> pipeline(Entry entry) {
    if (!(entry.value() instanceof Mapping map)) {
      problems.add(
          entry.value(),
          "pipeline "
              + Node.quoted(entry.key().text())
              + " must be a map, but is "
              + entry.value().description(),
          "write { phases: [" + EXAMPLE + "] }");
      return Optional.empty();
    }
    Fields pipeline = Fields.of(map, Place.PIPELINE, entry.key(), problems);
    Field main = pipeline.own("phases");
    if (main == null) {
      problems.add(
          entry.key(), pipeline.title() + " has no 'phases'", "add one: phases: [" + EXAMPLE + "]");
    }
    Map<String, Scalar> names = new HashMap<>();
    List<Phase> pre = phases(pipeline.own("pre_phases"), names, true);
    return Optional.of(new Phases(pre, phases(main, names, false)));
  }

  /**
   * A list of phases.
   *
   * @param names of the pipeline so far; those of the list are added
   */
  private List<Phase> phases(@Nullable Field field, Map<String, Scalar> names, boolean pre) {
    List<Phase> phases = new ArrayList<>();
    if (field != null) {
      for (Node item : values.list(field, "[" + EXAMPLE + "]")) {
        if (item instanceof Mapping map) {
          Fields phase = Fields.of(map, Place.PHASE, field.key(), problems);
          phase(phase, map, name(phase, map, names), pre).ifPresent(phases::add);
        } else {
          boolean named = item instanceof Scalar s && s.kind() == Kind.TEXT;
          String name = named ? ((Scalar) item).text() : "NAME";
          values.wrong(field, item, "a map", "write { name: " + name + ", instructions: FILE }");
        }
      }
    }
    return phases;
  }

  private Optional<PhaseName> name(Fields phase, Mapping map, Map<String, Scalar> names) {
    Field field = phase.own("name");
    if (field == null) {
      problems.add(map, phase.title() + " has no 'name'", "add it: " + EXAMPLE);
      return Optional.empty();
    }
    if (values.text(field, field.value()).isEmpty() || !(field.value() instanceof Scalar name)) {
      return Optional.empty();
    }
    Scalar first = names.putIfAbsent(name.text(), name);
    if (first != null) {
      problems.add(
          name,
          phase.title() + " is there twice",
          "the first is at " + problems.place(first) + "; rename or remove one");
      return Optional.empty();
    }
    if (name.text().equals(TRIAGE)) {
      problems.add(
          name,
          "a phase cannot be called 'triage'",
          "choose another name: that is what Pawl calls its look at new items");
      return Optional.empty();
    }
    return EntryNames.isName("phase", name, problems)
        ? Optional.of(new PhaseName(name.text()))
        : Optional.empty();
  }

  private Optional<Phase> phase(Fields phase, Mapping map, Optional<PhaseName> name, boolean pre) {
    Field model = phase.own("model");
    boolean destructive = destructive(phase, pre);
    List<String> instructions = instructions(phase, map);
    var agent = agents.named(phase.own("agent"));
    var chosen = model == null ? Optional.<String>empty() : values.word(model, model.value());
    var timeout = values.duration(phase.own("timeout"));
    OptionalInt retries = retries(phase.own("retries"));
    Staleness staleness = staleness(phase, destructive);
    return name.map(
        it -> new Phase(it, instructions, agent, chosen, destructive, timeout, retries, staleness));
  }

  private List<String> instructions(Fields phase, Mapping map) {
    Field field = phase.own("instructions");
    if (field == null) {
      problems.add(
          map,
          phase.title() + " has no 'instructions'",
          "add the file that says what to do: instructions: phases/NAME.md");
      return List.of();
    }
    if (!(field.value() instanceof Sequence)) {
      return paths.fromProject(field, field.value()).stream().toList();
    }
    List<String> files = new ArrayList<>();
    for (Node item : values.distinct(field, values.list(field, "[phases/NAME.md]"))) {
      paths.fromProject(field, item).ifPresent(files::add);
    }
    return files;
  }

  /** A wrong value counts as true: nothing else is dead then. */
  private boolean destructive(Fields phase, boolean pre) {
    Field field = phase.own("destructive");
    boolean destructive = field != null && values.bool(field, true);
    if (pre && field != null && destructive) {
      problems.add(
          field.key(),
          phase.title() + " comes before the work and cannot be destructive",
          "put it into 'phases', or remove 'destructive'");
    }
    return destructive;
  }

  private OptionalInt retries(@Nullable Field field) {
    return field == null
        ? OptionalInt.empty()
        : OptionalInt.of(values.whole(field, 0, RetryReader.MOST, 0));
  }

  private Staleness staleness(Fields phase, boolean destructive) {
    Field field = phase.own("staleness");
    if (field != null && !destructive) {
      problems.add(
          field.key(),
          field.title() + " has no effect without 'destructive: true'",
          "add it or remove 'staleness'");
    }
    return values.choice(field, Words.staleness(), Staleness.WARN);
  }
}
