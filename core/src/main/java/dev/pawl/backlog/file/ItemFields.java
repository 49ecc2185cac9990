package dev.pawl.backlog.file;

import dev.pawl.backlog.Description;
import dev.pawl.backlog.Dimension;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Position;
import dev.pawl.backlog.Resolution;
import dev.pawl.yaml.Node;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An item as the fields of its map; what is unset is not there. */
final class ItemFields {
  private final Map<String, Value> fields = new LinkedHashMap<>();

  private ItemFields() {}

  /** The same with what else a map says that Pawl does not know. */
  static Map<String, Value> of(Item item, Node.Mapping map) {
    Map<String, Value> all = of(item);
    for (Node.Entry entry : map.entries()) {
      if (!isKnown(entry.key().text())) {
        all.put(entry.key().text(), Value.of(entry.value()));
      }
    }
    return all;
  }

  /** Whether it is a field of an item, in any version of the file. */
  static boolean isKnown(String key) {
    return Keys.ORDER.contains(key) || Schema.isOld(key);
  }

  static Map<String, Value> of(Item item) {
    ItemFields all = new ItemFields();
    all.text(Keys.ID, item.id().value());
    all.text(Keys.TITLE, item.title());
    all.word(Keys.STATUS, Optional.of(item.status().wire()));
    item.pipeline().ifPresent(name -> all.text(Keys.PIPELINE, name.value()));
    item.position().ifPresent(position -> all.text(Keys.PHASE, position.phase().value()));
    all.word(Keys.POOL, item.position().map(Position::pool).map(pool -> pool.wire()));
    for (Dimension dimension : Dimension.values()) {
      all.word(dimension.wire(), item.assessments().word(dimension));
    }
    all.texts(Keys.DEPENDENCIES, item.dependencies().stream().map(ItemId::value));
    all.texts(Keys.TAGS, item.tags().stream());
    all.description(item.description());
    if (item.review()) {
      all.fields.put(Keys.REVIEW, new Value.Bare("true"));
    }
    item.approval().ifPresent(all::approval);
    item.block().ifPresent(all::block);
    all.word(Keys.RESOLUTION, item.resolution().map(Resolution::wire));
    all.text(Keys.NOTES, item.notes());
    all.text(Keys.ORIGIN, item.origin());
    all.word(Keys.CREATED, item.created().map(Instant::toString));
    all.word(Keys.UPDATED, item.updated().map(Instant::toString));
    all.text(Keys.LAST_COMMIT, item.lastCommit());
    return all.fields;
  }

  private void text(String key, String text) {
    if (!text.isEmpty()) {
      fields.put(key, new Value.Text(text));
    }
  }

  private void word(String key, Optional<String> word) {
    word.ifPresent(text -> fields.put(key, new Value.Word(text)));
  }

  private void texts(String key, Stream<String> texts) {
    List<Value> entries = texts.<Value>map(Value.Text::new).toList();
    if (!entries.isEmpty()) {
      fields.put(key, new Value.Listing(entries));
    }
  }

  private void description(Description description) {
    switch (description) {
      case Description.Text(String text) -> text(Keys.DESCRIPTION, text);
      case Description.Parts parts -> {
        ItemFields all = new ItemFields();
        all.text(Keys.CONTEXT, parts.context());
        all.text(Keys.PROBLEM, parts.problem());
        all.text(Keys.SOLUTION, parts.solution());
        all.text(Keys.IMPACT, parts.impact());
        all.text(Keys.SIZING_RATIONALE, parts.sizingRationale());
        fields.put(Keys.DESCRIPTION, new Value.Fields(all.fields));
      }
    }
  }

  private void approval(Item.Approval approval) {
    Map<String, Value> map = new LinkedHashMap<>();
    map.put(Keys.BY, new Value.Text(approval.by()));
    map.put(Keys.AT, new Value.Word(approval.at().toString()));
    fields.put(Keys.APPROVED, new Value.Fields(map));
  }

  private void block(Item.Block block) {
    Map<String, Value> map = new LinkedHashMap<>();
    map.put(Keys.FROM, new Value.Word(block.from().wire()));
    map.put(Keys.REASON, new Value.Text(block.reason()));
    fields.put(Keys.BLOCKED, new Value.Fields(map));
  }
}
