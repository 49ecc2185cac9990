package dev.pawl.backlog.file;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.Position;
import dev.pawl.backlog.Resolution;
import dev.pawl.backlog.Size;
import dev.pawl.model.NamePattern;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Problems;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one item. What is not known is left to whoever put it there. */
final class ItemReader {
  private static final ItemStatus[] BLOCKED_FROM = {
    ItemStatus.NEW, ItemStatus.SCOPING, ItemStatus.READY, ItemStatus.IN_PROGRESS
  };

  private final ItemId id;
  private final Schema schema;
  private final ItemValues values;

  private ItemReader(ItemId id, Schema schema, ItemValues values) {
    this.id = id;
    this.schema = schema;
    this.values = values;
  }

  /** The item of that name; empty when something is wrong with it. */
  static Optional<Item> read(Mapping map, ItemId id, Schema schema, Problems problems) {
    return read(id, schema, new ItemValues(map, "item " + id, problems));
  }

  /** The same of values that are called otherwise in messages. */
  static Optional<Item> read(ItemId id, Schema schema, ItemValues values) {
    return new ItemReader(id, schema, values).item();
  }

  private Optional<Item> item() {
    String title = title();
    Optional<ItemStatus> known = status(Keys.STATUS, ItemStatus.values());
    ItemStatus status = known.orElse(ItemStatus.NEW);
    Optional<Item.Block> block = values.isSound() ? block(status) : Optional.empty();
    Optional<PipelineName> pipeline =
        values.name(schema.name(Keys.PIPELINE), PipelineName::new, NamePattern.RULE);
    Optional<Position> position = position(status, block);
    Assessments assessments = assessments(values);
    List<ItemId> dependencies = dependencies(values);
    Set<String> tags = tags(values);
    Description description = description(values);
    boolean review = values.bool(Keys.REVIEW);
    Optional<Item.Approval> approval = approval();
    Optional<Resolution> resolution = resolution(status);
    String notes = values.text(Keys.NOTES).orElse("");
    String origin = values.text(Keys.ORIGIN).orElse("");
    Optional<Instant> created = values.time(Keys.CREATED);
    Optional<Instant> updated = values.time(Keys.UPDATED);
    String lastCommit = values.text(Keys.LAST_COMMIT).orElse("");
    return values.isSound()
        ? Optional.of(
            new Item(
                id,
                title,
                status,
                pipeline,
                position,
                assessments,
                dependencies,
                tags,
                description,
                review,
                approval,
                block,
                resolution,
                notes,
                origin,
                created,
                updated,
                lastCommit))
        : Optional.empty();
  }

  private String title() {
    Optional<String> title = values.text(Keys.TITLE);
    String text = values.required(Keys.TITLE, title, "say what is to be done").orElse("?");
    if (text.isBlank()) {
      values.wrong("the title of " + values.owner() + " is empty", "say what is to be done");
    }
    return text;
  }

  private Optional<ItemStatus> status(String key, ItemStatus[] words) {
    return values.word(key, words, ItemStatus::wire);
  }

  private Optional<Item.Block> block(ItemStatus status) {
    boolean blocked = status == ItemStatus.BLOCKED;
    if (schema == Schema.THREE) {
      return blocked ? oldBlock() : Optional.empty();
    }
    Node node = values.get(Keys.BLOCKED);
    if (!blocked) {
      if (node != null) {
        String found = values.owner() + " is " + status.wire() + ", but says why it is blocked";
        values.wrong(node, found, "remove 'blocked'");
      }
      return Optional.empty();
    }
    String example = "{ from: ready, reason: TEXT }";
    Optional<ItemValues> inner = values.inner(Keys.BLOCKED, example);
    String remedy = "add 'blocked: " + example + "'";
    if (values.required(Keys.BLOCKED, inner, remedy).isEmpty()) {
      return Optional.empty();
    }
    ItemValues map = inner.get();
    Optional<ItemStatus> from = map.word(Keys.FROM, BLOCKED_FROM, ItemStatus::wire);
    String reason = map.text(Keys.REASON).orElse("");
    map.required(Keys.FROM, from, "say where it goes on then: 'from: ready'");
    return sound(map, from.map(word -> new Item.Block(word, reason)));
  }

  private Optional<Item.Block> oldBlock() {
    Optional<ItemStatus> from = status(Schema.OLD_FROM, BLOCKED_FROM);
    String reason = values.text(Schema.OLD_REASON).orElse("");
    return values
        .required(Schema.OLD_FROM, from, "say where it goes on then: ready")
        .map(word -> new Item.Block(word, reason));
  }

  /** Where it stands: with a phase if it is on its way through its pipeline, or blocked there. */
  private Optional<Position> position(ItemStatus status, Optional<Item.Block> block) {
    String phaseKey = schema.name(Keys.PHASE);
    String poolKey = schema.name(Keys.POOL);
    Optional<PhaseName> phase = values.name(phaseKey, PhaseName::new, NamePattern.RULE);
    Optional<Pool> pool = values.word(poolKey, Pool.values(), Pool::wire);
    if (!values.isSound()) {
      return Optional.empty();
    }
    ItemStatus stands = block.map(Item.Block::from).orElse(status);
    Optional<Pool> due =
        switch (stands) {
          case SCOPING -> Optional.of(Pool.PRE);
          case IN_PROGRESS -> Optional.of(Pool.MAIN);
          case NEW, READY, DONE, BLOCKED -> Optional.empty();
        };
    String owner = values.owner() + " is " + stands.wire();
    if (due.isEmpty()) {
      if (schema == Schema.FOUR && (phase.isPresent() || pool.isPresent())) {
        String key = phase.isPresent() ? phaseKey : poolKey;
        values.wrong(key, owner + ", but has a " + key, "remove 'phase' and 'pool'");
      }
      return Optional.empty();
    }
    if (phase.isEmpty()) {
      values.wrong(owner + ", but has no phase", "add 'phase: NAME', or set 'status: new'");
      return Optional.empty();
    }
    if (pool.isPresent() && !pool.equals(due)) {
      String found = owner + ", but its pool is " + pool.get().wire();
      values.wrong(poolKey, found, "its pool can only be " + due.get().wire());
    }
    return Optional.of(new Position(due.get(), phase.get()));
  }

  private Optional<Item.Approval> approval() {
    Optional<ItemValues> inner =
        values.inner(Keys.APPROVED, "{ by: NAME, at: 2026-11-20T15:47:41Z }");
    if (inner.isEmpty()) {
      return Optional.empty();
    }
    ItemValues map = inner.get();
    Optional<String> by = map.text(Keys.BY);
    Optional<Instant> at = map.time(Keys.AT);
    map.required(Keys.BY, by, "say who has approved it");
    map.required(Keys.AT, at, "say when it was approved");
    return sound(map, by.flatMap(name -> at.map(time -> new Item.Approval(name, time))));
  }

  private <T> Optional<T> sound(ItemValues inner, Optional<T> value) {
    if (!inner.isSound()) {
      values.fail();
    }
    return value;
  }

  private Optional<Resolution> resolution(ItemStatus status) {
    Optional<Resolution> resolution =
        values.word(Keys.RESOLUTION, Resolution.values(), Resolution::wire);
    if (resolution.isPresent() && status != ItemStatus.DONE && values.isSound()) {
      String found = values.owner() + " is " + status.wire() + ", but has a resolution";
      values.wrong(Keys.RESOLUTION, found, "remove 'resolution'");
    }
    return resolution;
  }

  /** What is known of its size and worth. */
  static Assessments assessments(ItemValues values) {
    return new Assessments(
        values.word(Keys.SIZE, Size.values(), Size::wire),
        values.word(Keys.COMPLEXITY, Level.values(), Level::wire),
        values.word(Keys.RISK, Level.values(), Level::wire),
        values.word(Keys.IMPACT, Level.values(), Level::wire));
  }

  /** The names that are names of items. */
  static List<ItemId> dependencies(ItemValues values) {
    List<Scalar> names = values.texts(Keys.DEPENDENCIES, "[WRK-003]");
    for (Scalar name : names) {
      if (!ItemId.matches(name.text())) {
        String found = Node.quoted(name.text()) + " is not the name of an item";
        values.wrong(name, "%s, in %s".formatted(found, values.owner()), ItemId.RULE);
      }
    }
    return names.stream().map(Scalar::text).filter(ItemId::matches).map(ItemId::new).toList();
  }

  static Set<String> tags(ItemValues values) {
    Set<String> tags = new LinkedHashSet<>();
    values.texts(Keys.TAGS, "[web, slow]").forEach(tag -> tags.add(tag.text()));
    return tags;
  }

  static Description description(ItemValues values) {
    Node node = values.get(Keys.DESCRIPTION);
    if (node instanceof Scalar text && text.kind() != Kind.NOTHING) {
      return new Description.Text(text.text());
    }
    Optional<ItemValues> inner =
        values.inner(Keys.DESCRIPTION, "{ problem: TEXT, solution: TEXT }, or one text");
    if (inner.isEmpty()) {
      return Description.NONE;
    }
    ItemValues map = inner.get();
    Description parts =
        new Description.Parts(
            map.text(Keys.CONTEXT).orElse(""),
            map.text(Keys.PROBLEM).orElse(""),
            map.text(Keys.SOLUTION).orElse(""),
            map.text(Keys.IMPACT).orElse(""),
            map.text(Keys.SIZING_RATIONALE).orElse(""));
    if (!map.isSound()) {
      values.fail();
    }
    return parts;
  }
}
