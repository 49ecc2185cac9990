package dev.pawl.backlog.file;

import dev.pawl.yaml.Span;
import dev.pawl.yaml.Span.Key;
import dev.pawl.yaml.Span.Part;

/**
 * Where the parts of maps and lists of a text begin and end, with the lines that belong to them.
 */
final class Layout {
  private final String text;

  Layout(String text) {
    this.text = text;
  }

  /** Where the region of a part ends: at the line of the next one, or with the region of all. */
  int limit(Span span, int index, int limit) {
    if (span.isFlow() || index + 1 == span.parts().size()) {
      return limit;
    }
    Part next = span.parts().get(index + 1);
    return span.isList() ? dashLine(next) : Lines.start(text, next.from());
  }

  /** The line with the dash of an entry, which may stand above it. */
  int dashLine(Part part) {
    int line = Lines.start(text, part.from());
    while (line > 0 && text.charAt(line + Lines.indent(text, line)) != '-') {
      line = Lines.start(text, line - 1);
    }
    return line;
  }

  /** Where what belongs to an entry of a map in block style ends. */
  int ownEnd(Span map, int index, int limit) {
    Part part = map.parts().get(index);
    int line = Lines.start(text, part.from());
    int column = Lines.column(text, part.from());
    return Lines.ownEnd(text, line, limit(map, index, limit), column);
  }

  /** After the colon of a key; after the key where there is none. */
  int afterColon(Part part) {
    int at = part.key().orElseThrow().to();
    int colon = at;
    while (colon < text.length() && text.charAt(colon) == ' ') {
      colon++;
    }
    return colon < text.length() && text.charAt(colon) == ':' ? colon + 1 : at;
  }

  /** After a key and its value. */
  static int end(Part part) {
    return Math.max(part.value().to(), part.key().map(Key::to).orElse(0));
  }

  /** Whether an end of a line stands before, or nothing at all. */
  boolean endsWithLine(int at) {
    return at == 0 || text.charAt(at - 1) == '\n';
  }

  /** Whether nothing but spaces stands before on a line that is not the first. */
  boolean startsLine(int at) {
    int line = Lines.start(text, at);
    return Lines.indent(text, line) == at - line && line > 0;
  }
}
