package dev.pawl.backlog.file;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Description;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Items with all kinds of fields, and changes of them, from a seed. */
final class RandomItems {
  /** Texts that YAML could take for something else. */
  static final List<String> NASTY =
      List.of(
          "plain words",
          "a: b",
          "a:b",
          "ends with colon:",
          "a # no comment",
          "#hash",
          " leading",
          "trailing ",
          "\ttab",
          "in\tside",
          "yes",
          "No",
          "null",
          "~",
          "true",
          "42",
          "-7",
          "1e5",
          "0x1F",
          "0o17",
          "1_000",
          "12:30:45",
          "2026-11-20",
          "2026-11-20T15:47:41Z",
          ".5",
          "...",
          "---",
          "- dash",
          "-",
          "? question",
          ": colon",
          ", comma",
          "a, b",
          "[list]",
          "{map: x}",
          "} brace",
          "&anchor",
          "*alias",
          "!tag",
          "|bar",
          "> angle",
          "%percent",
          "@at",
          "`tick",
          "'single'",
          "\"double\"",
          "it's",
          "say \"x\" and 'y'",
          "back\\slash",
          "two\nlines",
          "two\nlines\n",
          "ends\n\n",
          "\nbegins",
          " indented\nfirst",
          "a\n\n  deeper\n\nb",
          "a\n# not a comment\nb",
          "tab\n\tin line\n",
          "spaces \nat end \n",
          "a\n   \nb",
          "carriage\rreturn",
          "windows\r\nlines\r\n",
          "nul\u0000inside",
          "bell\u0007",
          "escape\u001b[31m",
          "delete\u007f",
          "next\u0085line",
          "line\u2028separator",
          "\ufeffmark",
          "bad\ufffe",
          "lone\ud800",
          "\udc00lone",
          "änderung größe",
          "日本語",
          "emoji 😀 here",
          "😀",
          "nbsp\u00a0",
          "\u3000wide",
          "=",
          "<<",
          "<<: x",
          "http://x.y/z?a=b#c",
          "key: value\nother: thing\n",
          "items:\n  - id: WRK-001\n");

  private final Random random;

  RandomItems(Random random) {
    this.random = random;
  }

  /** A backlog of that many items, each needing only earlier ones. */
  Backlog backlog(int size) {
    List<Item> items = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      items.add(changed(Item.of(id(i), text(), Instant.EPOCH), i, 1 + random.nextInt(8)));
    }
    return Backlog.of(items, size);
  }

  static ItemId id(int number) {
    return ItemId.of("WRK", number);
  }

  /** The item with some fields changed; {@code number} is its own. */
  Item changed(Item item, int number, int changes) {
    Item next = item;
    for (int i = 0; i < changes; i++) {
      next = changed(next, number);
    }
    return next;
  }

  private Item changed(Item item, int number) {
    ItemDraft draft = item.draft();
    return switch (random.nextInt(14)) {
      case 0 -> draft.title(title()).item();
      case 1, 2, 3 -> moved(item);
      case 4 -> draft.pipeline(new PipelineName(pick("feature", "fix-it", "1e3"))).item();
      case 5 -> draft.assessments(assessments()).item();
      case 6 -> draft.dependencies(needs(number)).item();
      case 7 -> draft.tags(tags()).item();
      case 8, 9 -> draft.description(description()).item();
      case 10 -> draft.review(random.nextBoolean()).item();
      case 11 -> draft.notes(random.nextBoolean() ? "" : text()).item();
      case 12 -> draft.origin(pick("", "WRK-002/review", "inbox")).lastCommit(commit()).item();
      default ->
          (random.nextBoolean() ? draft.unapproved() : draft.approval(approval()))
              .updated(instant())
              .item();
    };
  }

  private Item moved(Item item) {
    ItemStatus status = ItemStatus.values()[random.nextInt(6)];
    ItemDraft draft = new ItemDraft(item.id(), item.title()).status(status);
    ItemStatus stands = status;
    if (status == ItemStatus.BLOCKED) {
      stands = ItemStatus.values()[random.nextInt(4)];
      draft.block(new Item.Block(stands, random.nextInt(4) == 0 ? "" : text()));
    }
    if (stands == ItemStatus.SCOPING || stands == ItemStatus.IN_PROGRESS) {
      Pool pool = stands == ItemStatus.SCOPING ? Pool.PRE : Pool.MAIN;
      draft.position(new Position(pool, new PhaseName(pick("build", "review", "007"))));
    }
    if (status == ItemStatus.DONE && random.nextBoolean()) {
      draft.resolution(random.nextBoolean() ? Resolution.CLOSED : Resolution.COMPLETED);
    }
    item.pipeline().ifPresent(draft::pipeline);
    item.approval().ifPresent(draft::approval);
    item.created().ifPresent(draft::created);
    return draft
        .assessments(item.assessments())
        .dependencies(item.dependencies())
        .tags(item.tags())
        .description(item.description())
        .review(item.review())
        .notes(item.notes())
        .origin(item.origin())
        .updated(instant())
        .lastCommit(item.lastCommit())
        .item();
  }

  private Assessments assessments() {
    return new Assessments(
        maybe(Size.values()), maybe(Level.values()), maybe(Level.values()), maybe(Level.values()));
  }

  private <E> Optional<E> maybe(E[] values) {
    int index = random.nextInt(values.length + 1);
    return index == values.length ? Optional.empty() : Optional.of(values[index]);
  }

  private List<ItemId> needs(int number) {
    Set<ItemId> needs = new LinkedHashSet<>();
    for (int i = random.nextInt(4); i > 0 && number > 1; i--) {
      needs.add(id(1 + random.nextInt(number - 1)));
    }
    return List.copyOf(needs);
  }

  private Set<String> tags() {
    Set<String> tags = new LinkedHashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.add(text());
    }
    return tags;
  }

  private Description description() {
    if (random.nextInt(3) == 0) {
      return new Description.Text(random.nextInt(4) == 0 ? "" : text());
    }
    return new Description.Parts(part(), part(), part(), part(), part());
  }

  private String part() {
    return random.nextInt(3) == 0 ? "" : text();
  }

  private Item.Approval approval() {
    return new Item.Approval(random.nextInt(9) == 0 ? "" : text(), instant());
  }

  private String commit() {
    return pick("", "1234567", "12e4567", "9fceb02d0ae598e95dc970b74767f19372d61af8");
  }

  private Instant instant() {
    long millis = 1_700_000_000_000L + random.nextInt(1_000_000) * 1000L;
    return Instant.ofEpochMilli(random.nextBoolean() ? millis : millis + random.nextInt(1000));
  }

  private String title() {
    String title = text();
    return title.isBlank() ? "title" : title;
  }

  String text() {
    return NASTY.get(random.nextInt(random.nextBoolean() ? 1 : NASTY.size()));
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }
}
