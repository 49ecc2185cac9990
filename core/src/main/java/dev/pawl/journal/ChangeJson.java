package dev.pawl.journal;

import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.NewItem;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.PipelineName;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a person asks to be changed, as an object of JSON; fields are called as in the file of the
 * backlog. Of an edit, what is not there stays as it is.
 *
 * <pre>
 * {"do":"add","title":"T","size":"small","pipeline":"feature","dependencies":["WRK-003"]}
 * {"do":"edit","item":"WRK-007","risk":"low","tags":[],"requires_human_review":true}
 * {"do":"block","item":"WRK-007","reason":"which database?"}
 * {"do":"advance","item":"WRK-007","phase":"build"}
 * </pre>
 */
public final class ChangeJson {
  private static final Set<String> FIELDS =
      Set.of(
          "do",
          "item",
          "title",
          "description",
          "size",
          "complexity",
          "risk",
          "impact",
          "pipeline",
          "dependencies",
          "tags",
          "requires_human_review",
          "notes",
          "origin",
          "reason",
          "by",
          "phase");

  private ChangeJson() {}

  /** Writes a change. */
  public static void write(JsonWriter out, BacklogChange change) {
    out.object().name("do");
    switch (change) {
      case BacklogChange.Add c -> add(out.value("add"), c.item());
      case BacklogChange.Edit c -> edit(of(out.value("edit"), c.item()), c);
      case BacklogChange.Block c ->
          of(out.value("block"), c.item()).name("reason").value(c.reason());
      case BacklogChange.Unblock c ->
          of(out.value("unblock"), c.item()).name("notes").value(c.notes());
      case BacklogChange.Approve c -> of(out.value("approve"), c.item()).name("by").value(c.by());
      case BacklogChange.Advance c -> {
        of(out.value("advance"), c.item());
        c.to().ifPresent(phase -> out.name("phase").value(phase.value()));
      }
      case BacklogChange.Complete c ->
          of(out.value("complete"), c.item()).name("notes").value(c.notes());
      case BacklogChange.Close c ->
          of(out.value("close"), c.item()).name("reason").value(c.reason());
    }
    out.end();
  }

  private static JsonWriter of(JsonWriter out, ItemId item) {
    return out.name("item").value(item.value());
  }

  private static void add(JsonWriter out, NewItem item) {
    out.name("title").value(item.title());
    ItemJson.description(out, item.description());
    ItemJson.assessments(out, item.assessments());
    item.pipeline().ifPresent(pipeline -> out.name("pipeline").value(pipeline.value()));
    ItemJson.texts(out, "dependencies", names(item.dependencies()));
    ItemJson.texts(out, "tags", item.tags());
    ItemJson.textIfAny(out, "origin", item.origin());
  }

  /** What is to become empty is there, and empty. */
  private static void edit(JsonWriter out, BacklogChange.Edit c) {
    c.title().ifPresent(title -> out.name("title").value(title));
    c.description()
        .ifPresent(description -> {
          if (description.isEmpty()) {
            out.name("description").value("");
          } else {
            ItemJson.description(out, description);
          }
        });
    ItemJson.assessments(out, c.assessments());
    c.dependencies().ifPresent(needs -> list(out, "dependencies", names(needs)));
    c.tags().ifPresent(tags -> list(out, "tags", List.copyOf(tags)));
    c.review().ifPresent(review -> out.name("requires_human_review").value(review));
    c.notes().ifPresent(notes -> out.name("notes").value(notes));
  }

  private static void list(JsonWriter out, String name, List<String> texts) {
    out.name(name).list();
    texts.forEach(out::value);
    out.end();
  }

  private static List<String> names(List<ItemId> items) {
    return items.stream().map(ItemId::value).toList();
  }

  /**
   * The change that was written.
   *
   * @throws IllegalArgumentException if it is none; the message is for a person
   */
  public static BacklogChange read(JsonObject json) {
    for (String name : json.names()) {
      if (!FIELDS.contains(name)) {
        throw new IllegalArgumentException("unknown field '" + name + "'");
      }
    }
    String what = json.text("do");
    return switch (what) {
      case "add" -> new BacklogChange.Add(newItem(json));
      case "edit" -> edit(json);
      case "block" -> new BacklogChange.Block(item(json), json.text("reason"));
      case "unblock" -> new BacklogChange.Unblock(item(json), json.text("notes"));
      case "approve" -> new BacklogChange.Approve(item(json), json.text("by"));
      case "advance" ->
          new BacklogChange.Advance(item(json), json.optionalText("phase").map(PhaseName::new));
      case "complete" -> new BacklogChange.Complete(item(json), json.text("notes"));
      case "close" -> new BacklogChange.Close(item(json), json.text("reason"));
      default -> throw new IllegalArgumentException("unknown change '" + what + "'");
    };
  }

  private static ItemId item(JsonObject json) {
    return new ItemId(json.text("item"));
  }

  private static NewItem newItem(JsonObject json) {
    return new NewItem(
        json.text("title"),
        ItemJson.description(json),
        ItemJson.assessments(json),
        json.optionalText("pipeline").map(PipelineName::new),
        needs(json),
        tags(json),
        json.optionalText("origin").orElse(""));
  }

  private static BacklogChange.Edit edit(JsonObject json) {
    return new BacklogChange.Edit(
        item(json),
        json.optionalText("title"),
        json.has("description") ? Optional.of(ItemJson.description(json)) : Optional.empty(),
        ItemJson.assessments(json),
        json.has("dependencies") ? Optional.of(needs(json)) : Optional.empty(),
        json.has("tags") ? Optional.of(tags(json)) : Optional.empty(),
        json.has("requires_human_review")
            ? Optional.of(json.flag("requires_human_review"))
            : Optional.empty(),
        json.optionalText("notes"));
  }

  private static List<ItemId> needs(JsonObject json) {
    return ItemJson.texts(json, "dependencies").stream().map(ItemId::new).toList();
  }

  private static Set<String> tags(JsonObject json) {
    return new LinkedHashSet<>(ItemJson.texts(json, "tags"));
  }
}
