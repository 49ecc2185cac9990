package dev.pawl.backlog.file;

/** The text of a file, without a byte order mark. */
sealed interface Body {
  String text();

  /** Cut between its items. */
  record Cut(Sections sections) implements Body {
    @Override
    public String text() {
      return sections.text();
    }
  }

  /** In one piece, because it is in flow style, or has aliases, or no items. */
  record Whole(String text) implements Body {}
}
