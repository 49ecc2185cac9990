package dev.pawl.yaml;

/** Line and column, both from 1, of an offset in a text; a column is a Unicode character. */
record TextPlace(int line, int column) {
  static TextPlace of(CharSequence text, int offset) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      char c = text.charAt(i);
      boolean lone = c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n');
      if (c == '\n' || lone) {
        line++;
        start = i + 1;
      }
    }
    int mark = start == 0 && offset > 0 && text.charAt(0) == '\uFEFF' ? 1 : 0;
    return new TextPlace(line, Character.codePointCount(text, start, offset) - mark + 1);
  }
}
