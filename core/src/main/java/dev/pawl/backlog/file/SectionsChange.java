package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.file.Piece.Entry;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Span;
import dev.pawl.yaml.Spans;
import dev.pawl.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes a file in block style item by item: what an item's text costs does not depend on the
 * others, and each text that has changed is read again.
 */
final class SectionsChange {
  private final List<Piece> pieces = new ArrayList<>();
  private final Backlog before;
  private final Backlog next;
  private final List<Item> changed;
  private final int dash;
  private final Form form;
  private String head;
  private String tail;

  private SectionsChange(BacklogDocument document, Sections sections, Backlog next) {
    this.before = document.backlog();
    this.next = next;
    this.changed = next.changedFrom(before);
    this.head = sections.head();
    this.tail = sections.tail();
    this.dash = sections.dash();
    this.form = Form.of(head);
    for (int i = 0; i < document.entries().size(); i++) {
      pieces.add(new Piece(sections.items().get(i), document.entries().get(i), true));
    }
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
   */
  static Optional<Result> of(BacklogDocument document, Sections sections, Backlog next) {
    SectionsChange change = new SectionsChange(document, sections, next);
    if (!change.touch()) {
      return Optional.empty();
    }
    change.remove();
    change.append();
    boolean done = change.number(document.nextId()) && change.check();
    return done ? Optional.of(change.result()) : Optional.empty();
  }

  private Result result() {
    List<String> texts = pieces.stream().map(Piece::text).toList();
    return new Result(
        new Sections(head, texts, tail, dash), pieces.stream().map(Piece::entry).toList());
  }

  /** Takes over the items that are other ones, or have no name in the text. */
  private boolean touch() {
    for (int i = 0; i < pieces.size(); i++) {
      Entry entry = pieces.get(i).entry();
      if (!entry.named() && !write(i, next.find(entry.item().id()).orElse(entry.item()))) {
        return false;
      }
    }
    return changed.stream()
        .allMatch(item ->
            before.place(item.id()).isEmpty() || write(before.place(item.id()).getAsInt(), item));
  }

  private boolean write(int index, Item item) {
    Optional<Piece> written = pieces.get(index).with(item, form);
    written.ifPresent(piece -> pieces.set(index, piece));
    return written.isPresent();
  }

  private void remove() {
    long gone = pieces.size() + added().count() - next.items().size();
    for (int i = pieces.size() - 1; i >= 0 && gone > 0; i--) {
      if (next.find(pieces.get(i).entry().item().id()).isEmpty()) {
        remove(i);
        gone--;
      }
    }
  }

  private Stream<Item> added() {
    return changed.stream().filter(item -> before.find(item.id()).isEmpty());
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

  private void append() {
    if (!pieces.isEmpty()) {
      boolean spaced = pieces.size() > 1 && hasGap(pieces.get(pieces.size() - 2).text());
      added().forEach(item -> append(item, spaced));
    }
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
  private boolean number(int was) {
    int after = next.nextId();
    boolean below = was != after && Spans.of(tail).flatMap(t -> t.find(Keys.NEXT_ID)).isPresent();
    Map<String, Value> old = new LinkedHashMap<>();
    Map<String, Value> now = new LinkedHashMap<>();
    if (was != after) {
      put(old, was);
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
    return pieces.stream().allMatch(piece -> piece.checked() || piece.check().isPresent());
  }
}
