package dev.pawl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
  @ParameterizedTest
  @CsvSource({
    "'a\u001b[1;31mb\u001b[m', 'a\u001b[1;31mb\u001b[m\u001b[0m'",
    "'a\u001b[38:2::1:2:3mb', 'a\u001b[38:2::1:2:3mb\u001b[0m'"
  })
  void whatChangesOnlyTheLookOfTextMayStay(String text, String shown) {
    assertEquals(shown, SafeText.line(text, true));
  }

  /** XTMODKEYS and its like (xterm, ctlseqs): what keys send is not the look of text. */
  @ParameterizedTest
  @CsvSource({"'a\u001b[>4;2mb'", "'a\u001b[?4mb'", "'a\u001b[1 mb'", "'a\u001b[=1;1mb'"})
  void whatOnlyEndsLikeAColourDoesNotStay(String text) {
    assertEquals("ab", SafeText.line(text, true));
  }
}
