package dev.pawl.backlog.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Changes of a text, each by offsets in the old one. */
final class Edits {
  private final List<Edit> all = new ArrayList<>();

  private record Edit(int from, int to, String with) {}

  void replace(int from, int to, String with) {
    all.add(new Edit(from, to, with));
  }

  void insert(int at, String with) {
    replace(at, at, with);
  }

  void remove(int from, int to) {
    replace(from, to, "");
  }

  /** The new text, insertions at one place in their order; empty when two changes overlap. */
  Optional<String> applied(String text) {
    all.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to));
    StringBuilder out = new StringBuilder(text.length() + 256);
    int at = 0;
    for (Edit edit : all) {
      if (edit.from() < at) {
        return Optional.empty();
      }
      out.append(text, at, edit.from()).append(edit.with());
      at = edit.to();
    }
    return Optional.of(out.append(text, at, text.length()).toString());
  }
}
