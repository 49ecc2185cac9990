package dev.pawl.agent;

import dev.pawl.agent.Briefing.Earlier;
import dev.pawl.agent.Briefing.PhaseTask;
import dev.pawl.agent.Briefing.TriageTask;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** What the places of a template stand for. A value is "" where there is nothing to say. */
final class PromptValues {
  private static final List<String> COMMON =
      List.of(
          "item",
          "title",
          "phase",
          "description",
          "assessments",
          "failure",
          "notes",
          "project",
          "artifacts",
          "result_file",
          "schema",
          "example");

  /** The names for a phase. */
  static final SequencedSet<String> PHASE =
      names("pipeline", "history", "instructions", "permissions");

  /** The names for a triage. */
  static final SequencedSet<String> TRIAGE = names("pipelines", "open_items");

  /** So many open items are named to a triage, the newest ones. */
  private static final int MOST_OPEN = 200;

  private PromptValues() {}

  private static SequencedSet<String> names(String... more) {
    SequencedSet<String> names = new LinkedHashSet<>(COMMON);
    Collections.addAll(names, more);
    return Collections.unmodifiableSequencedSet(names);
  }

  static Map<String, String> of(Briefing briefing, PhaseTask task) {
    Map<String, String> values = common(briefing);
    values.put("pipeline", pipeline(task));
    values.put("history", history(briefing.history()));
    values.put("instructions", instructions(task.files()));
    values.put("permissions", permissions(task, briefing.places().artifacts()));
    values.put("example", phaseExample(briefing));
    return values;
  }

  static Map<String, String> of(Briefing briefing, TriageTask task) {
    Map<String, String> values = common(briefing);
    values.put("pipelines", pipelines(task.pipelines()));
    values.put("open_items", openItems(briefing.item(), task.open()));
    values.put("example", triageExample(briefing, task.pipelines()));
    return values;
  }

  private static Map<String, String> common(Briefing briefing) {
    Item item = briefing.item();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("item", item.id().value());
    values.put("title", item.title());
    values.put("phase", briefing.task().phase());
    values.put("description", ItemText.description(item));
    values.put("assessments", ItemText.facts(item));
    values.put("failure", briefing.failure().map(PromptValues::failure).orElse(""));
    values.put("notes", briefing.notes().isBlank() ? "" : notes(briefing.notes().strip()));
    values.put("project", briefing.places().project());
    values.put("artifacts", briefing.places().artifacts());
    values.put("result_file", briefing.places().result());
    values.put("schema", ResultSchema.json().strip());
    return values;
  }

  private static String failure(String text) {
    return """
    ## The last attempt failed

    This phase was tried before, and that attempt did not count. What was wrong with it:

    <failure>
    %s
    </failure>

    Some of its work may be there already. Look at it before you begin, and do not fail in the same way.\
    """
        .formatted(text.strip());
  }

  private static String notes(String text) {
    return """
    ## A person says

    <notes>
    %s
    </notes>

    This is an answer to what was asked, or a wish for what you do now. It goes before everything else here but the rules.\
    """
        .formatted(text);
  }

  /** For example {@code plan (done) > **build** > review}. */
  private static String pipeline(PhaseTask task) {
    Pipeline pipeline = task.pipeline();
    Position position = task.position();
    int here = pipeline.index(position);
    List<Phase> phases = pipeline.of(position.pool());
    StringBuilder way = new StringBuilder();
    for (int i = 0; i < phases.size(); i++) {
      String name = phases.get(i).name().value();
      way.append(i == 0 ? "" : " > ")
          .append(i == here ? "**" + name + "**" : i < here ? name + " (done)" : name);
    }
    String what = position.pool() == Pool.PRE ? "finds out what the item is" : "does the work";
    return "The pipeline `%s` %s: %s.".formatted(pipeline.name(), what, way);
  }

  private static String history(List<Earlier> history) {
    return history.isEmpty()
        ? "Nothing was done for this item before."
        : history.stream()
            .map(PromptValues::earlier)
            .collect(
                Collectors.joining("\n", "What was done for it before, oldest first:\n\n", ""));
  }

  private static String earlier(Earlier earlier) {
    String context =
        earlier.context().isBlank()
            ? ""
            : "\n" + earlier.context().strip().indent(2).stripTrailing();
    return "- %s: %s%s".formatted(earlier.phase(), earlier.summary(), context);
  }

  private static String instructions(List<TaskFile> files) {
    return files.stream()
        .map(file ->
            switch (file) {
              case TaskFile.Included it ->
                  "<instructions file=\"%s\">\n%s\n</instructions>"
                      .formatted(it.path(), it.text().strip());
              case TaskFile.Named it ->
                  "Read the file `%s` (%s); it is part of these instructions."
                      .formatted(it.path(), it.why());
              case TaskFile.Missing it ->
                  "The instructions in `%s` are missing: %s. If you cannot do without them, end as `blocked`."
                      .formatted(it.path(), it.why());
            })
        .collect(Collectors.joining("\n\n"));
  }

  private static String permissions(PhaseTask task, String artifacts) {
    return task.configured().map(Phase::destructive).orElse(false)
        ? "- You may change every file of the project that this phase needs, and no other."
        : "- Change no file of the project but those in `"
            + artifacts
            + "/`: this phase looks, thinks and writes down.";
  }

  private static String pipelines(List<Pipeline> pipelines) {
    return pipelines.stream()
        .map(pipeline -> "   - `" + pipeline.name() + "`: " + way(pipeline))
        .collect(Collectors.joining("\n"));
  }

  private static String way(Pipeline pipeline) {
    String main = names(pipeline.phases());
    return pipeline.prePhases().isEmpty()
        ? main
        : names(pipeline.prePhases()) + "; then, when it is its turn, " + main;
  }

  private static String names(List<Phase> phases) {
    return phases.stream().map(phase -> phase.name().value()).collect(Collectors.joining(" > "));
  }

  private static String openItems(Item item, List<Item> open) {
    List<Item> others = open.stream().filter(other -> !other.id().equals(item.id())).toList();
    if (others.isEmpty()) {
      return "   There are no other open items.";
    }
    List<Item> newest = others.subList(Math.max(0, others.size() - MOST_OPEN), others.size());
    String more =
        newest.size() == others.size()
            ? ""
            : "\n   - and %d older ones, in `BACKLOG.yaml`"
                .formatted(others.size() - newest.size());
    return newest.stream()
        .map(other -> "   - " + other.id() + ": " + other.title())
        .collect(Collectors.joining("\n", "", more));
  }

  private static String phaseExample(Briefing briefing) {
    return """
    {
      "item_id": %s,
      "phase": %s,
      "result": "phase_complete",
      "summary": "Read the configuration once at start instead of on every request",
      "context": "The cache is in Settings.java. A file watcher was tried and dropped: it misses renames.",
      "updated_assessments": { "risk": "low" },
      "follow_ups": [
        "Document the environment variables",
        { "title": "Remove the old parser", "description": "Nothing calls it since this change.", "size": "small" }
      ]
    }\
    """
        .formatted(Shown.json(briefing.item().id().value()), Shown.json(briefing.task().phase()));
  }

  private static String triageExample(Briefing briefing, List<Pipeline> pipelines) {
    return """
    {
      "item_id": %s,
      "phase": "triage",
      "result": "phase_complete",
      "summary": "A small fix in the reader of dates",
      "description": {
        "context": "Dates are read in DateReader, with a fixed format.",
        "problem": "A date without a time ends the import, for everyone who exports from the web.",
        "solution": "A date without a time counts as midnight UTC; a test shows both forms.",
        "impact": "Imports of about a third of all users work again.",
        "sizing_rationale": "One class and its test; nothing else reads dates."
      },
      "updated_assessments": { "size": "small", "complexity": "low", "risk": "low", "impact": "high" },
      "pipeline": %s
    }\
    """
        .formatted(
            Shown.json(briefing.item().id().value()),
            Shown.json(pipelines.isEmpty() ? "default" : pipelines.getFirst().name().value()));
  }
}
