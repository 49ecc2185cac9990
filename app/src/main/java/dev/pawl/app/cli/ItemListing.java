package dev.pawl.app.cli;

import dev.pawl.app.format.Column;
import dev.pawl.app.format.DelimitedText;
import dev.pawl.app.format.Format;
import dev.pawl.app.format.Inner;
import dev.pawl.app.format.JsonText;
import dev.pawl.app.format.Palette;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Dimension;
import dev.pawl.backlog.Filter;
import dev.pawl.backlog.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code pawl backlog list}. Fields are called as in the file of the backlog; in csv and tsv those
 * inside others are columns of their own, {@code blocked_reason}.
 */
final class ItemListing {
  private static final List<Column<Item>> BEGIN =
      List.of(
          new Column<>("id", item -> item.id().value()),
          new Column<>("title", Item::title),
          new Column<>("status", item -> item.status().wire()),
          new Column<>("pipeline", item -> item.pipeline().map(Object::toString).orElse(null)),
          new Column<>("phase", item -> item.position().map(at -> at.phase().value()).orElse(null)),
          new Column<>("pool", item -> item.position().map(at -> at.pool().wire()).orElse(null)),
          dimension(Dimension.SIZE),
          dimension(Dimension.COMPLEXITY),
          dimension(Dimension.RISK),
          dimension(Dimension.IMPACT),
          new Column<>("dependencies", Item::dependencies),
          new Column<>("tags", Item::tags));

  private static final List<Column<Item>> END =
      List.of(
          new Column<>("resolution", item -> item.resolution().map(one -> one.wire()).orElse(null)),
          new Column<>("notes", item -> given(item.notes())),
          new Column<>("origin", item -> given(item.origin())),
          new Column<>("created", item -> item.created().orElse(null)),
          new Column<>("updated", item -> item.updated().orElse(null)),
          new Column<>("last_phase_commit", item -> given(item.lastCommit())));

  private static final List<Column<Description.Parts>> PARTS =
      List.of(
          new Column<>("context", parts -> given(parts.context())),
          new Column<>("problem", parts -> given(parts.problem())),
          new Column<>("solution", parts -> given(parts.solution())),
          new Column<>("impact", parts -> given(parts.impact())),
          new Column<>("sizing_rationale", parts -> given(parts.sizingRationale())));

  private static final List<Column<Item.Approval>> APPROVAL =
      List.of(new Column<>("by", Item.Approval::by), new Column<>("at", Item.Approval::at));

  private static final List<Column<Item.Block>> BLOCK =
      List.of(
          new Column<>("from", block -> block.from().wire()),
          new Column<>("reason", Item.Block::reason));

  private ItemListing() {}

  /** All fields of an item, as objects where they are objects in the file. */
  static List<Column<Item>> columns() {
    return Stream.of(
            BEGIN,
            List.<Column<Item>>of(
                new Column<>("description", item -> description(item.description())),
                new Column<>("requires_human_review", Item::review),
                new Column<>(
                    "approved",
                    item -> item.approval().map(one -> new Inner<>(APPROVAL, one)).orElse(null)),
                new Column<>(
                    "blocked",
                    item -> item.block().map(one -> new Inner<>(BLOCK, one)).orElse(null))),
            END)
        .flatMap(List::stream)
        .toList();
  }

  /** The same without objects. */
  private static List<Column<Item>> flat() {
    List<Column<Item>> columns = new ArrayList<>(BEGIN);
    columns.add(new Column<>("description", item -> given(text(item.description()))));
    columns.add(new Column<>("requires_human_review", Item::review));
    columns.add(new Column<>("approved_by", item -> item.approval().map(a -> a.by()).orElse(null)));
    columns.add(new Column<>("approved_at", item -> item.approval().map(a -> a.at()).orElse(null)));
    columns.add(
        new Column<>("blocked_from", item -> item.block().map(b -> b.from().wire()).orElse(null)));
    columns.add(
        new Column<>("blocked_reason", item -> item.block().map(b -> b.reason()).orElse(null)));
    columns.addAll(END);
    return columns;
  }

  private static Column<Item> dimension(Dimension dimension) {
    return new Column<>(dimension.wire(), item -> item.assessments().word(dimension).orElse(null));
  }

  private static @Nullable Object description(Description description) {
    return switch (description) {
      case Description.Text(String text) -> given(text);
      case Description.Parts parts -> new Inner<>(PARTS, parts);
    };
  }

  /** A description as people read it. */
  static String text(Description description) {
    return switch (description) {
      case Description.Text(String text) -> text.strip();
      case Description.Parts parts ->
          PARTS.stream()
              .flatMap(column ->
                  Optional.ofNullable(column.value().apply(parts))
                      .map(text -> column.name().replace('_', ' ') + ": " + text)
                      .stream())
              .collect(Collectors.joining("\n\n"));
    };
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }

  static void write(BacklogAt at) throws IOException {
    Call call = at.call();
    Format format = Format.named(call.word("--format", Format.names()).orElse("table"));
    List<Item> items = chosen(at);
    switch (format) {
      case JSON -> JsonText.array(call.out(), columns(), items);
      case NDJSON -> JsonText.lines(call.out(), columns(), items);
      case CSV, TSV -> DelimitedText.write(call.plainOut(), format, flat(), items);
      case TABLE ->
          ItemTable.of(items, Palette.of(call.colored(call.caller().out()))).write(call.out());
    }
    if (items.isEmpty() && format == Format.TABLE && !call.options().quiet()) {
      boolean open = call.values("--status").isEmpty() && call.values("--only").isEmpty();
      call.say(open ? "no items yet; 'pawl backlog add TITLE' adds one" : "no items that match");
    }
  }

  private static List<Item> chosen(BacklogAt at) {
    Call call = at.call();
    List<String> statuses = call.allWords("--status", BacklogCommand.STATUSES);
    Filter filter =
        switch (Filter.parse(call.values("--only"))) {
          case Filter.Parsed.Good good -> good.filter();
          case Filter.Parsed.Bad bad -> throw Refusal.usage(bad.problems().stream());
        };
    return at.backlog().items().stream()
        .filter(item -> statuses.isEmpty() || statuses.contains(item.status().wire()))
        .filter(filter::takes)
        .toList();
  }
}
