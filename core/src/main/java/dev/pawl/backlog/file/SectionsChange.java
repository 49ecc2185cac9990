package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.file.Piece.Entry;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Span;
import dev.pawl.yaml.Spans;
import dev.pawl.yaml.YamlTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Changes a file in block style item by item: what an item's text costs does not depend on the
 * others, and each text that has changed is read again.
 */
final class SectionsChange {
  private final List<Piece> pieces = new ArrayList<>();
  private final int dash;
  private final Form form;
  private String head;
  private String tail;

  private SectionsChange(Sections sections, Form form) {
    this.head = sections.head();
    this.tail = sections.tail();
    this.dash = sections.dash();
    this.form = form;
  }

  /**
   * What came of it.
   *
   * @param entries as many as there are sections
   */
  record Result(Sections sections, List<Entry> entries) {}

  /**
   * The text with other items; empty when it cannot be changed in parts. There may be no items left
   * in it.
   *
   * @param nextId as the text has it
   */
  static Optional<Result> of(Sections sections, List<Entry> entries, int nextId, Backlog next) {
    SectionsChange change = new SectionsChange(sections, Form.of(sections.head()));
    boolean done =
        change.touch(sections, entries, next)
            && change.remove(next)
            && change.append(next)
            && change.number(nextId, next.nextId())
            && change.check();
    return done ? Optional.of(change.result()) : Optional.empty();
  }

  private Result result() {
    List<String> texts = pieces.stream().map(Piece::text).toList();
    return new Result(
        new Sections(head, texts, tail, dash), pieces.stream().map(Piece::entry).toList());
  }

  /** Takes over the items, those that are other ones changed. */
  private boolean touch(Sections sections, List<Entry> entries, Backlog next) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Item item = next.items().getOrDefault(entry.item().id(), entry.item());
      boolean same = entry.named() && Objects.equals(item, entry.item());
      Piece piece = new Piece(sections.items().get(i), entry, true);
      Optional<Piece> changed =
          same
              ? Optional.of(new Piece(piece.text(), new Entry(item, true), true))
              : piece.with(item, form);
      if (changed.isEmpty()) {
        return false;
      }
      pieces.add(changed.get());
    }
    return true;
  }

  private boolean remove(Backlog next) {
    for (int i = pieces.size() - 1; i >= 0; i--) {
      if (next.find(pieces.get(i).entry().item().id()).isEmpty()) {
        remove(i);
      }
    }
    return true;
  }

  /** Takes an item out, with the comments directly above it and one of the gaps around it. */
  private void remove(int index) {
    String above = index == 0 ? head : pieces.get(index - 1).text();
    String own = pieces.get(index).text();
    int start = Lines.commentStart(above, above.length(), dash);
    int end = Lines.ownEnd(own, 0, own.length(), dash);
    int blank = Lines.beforeBlank(above, start);
    boolean last = index == pieces.size() - 1 && tail.isEmpty();
    if (index == 0 || blank < start) {
      end = Lines.afterBlank(own, end);
    }
    if (last && index > 0 && end == own.length()) {
      start = Math.max(blank, Lines.ownEnd(above, 0, above.length(), dash));
    }
    String merged = above.substring(0, start) + own.substring(end);
    pieces.remove(index);
    if (index == 0) {
      head = merged;
    } else {
      Item item = pieces.get(index - 1).entry().item();
      pieces.set(index - 1, Piece.unchecked(merged, item));
    }
  }

  private boolean append(Backlog next) {
    Set<ItemId> known = new HashSet<>();
    pieces.forEach(piece -> known.add(piece.entry().item().id()));
    if (pieces.isEmpty()) {
      return true;
    }
    boolean spaced = pieces.size() > 1 && hasGap(pieces.get(pieces.size() - 2).text());
    for (Item item : next.items().values()) {
      if (!known.contains(item.id())) {
        append(item, spaced);
      }
    }
    return true;
  }

  private boolean hasGap(String text) {
    int end = Lines.ownEnd(text, 0, text.length(), dash);
    return end < text.length() && Lines.isBlank(text, end);
  }

  private void append(Item item, boolean spaced) {
    Piece last = pieces.getLast();
    String above = last.text();
    int end = Lines.ownEnd(above, 0, above.length(), dash);
    String lineEnd = above.charAt(end - 1) == '\n' ? "" : form.lineEnd();
    String gap = spaced && !hasBlankEnd(above, end) ? form.lineEnd() : "";
    String text = form.ended(lines(item, last)) + above.substring(end);
    pieces.set(
        pieces.size() - 1,
        Piece.unchecked(above.substring(0, end) + lineEnd + gap, last.entry().item()));
    pieces.add(Piece.unchecked(text, item));
  }

  private static boolean hasBlankEnd(String text, int end) {
    return Lines.beforeBlank(text, end) < end;
  }

  /** A new item, in braces if the one above it is. */
  private List<String> lines(Item item, Piece above) {
    Map<String, Value> fields = ItemFields.of(item);
    if (above.isFlow() && !Form.hasLines(fields)) {
      return List.of(" ".repeat(dash) + "- " + form.flow(new Value.Fields(fields)));
    }
    return form.item(fields, dash);
  }

  /** Writes the highest number, and that there are no items if there are none. */
  private boolean number(int before, int after) {
    boolean below =
        before != after && Spans.of(tail).flatMap(t -> t.find(Keys.NEXT_ID)).isPresent();
    Map<String, Value> old = new LinkedHashMap<>();
    Map<String, Value> now = new LinkedHashMap<>();
    if (before != after) {
      put(old, before);
      put(now, after);
    }
    if (below) {
      Optional<String> changed = changed(tail, old, now);
      tail = changed.orElse(tail);
      old.clear();
      now.clear();
    }
    if (pieces.isEmpty()) {
      now.put(Keys.ITEMS, new Value.Listing(List.of()));
    }
    head = changed(head, old, now).orElse(head);
    return Root.read(YamlTree.readAnyText(root(), new Problems("")).orElseThrow(), new Problems(""))
        .filter(root -> root.nextId() == after)
        .isPresent();
  }

  private String root() {
    return new Sections(head, List.of(), tail, dash).text().replace("\r\n", "\n");
  }

  private static void put(Map<String, Value> fields, int number) {
    if (number > 0) {
      fields.put(Keys.NEXT_ID, new Value.Bare(Integer.toString(number)));
    }
  }

  private Optional<String> changed(String text, Map<String, Value> old, Map<String, Value> now) {
    if (old.equals(now)) {
      return Optional.of(text);
    }
    Optional<Span> root = Spans.of(text).filter(Span::isMap);
    Revision revision = new Revision(text, form);
    root.ifPresent(map -> revision.map(map, old, now, text.length()));
    return root.isPresent() ? revision.text() : Optional.empty();
  }

  /** Reads again what has changed. */
  private boolean check() {
    for (int i = 0; i < pieces.size(); i++) {
      Optional<Piece> checked = pieces.get(i).check();
      if (checked.isEmpty()) {
        return false;
      }
      pieces.set(i, checked.get());
    }
    return true;
  }
}
