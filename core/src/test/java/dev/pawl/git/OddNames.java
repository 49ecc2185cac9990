package dev.pawl.git;

import java.util.List;

/** Names that programs stumble over. */
final class OddNames {
  static final List<String> ALL =
      List.of(
          "with space",
          " leading and trailing ",
          "tab\tand\nnewline",
          "quote\"and'quote",
          "back\\slash\\n",
          "-n",
          "--amend",
          ":(glob)**",
          ":!kept",
          ":colon",
          "*",
          "[x]?",
          "{a,b}",
          "$HOME `id` ;#&|<>",
          "größe-日本-😀",
          "u\u0308 decomposed",
          "\u0001control\u007f",
          "not utf-8 \udcff\udc80",
          "latin-1 gr\udcf6\udcdfe",
          "replacement \ufffd");

  private OddNames() {}
}
