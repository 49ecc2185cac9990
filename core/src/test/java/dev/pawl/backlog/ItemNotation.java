package dev.pawl.backlog;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * An item in one line: {@code ID STATUS key=value flag ...}; an underscore in a text is a space.
 * Keys: title, pipeline, phase, size, complexity, risk, impact, needs, tags, about, from and reason
 * (of a block), resolution, notes, origin, age (days before the first), commit. Flags: review,
 * approved.
 */
public final class ItemNotation {
  private static final Instant FIRST = Instant.parse("2026-11-20T00:00:00Z");

  private final List<String> parts;

  private ItemNotation(List<String> parts) {
    this.parts = parts;
  }

  /** The item of a line. */
  public static Item item(String line) {
    List<String> words = List.of(line.strip().split("\\s+"));
    ItemStatus status = ItemStatus.ofWire(words.get(1)).orElseThrow();
    return new ItemNotation(words.subList(2, words.size()))
        .item(new ItemId(words.getFirst()), status);
  }

  /** The items of these lines, in this order. */
  public static Backlog backlog(String... lines) {
    return Backlog.of(Stream.of(lines).map(ItemNotation::item).toList(), 0);
  }

  private Item item(ItemId id, ItemStatus status) {
    Instant created = FIRST.minusSeconds(86_400L * word("age").map(Long::valueOf).orElse(0L));
    ItemDraft draft =
        new ItemDraft(id, text("title").orElse("title of " + id))
            .status(status)
            .assessments(assessments())
            .dependencies(list("needs").map(ItemId::new).toList())
            .tags(new LinkedHashSet<>(list("tags").toList()))
            .description(new Description.Text(text("about").orElse("")))
            .review(parts.contains("review"))
            .notes(text("notes").orElse(""))
            .origin(word("origin").orElse(""))
            .created(created)
            .updated(created)
            .lastCommit(word("commit").orElse(""));
    word("pipeline").map(PipelineName::new).ifPresent(draft::pipeline);
    ItemStatus from =
        word("from").map(text -> ItemStatus.ofWire(text).orElseThrow()).orElse(ItemStatus.NEW);
    Pool pool =
        (status == ItemStatus.BLOCKED ? from : status) == ItemStatus.SCOPING ? Pool.PRE : Pool.MAIN;
    word("phase").map(name -> new Position(pool, new PhaseName(name))).ifPresent(draft::position);
    if (status == ItemStatus.BLOCKED) {
      draft.block(new Item.Block(from, text("reason").orElse("why")));
    }
    if (parts.contains("approved")) {
      draft.approval(new Item.Approval("ada", created));
    }
    word("resolution").flatMap(Resolution::ofWire).ifPresent(draft::resolution);
    return draft.item();
  }

  private Assessments assessments() {
    return new Assessments(
        word("size").map(text -> Size.ofWire(text).orElseThrow()),
        level("complexity"),
        level("risk"),
        level("impact"));
  }

  private Optional<Level> level(String key) {
    return word(key).map(text -> Level.ofWire(text).orElseThrow());
  }

  private Stream<String> list(String key) {
    return word(key).stream().flatMap(text -> Arrays.stream(text.split(",")));
  }

  private Optional<String> text(String key) {
    return word(key).map(text -> text.replace('_', ' '));
  }

  private Optional<String> word(String key) {
    return parts.stream()
        .filter(part -> part.startsWith(key + "="))
        .map(part -> part.substring(key.length() + 1))
        .findFirst();
  }

  /** Where an item stands, in words: {@code in_progress build}, {@code blocked from new: why}. */
  public static String place(Item item) {
    StringBuilder text = new StringBuilder(item.status().wire());
    item.block().ifPresent(block -> text.append(" from ").append(block.from().wire()));
    item.position().ifPresent(position -> text.append(' ').append(position));
    item.block().ifPresent(block -> text.append(": ").append(block.reason()));
    item.resolution()
        .filter(resolution -> resolution == Resolution.CLOSED)
        .ifPresent(_ -> text.append(" closed"));
    return text.toString();
  }

  /** All that is known of an item but its times, in one line. */
  public static String line(Item item) {
    StringJoiner text = new StringJoiner(" | ");
    text.add(item.id() + " " + item.title() + ": " + place(item));
    item.pipeline().ifPresent(pipeline -> text.add("pipeline " + pipeline));
    Stream.of(Dimension.values())
        .forEach(dimension ->
            item.assessments()
                .word(dimension)
                .ifPresent(word -> text.add(dimension.wire() + " " + word)));
    add(
        text,
        "needs ",
        String.join(", ", item.dependencies().stream().map(ItemId::value).toList()));
    add(text, "tags ", String.join(", ", item.tags()));
    add(text, "", told(item.description()));
    add(text, "", item.review() ? "review" : "");
    item.approval().ifPresent(approval -> text.add("approved by " + approval.by()));
    add(text, "notes ", item.notes().replace("\n", "\\n"));
    add(text, "origin ", item.origin());
    add(text, "commit ", item.lastCommit());
    return text.toString();
  }

  private static void add(StringJoiner text, String name, String value) {
    if (!value.isEmpty()) {
      text.add(name + value);
    }
  }

  private static String told(Description description) {
    return switch (description) {
      case Description.Text t when t.text().isEmpty() -> "";
      case Description.Text t -> "\"" + t.text().replace("\n", "\\n") + "\"";
      case Description.Parts p -> p.toString().replace("\n", "\\n");
    };
  }
}
