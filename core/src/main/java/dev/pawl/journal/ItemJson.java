package dev.pawl.journal;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Dimension;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemDraft;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.Position;
import dev.pawl.backlog.Resolution;
import dev.pawl.backlog.Size;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * An item as an object of JSON, with the names that it has in the file of the backlog; what is
 * unset is left out.
 *
 * <pre>
 * {"id":"WRK-007","title":"T","status":"in_progress","pipeline":"feature","phase":"build","pool":"main","size":"small",...}
 * </pre>
 */
final class ItemJson {
  private ItemJson() {}

  static void write(JsonWriter out, Item item) {
    out.object();
    text(out, "id", item.id().value());
    text(out, "title", item.title());
    text(out, "status", item.status().wire());
    item.pipeline().ifPresent(pipeline -> text(out, "pipeline", pipeline.value()));
    item.position()
        .ifPresent(position -> {
          text(out, "phase", position.phase().value());
          text(out, "pool", position.pool().wire());
        });
    assessments(out, item.assessments());
    texts(out, "dependencies", item.dependencies().stream().map(ItemId::value).toList());
    texts(out, "tags", item.tags());
    description(out, item.description());
    if (item.review()) {
      out.name("requires_human_review").value(true);
    }
    item.approval()
        .ifPresent(approval -> {
          out.name("approved").object();
          text(out, "by", approval.by());
          text(out, "at", approval.at().toString());
          out.end();
        });
    item.block()
        .ifPresent(block -> {
          out.name("blocked").object();
          text(out, "from", block.from().wire());
          text(out, "reason", block.reason());
          out.end();
        });
    item.resolution().ifPresent(resolution -> text(out, "resolution", resolution.wire()));
    textIfAny(out, "notes", item.notes());
    textIfAny(out, "origin", item.origin());
    item.created().ifPresent(at -> text(out, "created", at.toString()));
    item.updated().ifPresent(at -> text(out, "updated", at.toString()));
    textIfAny(out, "last_phase_commit", item.lastCommit());
    out.end();
  }

  static void assessments(JsonWriter out, Assessments assessments) {
    for (Dimension dimension : Dimension.values()) {
      assessments.word(dimension).ifPresent(word -> text(out, dimension.wire(), word));
    }
  }

  static void description(JsonWriter out, Description description) {
    switch (description) {
      case Description.Text t -> textIfAny(out, "description", t.text());
      case Description.Parts p -> {
        out.name("description").object();
        textIfAny(out, "context", p.context());
        textIfAny(out, "problem", p.problem());
        textIfAny(out, "solution", p.solution());
        textIfAny(out, "impact", p.impact());
        textIfAny(out, "sizing_rationale", p.sizingRationale());
        out.end();
      }
    }
  }

  /**
   * The item that was written.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Item read(JsonObject json) {
    ItemDraft draft =
        new ItemDraft(new ItemId(json.text("id")), json.text("title"))
            .status(known("status", ItemStatus.ofWire(json.text("status"))))
            .assessments(assessments(json))
            .dependencies(texts(json, "dependencies").stream().map(ItemId::new).toList())
            .tags(new LinkedHashSet<>(texts(json, "tags")))
            .description(description(json))
            .review(json.optionalFlag("requires_human_review"))
            .notes(json.optionalText("notes").orElse(""))
            .origin(json.optionalText("origin").orElse(""))
            .lastCommit(json.optionalText("last_phase_commit").orElse(""));
    json.optionalText("pipeline").map(PipelineName::new).ifPresent(draft::pipeline);
    json.optionalText("phase").ifPresent(phase -> draft.position(position(phase, json)));
    json.optionalObject("approved")
        .ifPresent(approved ->
            draft.approval(new Item.Approval(approved.text("by"), approved.time("at"))));
    json.optionalObject("blocked")
        .ifPresent(blocked ->
            draft.block(
                new Item.Block(
                    known("from", ItemStatus.ofWire(blocked.text("from"))),
                    blocked.text("reason"))));
    json.optionalText("resolution")
        .ifPresent(text -> draft.resolution(known("resolution", Resolution.ofWire(text))));
    json.optionalTime("created").ifPresent(draft::created);
    json.optionalTime("updated").ifPresent(draft::updated);
    return draft.item();
  }

  static Position position(String phase, JsonObject json) {
    return new Position(known("pool", Pool.ofWire(json.text("pool"))), new PhaseName(phase));
  }

  static Assessments assessments(JsonObject json) {
    return new Assessments(
        json.optionalText("size").map(text -> known("size", Size.ofWire(text))),
        level(json, "complexity"),
        level(json, "risk"),
        level(json, "impact"));
  }

  static Description description(JsonObject json) {
    if (!json.has("description") || json.isText("description")) {
      return new Description.Text(json.optionalText("description").orElse(""));
    }
    JsonObject parts = json.object("description");
    return new Description.Parts(
        parts.optionalText("context").orElse(""),
        parts.optionalText("problem").orElse(""),
        parts.optionalText("solution").orElse(""),
        parts.optionalText("impact").orElse(""),
        parts.optionalText("sizing_rationale").orElse(""));
  }

  private static Optional<Level> level(JsonObject json, String name) {
    return json.optionalText(name).map(text -> known(name, Level.ofWire(text)));
  }

  static List<String> texts(JsonObject json, String name) {
    return json.has(name) ? json.list(name, String.class) : List.of();
  }

  static <T> T known(String name, Optional<T> value) {
    return value.orElseThrow(
        () -> new IllegalArgumentException("'" + name + "' is of a newer version of Pawl"));
  }

  static void texts(JsonWriter out, String name, Collection<String> texts) {
    if (!texts.isEmpty()) {
      out.name(name).list();
      texts.forEach(out::value);
      out.end();
    }
  }

  static void textIfAny(JsonWriter out, String name, String text) {
    if (!text.isEmpty()) {
      text(out, name, text);
    }
  }

  private static void text(JsonWriter out, String name, String text) {
    out.name(name).value(text);
  }
}
