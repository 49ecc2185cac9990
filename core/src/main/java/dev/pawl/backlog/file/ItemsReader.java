package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads all items of a file, and holds them against each other: names that are there twice, needs
 * that never existed, needs that go round in a circle. An item without a name gets the next one.
 */
final class ItemsReader {
  private static final int SHOWN = 20;

  private final Problems problems;
  private final Map<ItemId, Entry> entries = new LinkedHashMap<>();
  private int nextId;

  /**
   * What is to be read as an item.
   *
   * @param linesBefore of the file, before the text in which its lines are counted
   */
  record Source(Node node, int linesBefore) {}

  /**
   * All items, in the order of the file.
   *
   * @param named of each whether the file names it
   * @param nextId with the numbers that were given to those without a name
   */
  record Found(List<Item> items, List<Boolean> named, int nextId) {}

  /** An item before it is read. */
  private record Entry(Mapping map, boolean named, Problems problems) {}

  private ItemsReader(Root root, Problems problems) {
    this.nextId = root.nextId();
    this.problems = problems;
  }

  /**
   * Empty when something is wrong.
   *
   * @param prefix of the names that nameless items get
   */
  static Optional<Found> read(Root root, List<Source> sources, String prefix, Problems problems) {
    ItemsReader reader = new ItemsReader(root, problems);
    reader.name(sources, prefix);
    List<Item> items = new ArrayList<>(sources.size());
    List<Boolean> named = new ArrayList<>(sources.size());
    reader.entries.forEach((id, entry) -> {
      named.add(entry.named());
      String owner = entry.named() ? "item " + id : "this item";
      ItemValues values = new ItemValues(entry.map(), owner, entry.problems());
      ItemReader.read(id, root.schema(), values).ifPresent(items::add);
    });
    Backlog backlog = Backlog.of(items, reader.nextId);
    items.forEach(item -> reader.checkNeeds(item, backlog));
    backlog.cycles().forEach(reader::circle);
    return problems.isEmpty()
        ? Optional.of(new Found(items, named, reader.nextId))
        : Optional.empty();
  }

  /** Finds out how the items are called, and gives a name to those that have none. */
  private void name(List<Source> sources, String prefix) {
    List<Optional<ItemId>> ids = new ArrayList<>(sources.size());
    int highest = nextId;
    for (Source source : sources) {
      Optional<ItemId> id = written(source);
      highest = Math.max(highest, id.map(i -> i.number(prefix).orElse(0)).orElse(0));
      ids.add(id);
    }
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      Problems at = problems.below(source.linesBefore());
      if (source.node() instanceof Mapping map) {
        if (ids.get(i).isPresent()) {
          enter(ids.get(i).get(), new Entry(map, true, at));
        } else if (id(map) == null) {
          highest++;
          nextId = highest;
          enter(ItemId.of(prefix, highest), new Entry(map, false, at));
        }
      }
    }
  }

  /** The name that the file gives to an item; empty when there is none, or a wrong one. */
  private Optional<ItemId> written(Source source) {
    Problems at = problems.below(source.linesBefore());
    if (!(source.node() instanceof Mapping map)) {
      String found = "an item must be a map, but is " + source.node().description();
      at.add(source.node(), found, "write '- title: TEXT'");
      return Optional.empty();
    }
    Node id = id(map);
    String text = id instanceof Scalar scalar ? scalar.text() : "";
    if (id != null && !ItemId.matches(text)) {
      String found = "'id' must be the name of an item, but is " + id.description();
      at.add(id, found, ItemId.RULE);
      return Optional.empty();
    }
    return id == null ? Optional.empty() : Optional.of(new ItemId(text));
  }

  private static @Nullable Node id(Mapping map) {
    for (Node.Entry entry : map.entries()) {
      boolean nothing = entry.value() instanceof Scalar s && s.kind() == Kind.NOTHING;
      if (entry.key().text().equals(Keys.ID) && !nothing) {
        return entry.value();
      }
    }
    return null;
  }

  private void enter(ItemId id, Entry entry) {
    Entry first = entries.putIfAbsent(id, entry);
    if (first != null) {
      Node node = id(entry.map());
      Node other = id(first.map());
      entry
          .problems()
          .add(
              node == null ? entry.map() : node,
              "item " + id + " is there twice",
              "the first is at "
                  + first.problems().place(other == null ? first.map() : other)
                  + "; give this one another id, or none");
    }
  }

  /** What is done needs nothing any more, so what it has needed may be gone. */
  private void checkNeeds(Item item, Backlog backlog) {
    if (item.isDone()) {
      return;
    }
    for (ItemId need : item.dependencies()) {
      if (!entries.containsKey(need) && !backlog.hasExisted(need)) {
        List<String> known = entries.keySet().stream().map(ItemId::value).toList();
        String otherwise = "remove it, or name an item of this file";
        String remedy =
            problems.isBelowShown() ? Suggestion.of(need.value(), known, otherwise) : otherwise;
        tell(
            item.id(),
            need,
            "item " + item.id() + " needs " + need + ", which never existed",
            remedy);
      }
    }
  }

  /** A circle, told at its first item. */
  private void circle(List<ItemId> circle) {
    List<String> names = circle.stream().limit(SHOWN).map(ItemId::value).toList();
    String more = circle.size() > SHOWN ? " -> (" + (circle.size() - SHOWN) + " more)" : "";
    String path = String.join(" -> ", names) + more + " -> " + circle.getFirst();
    tell(
        circle.getFirst(),
        circle.get(1 % circle.size()),
        "items wait for each other: " + path,
        "remove one of these dependencies");
  }

  /** A problem at the place where an item names another one. */
  private void tell(ItemId item, ItemId need, String message, String remedy) {
    Entry entry = entries.get(item);
    if (entry != null) {
      entry.problems().add(place(entry.map(), need), message, remedy);
    }
  }

  private static Node place(Mapping map, ItemId need) {
    for (Node.Entry entry : map.entries()) {
      if (entry.key().text().equals(Keys.DEPENDENCIES) && entry.value() instanceof Sequence list) {
        for (Node name : list.items()) {
          if (name instanceof Scalar s && s.text().equals(need.value())) {
            return name;
          }
        }
        return list;
      }
    }
    return map;
  }
}
