package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.yaml.Problem;
import java.util.List;
import java.util.Map;

/** What tests of the file ask for. */
final class Reading {
  static final String NAME = "BACKLOG.yaml";

  private Reading() {}

  static BacklogDocument document(String text) {
    return switch (BacklogReader.read(NAME, text, "WRK")) {
      case BacklogResult.Read(BacklogDocument document) -> document;
      case BacklogResult.Refused(List<Problem> problems) -> fail(lines(problems) + "\n" + text);
    };
  }

  static Backlog backlog(String text) {
    return document(text).backlog();
  }

  /** A whole file around the lines of its items. */
  static String file(String items) {
    return "schema_version: 4\nnext_id: 9\nitems:\n" + items.indent(2);
  }

  /** The only item, whose fields are given in flow style, beside its id and title. */
  static Item itemWith(String fields) {
    return backlog(file("- { id: WRK-001, title: T, " + fields + " }")).items().getFirst();
  }

  static List<String> problems(String text) {
    return BacklogReader.read(NAME, text, "WRK")
            instanceof BacklogResult.Refused(List<Problem> problems)
        ? lines(problems)
        : List.of();
  }

  static List<String> lines(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  /** The only problem, as it is told. */
  static String only(String text) {
    List<String> lines = problems(text);
    assertEquals(1, lines.size(), lines::toString);
    return lines.getFirst();
  }

  /** The text after a change of one item. */
  static String changed(String text, String id, java.util.function.UnaryOperator<Item> change) {
    BacklogDocument document = document(text);
    Item item = document.backlog().get(new ItemId(id));
    return document.with(document.backlog().with(change.apply(item))).text();
  }

  /** Pipeline feature: scope, then build and review. */
  static WorkSettings settings() {
    PipelineName name = new PipelineName("feature");
    Pipeline pipeline =
        new Pipeline(
            name,
            List.of(Phase.of("scope", "a.md")),
            List.of(Phase.of("build", "a.md"), Phase.of("review", "a.md")));
    WorkSettings none = WorkSettings.NONE;
    return new WorkSettings(
        none.prefix(),
        none.guardrails(),
        none.execution(),
        none.defaultAgent(),
        none.agents(),
        none.prompts(),
        Map.of(name, pipeline));
  }
}
