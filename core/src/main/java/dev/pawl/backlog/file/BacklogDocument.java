package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.backlog.file.Piece.Entry;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.Problem;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.YamlTree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The text of a BACKLOG.yaml and what it says. The text of a changed backlog is made from it by
 * changing only what differs: comments, the order of keys, quotes, unknown fields, empty lines and
 * line ends stay as they are. Immutable.
 *
 * <p>A new text is read again before anybody gets it. Where the form of the old one is beyond what
 * can be changed in place, the fields of the changed items are written anew; where that does not
 * help, the whole file is, without its comments.
 */
public final class BacklogDocument {
  private final Source source;
  private final Body body;
  private final List<Entry> entries;
  private final Backlog backlog;

  /**
   * What is known of the file beside its items.
   *
   * @param name used in messages
   * @param mark the byte order mark, if there is one
   * @param nextId as the file has it
   */
  record Source(String name, String mark, Schema schema, int nextId) {}

  BacklogDocument(Source source, Body body, List<Entry> entries, int nextId) {
    this(source, body, entries, Backlog.of(items(entries), nextId));
  }

  private BacklogDocument(Source source, Body body, List<Entry> entries, Backlog backlog) {
    this.source = source;
    this.body = body;
    this.entries = List.copyOf(entries);
    this.backlog = backlog;
  }

  private static List<Item> items(List<Entry> entries) {
    return entries.stream().map(Entry::item).toList();
  }

  /** The items, in the order of the file; those without a name have got one. */
  public Backlog backlog() {
    return backlog;
  }

  /** The text as it is to stand in the file. */
  public String text() {
    return source.mark() + body.text();
  }

  /** The text in parts; those that {@link #with} does not touch are the same objects again. */
  List<String> parts() {
    List<String> parts = body.parts();
    return source.mark().isEmpty()
        ? parts
        : Stream.concat(Stream.of(source.mark()), parts.stream()).toList();
  }

  /** Whether it has the form of {@code schema_version: 3}; a changed one never has. */
  public boolean isOld() {
    return source.schema() == Schema.THREE;
  }

  /** The items that have no name in the file. */
  public Set<ItemId> unnamed() {
    Set<ItemId> unnamed = new HashSet<>();
    entries.stream().filter(e -> !e.named()).forEach(e -> unnamed.add(e.item().id()));
    return unnamed;
  }

  /** The same where items that the file does not name are called otherwise. */
  BacklogDocument named(Map<ItemId, ItemId> names) {
    List<Entry> named =
        entries.stream()
            .map(entry -> entry.named(names.getOrDefault(entry.item().id(), entry.item().id())))
            .toList();
    return new BacklogDocument(source, body, named, backlog.nextId());
  }

  /** {@code next_id} as the file has it; 0 when it has none. */
  int nextId() {
    return source.nextId();
  }

  Source source() {
    return source;
  }

  Body body() {
    return body;
  }

  List<Entry> entries() {
    return entries;
  }

  /**
   * The document of another backlog, which may have lost items and got new ones; these come at the
   * end.
   *
   * @throws IllegalArgumentException when items of it wait for each other, or need one that never
   *     existed: such a file could not be read any more
   * @throws IllegalStateException when no text reads back as this backlog, for example because an
   *     item has a phase and its state has none
   */
  public BacklogDocument with(Backlog next) {
    if (isOld()) {
      return Migration.of(this).with(next);
    }
    checkNeeds(next);
    return Stream.<Supplier>of(
            () -> inParts(next),
            () -> WholeChange.of(this, next, false).flatMap(text -> says(text, next)),
            () -> WholeChange.of(this, next, true).flatMap(text -> says(text, next)),
            () -> FreshText.of(this, next).flatMap(text -> says(text, next)))
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException(source.name() + ": no text says what was meant"));
  }

  private interface Supplier {
    Optional<BacklogDocument> get();
  }

  private Optional<BacklogDocument> inParts(Backlog next) {
    if (!(body instanceof Body.Cut(Sections sections))) {
      return Optional.empty();
    }
    return SectionsChange.of(this, sections, next).flatMap(result -> changed(result, next));
  }

  private Optional<BacklogDocument> changed(SectionsChange.Result result, Backlog next) {
    Source changed = new Source(source.name(), source.mark(), Schema.FOUR, next.nextId());
    if (!result.entries().isEmpty()) {
      List<Item> items = items(result.entries());
      Backlog said = items.equals(next.items()) ? next : Backlog.of(items, next.nextId());
      return Optional.of(
          new BacklogDocument(changed, new Body.Cut(result.sections()), result.entries(), said));
    }
    Body empty = new Body.Whole(result.sections().text());
    return Optional.of(new BacklogDocument(changed, empty, List.of(), next.nextId()).with(next));
  }

  /** The document of a text, if it says the same as a backlog. */
  private Optional<BacklogDocument> says(String text, Backlog next) {
    return BacklogReader.read(source.name(), source.mark() + text, WorkSettings.PREFIX)
                instanceof BacklogResult.Read(BacklogDocument document)
            && document.backlog().equals(next)
            && document.unnamed().isEmpty()
            && document.nextId() == next.nextId()
        ? Optional.of(document)
        : Optional.empty();
  }

  /** Whether the items could be read again, as far as they need each other. */
  private void checkNeeds(Backlog next) {
    boolean same =
        next.items().size() == backlog.items().size()
            && next.changedFrom(backlog).stream().allMatch(this::sameNeeds);
    if (same) {
      return;
    }
    for (List<ItemId> circle : next.cycles()) {
      throw new IllegalArgumentException("items wait for each other: " + circle);
    }
    for (Item item : next.items()) {
      for (ItemId need : item.dependencies()) {
        if (!item.isDone() && !next.hasExisted(need)) {
          throw new IllegalArgumentException(item.id() + " needs " + need + ", never existed");
        }
      }
    }
  }

  private boolean sameNeeds(Item item) {
    return backlog
        .find(item.id())
        .filter(before -> before.dependencies().equals(item.dependencies()))
        .isPresent();
  }

  /**
   * What is wrong with the items beside pipelines that are configured now, sorted by place: a
   * pipeline or phase that does not exist, or none where there must be one.
   */
  public List<Problem> check(WorkSettings settings) {
    return PipelineCheck.of(this, settings);
  }

  /**
   * A problem about a field of an item; the place is that of the item where it has no such field,
   * and the file as a whole where there is no such item.
   */
  public Problem problem(ItemId id, String key, String message, String remedy) {
    Problems problems = new Problems(source.name());
    Optional<ItemsReader.Source> place = place(id);
    if (place.isPresent() && place.get().node() instanceof Mapping map) {
      Node at = map;
      for (Node.Entry entry : map.entries()) {
        if (entry.key().text().equals(source.schema().name(key))) {
          at = entry.key();
        }
      }
      problems.below(place.get().linesBefore()).add(at, message, remedy);
    } else {
      problems.add(0, 0, message, remedy);
    }
    return problems.sorted().getFirst();
  }

  /** A problem about the file as a whole. */
  Problem problem(String message, String remedy) {
    return new Problem(source.name(), 0, 0, message, remedy);
  }

  private Optional<ItemsReader.Source> place(ItemId id) {
    int index = 0;
    while (index < entries.size() && !entries.get(index).item().id().equals(id)) {
      index++;
    }
    if (index == entries.size()) {
      return Optional.empty();
    }
    int found = index;
    return switch (body) {
      case Body.Cut(Sections sections) -> {
        int lines = Sections.lines(sections.head()) - 1;
        for (String above : sections.items().subList(0, found)) {
          lines += Sections.lines(above);
        }
        int before = lines;
        yield Piece.node(sections.items().get(found))
            .map(node -> new ItemsReader.Source(node, before));
      }
      case Body.Whole(String text) ->
          nodes(text).stream().skip(found).findFirst().map(node -> new ItemsReader.Source(node, 0));
    };
  }

  /** The items of a text that is read as a whole. */
  static List<Node> nodes(String text) {
    return YamlTree.readAnyText(text, new Problems(""))
        .filter(Mapping.class::isInstance)
        .flatMap(root -> Node.find((Mapping) root, Keys.ITEMS))
        .filter(Sequence.class::isInstance)
        .map(list -> ((Sequence) list).items())
        .orElse(List.of());
  }
}
