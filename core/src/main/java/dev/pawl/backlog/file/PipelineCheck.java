package dev.pawl.backlog.file;

import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Position;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.yaml.Problem;
import dev.pawl.yaml.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the items of a file against the pipelines that are configured. */
final class PipelineCheck {
  private final BacklogDocument document;
  private final WorkSettings settings;
  private final List<Problem> problems = new ArrayList<>();

  private PipelineCheck(BacklogDocument document, WorkSettings settings) {
    this.document = document;
    this.settings = settings;
  }

  /** In the order of the file. What is done is not looked at. */
  static List<Problem> of(BacklogDocument document, WorkSettings settings) {
    PipelineCheck check = new PipelineCheck(document, settings);
    document.backlog().items().stream().filter(item -> !item.isDone()).forEach(check::look);
    return check.problems;
  }

  private void look(Item item) {
    ItemStatus stands = item.block().map(Item.Block::from).orElse(item.status());
    Optional<Pipeline> pipeline = settings.pipeline(item);
    if (pipeline.isEmpty() && item.pipeline().isEmpty()) {
      if (stands != ItemStatus.NEW) {
        String found = "item " + item.id() + " is " + stands.wire() + ", but there is no pipeline";
        add(item, Keys.STATUS, found, "configure one under 'pipelines' in pawl.yml");
      }
      return;
    }
    if (pipeline.isEmpty()) {
      PipelineName name = item.pipeline().orElseThrow();
      List<String> known = settings.pipelines().keySet().stream().map(n -> n.value()).toList();
      String otherwise =
          known.isEmpty()
              ? "configure it under 'pipelines' in pawl.yml"
              : "known are " + String.join(", ", known);
      String found = "item " + item.id() + ": there is no pipeline '" + name + "'";
      add(item, Keys.PIPELINE, found, Suggestion.of(name.value(), known, otherwise));
      return;
    }
    item.position().ifPresent(position -> look(item, pipeline.get(), position));
  }

  private void look(Item item, Pipeline pipeline, Position position) {
    if (pipeline.at(position).isPresent()) {
      return;
    }
    List<String> known =
        pipeline.of(position.pool()).stream().map(Phase::name).map(n -> n.value()).toList();
    String pool = position.pool().wire() + " phases of pipeline '" + pipeline.name() + "'";
    String otherwise =
        known.isEmpty()
            ? "there are no " + pool
            : "the " + pool + " are " + String.join(", ", known);
    String found =
        "item %s: pipeline '%s' has no phase '%s' there"
            .formatted(item.id(), pipeline.name(), position.phase());
    add(item, Keys.PHASE, found, Suggestion.of(position.phase().value(), known, otherwise));
  }

  private void add(Item item, String key, String message, String remedy) {
    problems.add(document.problem(item.id(), key, message, remedy));
  }
}
