package dev.pawl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "*.java Main.java true",
        "*.java src/Main.java false",
        "**/*.java Main.java true",
        "**/*.java a/b/Main.java true",
        "src/**/x src/x true",
        "src/**/x src/a/b/x true",
        "src/** src/a/b true",
        "src/** src false",
        "a?c abc true",
        "a?c a/c false",
        "[ab].txt a.txt true",
        "[!ab].txt a.txt false",
        "[!ab].txt c.txt true",
        "[a-c]1 b1 true",
        "{a,b}.md b.md true",
        "{a,b}.md c.md false",
        "a,b a,b true",
        "\\*.txt *.txt true",
        "\\*.txt a.txt false",
        "a.b axb false",
        "a+(b) a+(b) true",
        "./a.txt a.txt true",
        "main main true",
        "release/* release/1 true"
      })
  void aGlobMatchesPathsAsItsTableSays(String glob, String path, boolean matches) {
    assertEquals(matches, Glob.of(glob).matches(path));
  }

  @Test
  void anOpenBracketOrBraceIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Glob.of("[ab"));
    assertThrows(IllegalArgumentException.class, () -> Glob.of("{a,b"));
  }

  @Test
  void theFixedFolderEndsBeforeTheFirstSpecialCharacter() {
    assertEquals("src/main", Glob.of("src/main/*.java").fixedFolder());
    assertEquals("", Glob.of("*.java").fixedFolder());
    assertEquals("src", Glob.of("src/Main.java").fixedFolder());
  }
}
