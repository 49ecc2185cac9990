package dev.pawl.backlog.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain words|plain words",
        "Größe 5m|Größe 5m",
        "http://x.y/z?a=b#c|http://x.y/z?a=b#c",
        "WRK-007|WRK-007",
        "a, b [c]|a, b [c]",
        "it's so|it's so",
        "😀|😀",
        "yes|\"yes\"",
        "N|\"N\"",
        "null|\"null\"",
        "42|\"42\"",
        "1_000|\"1_000\"",
        "12:30|\"12:30\"",
        "2026-11-20|\"2026-11-20\"",
        "12e4567|\"12e4567\"",
        "``|\"\"",
        " x|\" x\"",
        "a: b|\"a: b\"",
        "a #b|\"a #b\"",
        "a:|\"a:\"",
        "- a|\"- a\"",
        "\"a\"|'\"a\"'",
        "\\d|'\\d'",
        "'a\"|\"'a\\\"\"",
      })
  void aTextIsInQuotesWhereSomeReaderCouldTakeItForSomethingElse(String text, String written) {
    assertEquals(written, ScalarText.inline(text, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a, b|\"a, b\"", "a:b|\"a:b\"", "a}|\"a}\"", "a b|a b"})
  void insideOfBracesMoreIsInQuotes(String text, String written) {
    assertEquals(written, ScalarText.inline(text, true));
  }

  @Test
  void whatCannotBeSeenIsEscaped() {
    String text = "\0\t\u0007\u007f\u0085\u2028\ufeff\ud800\r\n";
    assertEquals(
        "\"\\u0000\\t\\u0007\\u007f\\u0085\\u2028\\ufeff\\ud800\\r\\n\"",
        ScalarText.inline(text, false));
  }

  @Test
  void linesAreWrittenBelowABarWhenNothingIsLostByIt() {
    assertEquals(Optional.of(List.of("a", "", "# b")), ScalarText.lines("a\n\n# b\n"));
    for (String text : List.of("one", "a\n\n", "\na", " a\nb", "a\n  \nb", "a\r\nb", "a\0\nb")) {
      assertEquals(Optional.empty(), ScalarText.lines(text), text);
    }
  }
}
