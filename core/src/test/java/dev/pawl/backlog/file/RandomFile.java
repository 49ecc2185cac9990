package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Writes a backlog as a person might, each time otherwise: block or flow style, quotes or none,
 * comments, empty lines, unknown fields, keys in any order. It knows of each line what it is about.
 */
final class RandomFile {
  private final Random random;
  private final List<Line> lines = new ArrayList<>();
  private final int dash;
  private final boolean flowList;
  private final boolean spaced;
  private final boolean bare;
  private int comments;

  /**
   * A line and whose it is.
   *
   * @param item whose; "" for none
   * @param key of the field; "" when the line belongs to the item as a whole
   */
  record Line(String text, String item, String key) {}

  private RandomFile(Random random) {
    this.random = random;
    this.dash = 2 * random.nextInt(3);
    this.flowList = random.nextInt(8) == 0;
    this.spaced = random.nextBoolean();
    this.bare = random.nextInt(3) == 0;
  }

  static List<Line> of(Backlog backlog, Random random) {
    RandomFile file = new RandomFile(random);
    file.write(backlog);
    return file.lines;
  }

  static String text(List<Line> lines, String lineEnd) {
    return lines.stream().map(line -> line.text() + lineEnd).collect(Collectors.joining());
  }

  private void write(Backlog backlog) {
    comment(0, "");
    boolean late = random.nextInt(4) == 0;
    add("schema_version: 4" + trailing(), "", "");
    if (!late) {
      add("next_id: " + backlog.nextId() + trailing(), "", "next_id");
    }
    if (backlog.items().isEmpty()) {
      add(random.nextBoolean() ? "items: []" : "items:", "", "items");
    } else if (flowList) {
      flowList(backlog);
    } else {
      add("items:" + trailing(), "", "items");
      backlog.items().forEach(this::item);
    }
    if (late) {
      gap();
      add("next_id: " + backlog.nextId(), "", "next_id");
    }
    if (random.nextBoolean()) {
      gap();
      add("x-mine: { a: 1 }   # stays", "", "");
    }
  }

  private void flowList(Backlog backlog) {
    add("items: [", "", "items");
    for (Item item : backlog.items()) {
      add("  " + flow(new Value.Fields(shuffled(item))) + ",", item.id().value(), "");
    }
    add("]", "", "items");
  }

  private void item(Item item) {
    String id = item.id().value();
    if (random.nextInt(4) == 0) {
      add(" ".repeat(dash) + "# floating " + comments++, "", "");
      add("", "", "");
    }
    comment(dash, id);
    Map<String, Value> fields = shuffled(item);
    if (random.nextInt(6) == 0 && !bare) {
      add(" ".repeat(dash) + "- " + flow(new Value.Fields(fields)) + trailing(), id, "");
    } else {
      block(id, fields);
    }
    if (spaced) {
      gap();
    }
  }

  private void block(String id, Map<String, Value> fields) {
    String lead = " ".repeat(dash) + "- ";
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      if (lead.isBlank() && random.nextInt(8) == 0) {
        add(lead + "# inside " + comments++, id, "#");
      }
      field(id, lead, field.getKey(), field.getValue());
      lead = " ".repeat(dash + 2);
    }
  }

  private void field(String id, String lead, String key, Value value) {
    String start = lead + (random.nextInt(12) == 0 ? "\"" + key + "\"" : key) + ":";
    String indent = " ".repeat(dash + 4);
    if (value instanceof Value.Listing(List<Value> entries) && random.nextBoolean()) {
      add(start + trailing(), id, key);
      entries.forEach(entry -> add(indent + "- " + flow(entry) + trailing(), id, key));
    } else if (value instanceof Value.Fields(Map<String, Value> inner)
        && !inner.isEmpty()
        && random.nextBoolean()) {
      add(start, id, key);
      inner.forEach((name, part) -> add(indent + name + ": " + flow(part), id, key));
    } else if (value instanceof Value.Text(String text) && isSimpleBlock(text)) {
      add(start + (text.endsWith("\n") ? " |" : " |-") + trailing(), id, key);
      text.lines().forEach(line -> add(line.isEmpty() ? "" : indent + line, id, key));
    } else {
      add(start + " ".repeat(1 + random.nextInt(2)) + flow(value) + trailing(), id, key);
    }
  }

  private boolean isSimpleBlock(String text) {
    return text.matches("([a-z# ]+\\n?)+")
        && !text.startsWith(" ")
        && text.contains("\n")
        && random.nextBoolean();
  }

  private Map<String, Value> shuffled(Item item) {
    List<Map.Entry<String, Value>> fields = new ArrayList<>(ItemFields.of(item).entrySet());
    if (!bare && random.nextBoolean()) {
      fields.add(Map.entry("x-other", new Value.Text("kept: yes")));
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(fields, random);
    }
    Map<String, Value> all = new java.util.LinkedHashMap<>();
    fields.forEach(field -> all.put(field.getKey(), field.getValue()));
    return all;
  }

  private String flow(Value value) {
    return switch (value) {
      case Value.Text(String text) -> scalar(text);
      case Value.Word(String text) -> random.nextBoolean() ? text : "'" + text + "'";
      case Value.Bare(String text) -> text;
      case Value.Listing(List<Value> entries) ->
          entries.stream().map(this::flow).collect(Collectors.joining(", ", "[", "]"));
      case Value.Fields(Map<String, Value> fields) ->
          fields.entrySet().stream()
              .map(field -> field.getKey() + ": " + flow(field.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
    };
  }

  private String scalar(String text) {
    if (text.matches("[a-z][a-z ]*[a-z]") && !text.equals("null") && random.nextBoolean()) {
      return text;
    }
    boolean simple = text.matches("[ -~]*");
    return simple && random.nextBoolean()
        ? "'" + text.replace("'", "''") + "'"
        : ScalarText.quoted(text);
  }

  private String trailing() {
    return random.nextInt(6) == 0 && !bare ? "   # note " + comments++ : "";
  }

  private void comment(int column, String item) {
    if (random.nextInt(3) == 0 && !bare) {
      add(" ".repeat(column) + "# about " + comments++, item, "");
    }
  }

  private void gap() {
    add("", "", "gap");
  }

  private void add(String text, String item, String key) {
    lines.add(new Line(text, item, key));
  }
}
