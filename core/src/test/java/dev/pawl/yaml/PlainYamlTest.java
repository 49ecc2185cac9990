package dev.pawl.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.config.Corpus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader gives the tree of the library, places included, or gives up. */
class PlainYamlTest {
  private static final int MUTANTS = 60_000;

  private static final String TYPICAL =
      """
      # a typical file

      jobs:
        install: { run: npm ci, timeout: 5m, tags: [slow, e2e] }   # comment
        test:
          run: npm test -- --reporter=dot 2>&1 | tee out.txt
          needs: install
          env:
            A: 1.10
            URL: http://localhost:8080/x?y=z#top
            EMPTY: ""
            Q: 'a: b'
          retries: {limit: 2, on_exit: [75,76]}

        # between
        build:
          run: |
            set -x
            if true; then
              echo "a: b"   # no comment
            fi

            make
          needs:
          - test
          - install
          only:
            - env: CI
              desc: not here
            - ref: main
          skip:
          description:
        last-one:
          run: |-
            one

            two

          shell: [sh, -ec]
      log: {}
      """;

  /** What changes the meaning of a line. */
  private static final String[] PIECES = {
    " ", "  ", "\n", "\n\n", "\n  ", "\n    ", ":", ": ", "#", " #", "- ", "-", ",", "[", "]", "{",
    "}", "\"", "'", "|", "|-", "|+", "|2", ">", "&a ", "*a", "!x ", "? ", "<<: ", "%", "@", "`",
    "\t", "\r\n", "---\n", "...\n", "~", "null", "0x1F", "\\", "é", "😀", "\u00a0", "\u0085", "x",
    "k: v", "a:b", "::", "=", "--", "//"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b",
        "a:\n",
        "a:\nb:   # c\n",
        "a: [x, y z, 'q', \"r\", [], {}, {k: v}]\n",
        "a:\n- x\n- y: 1\n  z: 2\n-  w: 3\nb: c\n",
        "a: |\n  x\n   y\n\n  z\n\n\nb: |-\n  c\n# end",
        "a:\n    b:\n      c: d\n    e: f\n",
      })
  void aPlainTextIsReadAsTheLibraryReadsIt(String text) {
    assertEquals(library(text), PlainYaml.read(text));
    assertTrue(PlainYaml.read(text).isPresent());
  }

  @Test
  void aTypicalFileIsReadQuicklyAndAsTheLibraryReadsIt() {
    assertTrue(PlainYaml.read(TYPICAL).isPresent());
    assertEquals(library(TYPICAL), PlainYaml.read(TYPICAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "- a\n",
        "a",
        "a: b\n  c\n",
        "a: b: c\n",
        "a: [b\n]",
        "a: &x b\n",
        "a: *x\n",
        "<<: {a: b}\n",
        "a: \"\\n\"\n",
        "a: >\n  b\n",
        "a:\tb\n",
        "a: b\n---\nc: d\n",
        "a: b\r\n",
        "a: {b}\n",
        "a: [b: c]\n",
        "a: [x, ]\n",
        "a: |2\n  x\n",
        " a: b\nc: d\n",
        "a:\n  b: c\n d: e\n",
        "'a': b\n",
        "a: 'b' c\n",
        "a: |\n  x",
      })
  void whatIsBeyondIsLeftToTheLibrary(String text) {
    assertEquals(Optional.empty(), PlainYaml.read(text));
  }

  @Test
  void noMutantOfAFileIsReadInAnotherWayThanByTheLibrary() {
    long seed = 20261120;
    Random random = new Random(seed);
    List<Corpus.Document> corpus = Corpus.documents();
    int plain = 0;
    for (int i = 0; i < MUTANTS; i++) {
      boolean typical = i % 2 == 0;
      String text = typical ? TYPICAL : corpus.get(random.nextInt(corpus.size())).text();
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        text = mutant(text, random);
      }
      boolean isText = StandardCharsets.UTF_8.newEncoder().canEncode(text); // as in any file
      Optional<Node> quick = isText ? PlainYaml.read(text) : Optional.empty();
      if (quick.isPresent()) {
        plain++;
        assertEquals(library(text), quick, "seed " + seed + ", mutant " + i + ":\n" + text);
      }
    }
    assertTrue(plain > MUTANTS / 10, "mutants read: " + plain);
  }

  private static String mutant(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + random.nextInt(4));
    String piece = PIECES[random.nextInt(PIECES.length)];
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + piece + text.substring(at);
      case 1 -> text.substring(0, at) + text.substring(end);
      default -> text.substring(0, at) + piece + text.substring(end);
    };
  }

  private static Optional<Node> library(String text) {
    return YamlTree.parsed(text, new Problems("x"));
  }
}
