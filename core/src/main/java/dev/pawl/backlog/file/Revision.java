package dev.pawl.backlog.file;

import dev.pawl.backlog.file.Form.Written;
import dev.pawl.backlog.file.Value.Fields;
import dev.pawl.backlog.file.Value.Listing;
import dev.pawl.yaml.Span;
import dev.pawl.yaml.Span.Key;
import dev.pawl.yaml.Span.Part;
import dev.pawl.yaml.Span.Style;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Makes maps and lists of a text say something else, by changing only what differs: everything that
 * stays keeps its place, its quotes and its comments.
 *
 * <p>Approach: what a map said and what it is to say are compared field by field. A field that is
 * the same is not looked at. A new one is put after the nearest that goes before it in {@link
 * Keys#ORDER}. Maps and lists that stay are changed in the same way inside. In block style whole
 * lines come and go; in flow style what stands between two commas. What comes out need not say what
 * was meant, because a text may have forms that are not known here: whoever uses it reads it again.
 */
final class Revision {
  private final String text;
  private final Form form;
  private final Layout layout;
  private final Edits edits = new Edits();

  Revision(String text, Form form) {
    this.text = text;
    this.layout = new Layout(text);
    this.form = form;
  }

  /** The new text; empty when the changes get into each other's way. */
  Optional<String> text() {
    return edits.applied(text);
  }

  /**
   * Changes a map.
   *
   * @param limit where the region of the map ends: the line after all that belongs to it
   */
  void map(Span map, Map<String, Value> before, Map<String, Value> after, int limit) {
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    keys.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
    Set<Integer> gone = new LinkedHashSet<>();
    for (int i = 0; i < map.parts().size(); i++) {
      String key = map.parts().get(i).key().map(Key::text).orElse("");
      if (keys.contains(key) && !after.containsKey(key)) {
        gone.add(i);
      }
    }
    for (String key : Keys.ORDER) {
      Value value = after.get(key);
      if (keys.contains(key) && value != null) {
        Optional<Value> old = Optional.ofNullable(before.get(key));
        set(new Place(map, limit, gone::contains), key, old, value);
      }
    }
    remove(map, gone, limit, false);
  }

  /**
   * A map or list, and what is on its way out.
   *
   * @param limit where its region ends
   */
  private record Place(Span span, int limit, IntPredicate gone) {}

  private void set(Place place, String key, Optional<Value> old, Value value) {
    List<Part> parts = place.span().parts();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).key().filter(k -> k.text().equals(key)).isPresent()) {
        change(place.span(), i, old, value, place.limit());
        return;
      }
    }
    add(place, key, value);
  }

  /** Gives a part of a map another value. */
  private void change(Span map, int index, Optional<Value> old, Value value, int limit) {
    Part part = map.parts().get(index);
    Span span = part.value();
    int partLimit = layout.limit(map, index, limit);
    if (old.isPresent()
        && old.get() instanceof Fields(Map<String, Value> before)
        && value instanceof Fields(Map<String, Value> after)
        && !Collections.disjoint(before.keySet(), after.keySet())
        && span.isMap()) {
      map(span, before, after, partLimit);
    } else if (old.isPresent()
        && old.get() instanceof Listing(List<Value> before)
        && value instanceof Listing(List<Value> after)
        && span.isList()
        && isExtended(span, before, inOrder(part, before, after))) {
      extend(span, before, inOrder(part, before, after), partLimit);
    } else if (map.isFlow()) {
      int colon = layout.afterColon(part);
      String space = span.from() == colon ? " " : "";
      String missing = colon == part.key().orElseThrow().to() ? ":" : "";
      edits.replace(span.from(), span.to(), missing + space + form.flow(value));
    } else {
      replace(part, value, partLimit);
    }
  }

  /** Another value for an entry of a map in block style. */
  private void replace(Part part, Value value, int limit) {
    Key key = part.key().orElseThrow();
    int column = Lines.column(text, key.from());
    Written written = form.block(value, column);
    int colon = layout.afterColon(part);
    String inline = written.inline().isEmpty() ? "" : " " + written.inline();
    int lineEnd = Lines.next(text, colon);
    boolean oneLine = part.value().style() == Style.SCALAR || part.value().isFlow();
    if (oneLine && part.value().to() <= lineEnd) {
      boolean both = !inline.isEmpty() && part.value().to() > part.value().from();
      int from = both ? part.value().from() : colon;
      edits.replace(from, Math.max(colon, part.value().to()), both ? written.inline() : inline);
      insertLines(lineEnd, written.below());
    } else {
      int end = Lines.ownEnd(text, Lines.start(text, key.from()), limit, column);
      String head = inline + form.lineEnd() + form.ended(written.below());
      edits.replace(colon, end, layout.endsWithLine(end) ? head : withoutEnd(head));
    }
  }

  /** Puts a new entry into a map. */
  private void add(Place place, String key, Value value) {
    Span map = place.span();
    int before = predecessor(place, key);
    if (before < 0) {
      addFirst(map, key, value);
    } else if (map.isFlow()) {
      Part part = map.parts().get(before);
      String between = layout.startsLine(part.from()) ? "," + newLine(part.from()) : ", ";
      edits.insert(part.value().to(), between + form.entry(key, value));
    } else {
      Part part = map.parts().get(before);
      int column = Lines.column(text, part.from());
      int end = layout.ownEnd(map, before, place.limit());
      insertLines(end, form.lines(key, value, column));
    }
  }

  private void addFirst(Span map, String key, Value value) {
    if (map.parts().isEmpty()) {
      String entry = form.entry(key, value);
      edits.replace(map.from(), map.to(), form.json() ? "{" + entry + "}" : "{ " + entry + " }");
      return;
    }
    int at = map.parts().getFirst().from();
    if (map.isFlow()) {
      String between = layout.startsLine(at) ? "," + newLine(at) : ", ";
      edits.insert(at, form.entry(key, value) + between);
    } else {
      int column = Lines.column(text, at);
      List<String> lines = form.lines(key, value, column);
      if (layout.startsLine(at)) {
        insertLines(Lines.start(text, at), lines);
      } else {
        edits.insert(at, form.ended(lines).stripLeading() + " ".repeat(column));
      }
    }
  }

  /** The part after which a key is put; -1 when it goes to the beginning. */
  private static int predecessor(Place place, String key) {
    int order = Keys.ORDER.indexOf(key);
    List<Part> parts = place.span().parts();
    int best = -1;
    int bestOrder = -1;
    for (int i = 0; i < parts.size(); i++) {
      int partOrder = Keys.ORDER.indexOf(parts.get(i).key().map(Key::text).orElse(""));
      if (partOrder < order && partOrder > bestOrder && !place.gone().test(i)) {
        best = i;
        bestOrder = partOrder;
      }
    }
    return best;
  }

  /** Tags have no order of their own, so those that stay keep theirs. */
  private static List<Value> inOrder(Part part, List<Value> before, List<Value> after) {
    if (part.key().filter(key -> key.text().equals(Keys.TAGS)).isEmpty()) {
      return after;
    }
    Set<Value> ordered = new LinkedHashSet<>(before);
    ordered.retainAll(after);
    ordered.addAll(after);
    return List.copyOf(ordered);
  }

  /** Whether a list becomes another one by losing entries and getting new ones at the end. */
  private static boolean isExtended(Span list, List<Value> before, List<Value> after) {
    List<Value> staying = before.stream().filter(after::contains).toList();
    return list.parts().size() == before.size()
        && !staying.isEmpty()
        && staying.size() <= after.size()
        && after.subList(0, staying.size()).equals(staying);
  }

  private void extend(Span list, List<Value> before, List<Value> after, int limit) {
    Set<Integer> gone = new LinkedHashSet<>();
    int last = 0;
    for (int i = 0; i < before.size(); i++) {
      if (after.contains(before.get(i))) {
        last = i;
      } else {
        gone.add(i);
      }
    }
    int staying = before.size() - gone.size();
    append(list, last, after.subList(staying, after.size()), limit);
    remove(list, gone, limit, false);
  }

  /** Puts new entries into a list, after the one at an index. */
  void append(Span list, int last, List<Value> entries, int limit) {
    Part part = list.parts().get(last);
    if (list.isFlow()) {
      String between = layout.startsLine(part.from()) ? "," + newLine(part.from()) : ", ";
      for (Value entry : entries) {
        edits.insert(part.value().to(), between + form.flow(entry));
      }
      return;
    }
    int line = layout.dashLine(part);
    int dash = Lines.indent(text, line);
    int end = Lines.ownEnd(text, line, layout.limit(list, last, limit), dash);
    for (Value entry : entries) {
      insertLines(end, entryLines(entry, dash));
    }
  }

  /** Writes an entry of a list anew, as if it had never been there. */
  void rewrite(Span list, int index, Value entry, int limit) {
    Part part = list.parts().get(index);
    if (list.isFlow() || part.value().isFlow() && !part.value().shared()) {
      edits.replace(part.value().from(), part.value().to(), form.flow(entry));
      return;
    }
    int line = layout.dashLine(part);
    int dash = Lines.indent(text, line);
    int end = Lines.ownEnd(text, line, layout.limit(list, index, limit), dash);
    String lines = form.ended(entryLines(entry, dash));
    edits.replace(line, end, layout.endsWithLine(end) ? lines : withoutEnd(lines));
  }

  /** The lines of an entry of a list in block style. */
  private List<String> entryLines(Value entry, int dash) {
    if (entry instanceof Fields(Map<String, Value> fields)) {
      return form.item(fields, dash);
    }
    return List.of(" ".repeat(dash) + "- " + form.flow(entry));
  }

  /**
   * Takes parts out of a map or list.
   *
   * @param withComments whether comments directly above an entry in block style go with it
   */
  void remove(Span span, Set<Integer> gone, int limit, boolean withComments) {
    if (gone.isEmpty()) {
      return;
    }
    if (span.isFlow()) {
      removeFlow(span, gone);
      return;
    }
    List<Part> parts = span.parts();
    int first = 0;
    if (span.style() == Style.BLOCK_MAP && !layout.startsLine(parts.getFirst().from())) {
      while (gone.contains(first)) {
        first++;
      }
      if (first > 0 && first < parts.size()) {
        removeFirst(span, first, limit);
      }
    }
    for (int i = first; i < parts.size(); i++) {
      if (gone.contains(i)) {
        removeLines(span, i, layout.limit(span, i, limit), withComments);
      }
    }
  }

  /**
   * Takes out the parts before an index, the first of which stands behind a dash. The next one
   * comes there, unless comments stand before it.
   */
  private void removeFirst(Span map, int index, int limit) {
    int from = map.parts().getFirst().from();
    boolean comments = false;
    for (int i = 0; i < index; i++) {
      comments |= layout.ownEnd(map, i, limit) < layout.limit(map, i, limit);
    }
    if (!comments) {
      edits.remove(from, map.parts().get(index).from());
      return;
    }
    int afterDash = text.substring(0, from).stripTrailing().length();
    edits.remove(afterDash, layout.ownEnd(map, 0, limit) - form.lineEnd().length());
    for (int i = 1; i < index; i++) {
      removeLines(map, i, layout.limit(map, i, limit), false);
    }
  }

  private void removeLines(Span span, int index, int limit, boolean withComments) {
    Part part = span.parts().get(index);
    int line = span.isList() ? layout.dashLine(part) : Lines.start(text, part.from());
    int column = Lines.indent(text, line);
    int start = withComments ? Lines.commentStart(text, line, column) : line;
    int end = Lines.ownEnd(text, line, limit, column);
    boolean blankAbove = start == 0 || Lines.beforeBlank(text, start) < start;
    edits.remove(start, withComments && blankAbove ? Lines.afterBlank(text, end) : end);
  }

  private void removeFlow(Span span, Set<Integer> gone) {
    List<Part> parts = span.parts();
    for (int from = 0; from < parts.size(); from++) {
      if (gone.contains(from)) {
        int to = from;
        while (gone.contains(to + 1)) {
          to++;
        }
        int last = parts.size() - 1;
        int start = from == 0 ? parts.getFirst().from() : Layout.end(parts.get(from - 1));
        int end = from == 0 && to < last ? parts.get(to + 1).from() : Layout.end(parts.get(to));
        edits.remove(start, end);
        from = to;
      }
    }
  }

  private void insertLines(int at, List<String> lines) {
    if (!lines.isEmpty()) {
      String ended = form.ended(lines);
      edits.insert(at, layout.endsWithLine(at) ? ended : form.lineEnd() + withoutEnd(ended));
    }
  }

  private String withoutEnd(String lines) {
    return lines.substring(0, lines.length() - form.lineEnd().length());
  }

  private String newLine(int at) {
    return form.lineEnd() + " ".repeat(Lines.column(text, at));
  }
}
