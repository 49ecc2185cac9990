package dev.pawl.app.format;

/** The few colours, or none (ECMA-48 SGR). */
public enum Palette {
  /** No escape codes at all. */
  PLAIN,
  /** For a terminal. */
  COLORED;

  /** What the colour of a text says. */
  public enum Tone {
    GOOD("32"),
    BAD("31"),
    CAREFUL("33"),
    BUSY("36"),
    FAINT("2"),
    STRONG("1"),
    NONE("");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /** The palette for an output that may be coloured, or may not. */
  public static Palette of(boolean colored) {
    return colored ? COLORED : PLAIN;
  }

  /** The text in a tone. */
  public String paint(Tone tone, String text) {
    return this == PLAIN || tone.code.isEmpty() || text.isEmpty()
        ? text
        : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
  }
}
