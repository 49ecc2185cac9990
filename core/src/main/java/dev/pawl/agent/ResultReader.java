package dev.pawl.agent;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.PhaseResult.FollowUp;
import dev.pawl.backlog.PhaseResult.Verdict;
import dev.pawl.backlog.PipelineName;
import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a result from JSON; {@code result.schema.json} beside this class says the same. Fields that
 * it does not know are passed over; a null counts as missing. Every problem is collected, so that
 * the next attempt is told of all of them at once.
 */
final class ResultReader {
  private final Assignment assignment;
  private final List<String> problems = new ArrayList<>();

  ResultReader(Assignment assignment) {
    this.assignment = assignment;
  }

  /** What is wrong with what was read, each with what was expected and found. */
  List<String> problems() {
    return problems;
  }

  /** The result; empty when there are problems. */
  Optional<PhaseResult> read(byte[] json) {
    JsonObject object;
    try {
      object = Json.object(json, 0, json.length);
    } catch (IllegalArgumentException e) {
      problems.add("the result is " + Shown.line(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
    ResultFields fields = new ResultFields(object, "", problems);
    identity(fields);
    Optional<Verdict> verdict = verdict(fields);
    Optional<String> summary = summary(fields);
    String context = fields.text("context").orElse("");
    Assessments assessments =
        fields
            .object("updated_assessments")
            .map(ResultFields::assessments)
            .orElse(Assessments.NONE);
    Optional<PipelineName> pipeline = pipeline(fields);
    Optional<Description> description =
        fields.description("description").filter(text -> !text.isEmpty());
    boolean review = fields.flag("requires_human_review");
    List<FollowUp> followUps = followUps(fields);
    List<ItemId> duplicates = duplicates(fields);
    return problems.isEmpty() && verdict.isPresent() && summary.isPresent()
        ? Optional.of(
            new PhaseResult(
                assignment.item(),
                assignment.phase(),
                verdict.get(),
                summary.get(),
                context,
                assessments,
                pipeline,
                description,
                review,
                followUps,
                duplicates))
        : Optional.empty();
  }

  private void identity(ResultFields fields) {
    expect(fields, "item_id", assignment.item().value());
    expect(fields, "phase", assignment.phase());
  }

  private static void expect(ResultFields fields, String name, String expected) {
    if (!fields.has(name)) {
      fields.problem(name, "missing, expected " + Shown.quoted(expected));
      return;
    }
    fields
        .text(name)
        .filter(found -> !found.equals(expected))
        .ifPresent(found -> fields.wrong(name, Shown.quoted(expected), found));
  }

  private Optional<Verdict> verdict(ResultFields fields) {
    if (!fields.has("result")) {
      fields.problem("result", "missing, expected one of " + verdicts());
      return Optional.empty();
    }
    Optional<String> text = fields.text("result");
    Optional<Verdict> verdict = text.flatMap(Verdict::ofWire).filter(this::isPossible);
    if (verdict.isEmpty()) {
      text.ifPresent(found -> fields.wrong("result", "one of " + verdicts(), found));
    }
    return verdict;
  }

  /** A triage is one decision. */
  private boolean isPossible(Verdict verdict) {
    return !(assignment.isTriage() && verdict == Verdict.SUBPHASE_COMPLETE);
  }

  private String verdicts() {
    return Stream.of(Verdict.values())
        .filter(this::isPossible)
        .map(Verdict::wire)
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> summary(ResultFields fields) {
    if (!fields.has("summary")) {
      fields.problem("summary", "missing, expected one line of what was done");
      return Optional.empty();
    }
    Optional<String> line = fields.text("summary").map(ResultReader::oneLine);
    if (line.isPresent() && line.get().isEmpty()) {
      fields.problem("summary", "empty, expected one line of what was done");
    }
    return line;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private Optional<PipelineName> pipeline(ResultFields fields) {
    String field = fields.has("pipeline") ? "pipeline" : "pipeline_type";
    Optional<String> text = fields.text(field);
    if (!assignment.isTriage() || text.isEmpty()) {
      return Optional.empty();
    }
    Optional<PipelineName> known =
        assignment.pipelines().stream()
            .filter(pipeline -> pipeline.value().equals(text.get()))
            .findFirst();
    if (known.isEmpty()) {
      String all =
          assignment.pipelines().stream()
              .map(PipelineName::value)
              .collect(Collectors.joining(", "));
      fields.wrong(field, "one of " + all, text.get());
    }
    return known;
  }

  private List<FollowUp> followUps(ResultFields fields) {
    List<FollowUp> all = new ArrayList<>();
    for (Object found : fields.list("follow_ups")) {
      String at = "follow_ups[" + all.size() + "]";
      all.add(
          switch (found) {
            case String title -> new FollowUp(title(at, title), "", "", Assessments.NONE);
            case JsonObject object -> followUp(new ResultFields(object, at + ".", problems), at);
            default -> {
              problems.add(at + ": expected a title or an object, found " + Shown.kind(found));
              yield new FollowUp("", "", "", Assessments.NONE);
            }
          });
    }
    return all;
  }

  private FollowUp followUp(ResultFields fields, String at) {
    return new FollowUp(
        title(at + ".title", fields.text("title").orElse("")),
        fields.description("description").map(ResultReader::plain).orElse(""),
        fields.text("context").orElse(""),
        fields.assessments());
  }

  private String title(String at, String text) {
    String title = oneLine(text);
    if (title.isEmpty()) {
      problems.add(at + ": missing or empty, expected a title");
    }
    return title;
  }

  private static String plain(Description description) {
    return switch (description) {
      case Description.Text text -> text.text();
      case Description.Parts parts -> ItemText.parts(parts);
    };
  }

  private List<ItemId> duplicates(ResultFields fields) {
    Set<ItemId> all = new LinkedHashSet<>();
    int index = 0;
    for (Object found : fields.list("duplicates")) {
      String at = "duplicates[" + index++ + "]";
      if (found instanceof String text && ItemId.matches(text)) {
        all.add(new ItemId(text));
      } else {
        String shown = found instanceof String text ? Shown.quoted(text) : Shown.kind(found);
        problems.add(at + ": expected the name of an item, found " + shown);
      }
    }
    all.remove(assignment.item());
    return List.copyOf(all);
  }
}
