package dev.pawl.backlog.file;

import java.util.List;

/** The text of a file, without a byte order mark. */
sealed interface Body {
  String text();

  /** The same in parts; those that a change does not touch stay the same objects. */
  List<String> parts();

  /** Cut between its items. */
  record Cut(Sections sections) implements Body {
    @Override
    public String text() {
      return sections.text();
    }

    @Override
    public List<String> parts() {
      return sections.parts();
    }
  }

  /** In one piece, because it is in flow style, or has aliases, or no items. */
  record Whole(String text) implements Body {
    @Override
    public List<String> parts() {
      return List.of(text);
    }
  }
}
