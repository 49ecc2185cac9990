package dev.pawl.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.yaml.Node.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types of plain scalars, and how far two words are apart. */
class PlainScalarTest {
  @ParameterizedTest
  @CsvSource({
    "~,NOTHING",
    "null,NOTHING",
    "NULL,NOTHING",
    "nULL,TEXT",
    "true,BOOLEAN",
    "FALSE,BOOLEAN",
    "tRue,TEXT",
    "yes,TEXT",
    "on,TEXT",
    "0,INTEGER",
    "-12,INTEGER",
    "+7,INTEGER",
    "007,INTEGER",
    "0x1F,INTEGER",
    "0o17,INTEGER",
    "0x,TEXT",
    "0xG,TEXT",
    "1.10,NUMBER",
    "1.,NUMBER",
    ".5,NUMBER",
    "-.5e-3,NUMBER",
    "1e3,NUMBER",
    "1e,TEXT",
    ".inf,NUMBER",
    "-.INF,NUMBER",
    ".nan,NUMBER",
    "+.nan,TEXT",
    ".,TEXT",
    "-,TEXT",
    "..,TEXT",
    "1.2.3,TEXT",
    "1_000,TEXT",
    "12:30,TEXT",
    "2026-11-20,TEXT",
    "5m,TEXT"
  })
  void aPlainScalarHasTheTypeOfTheCoreSchema(String text, Kind kind) {
    assertEquals(kind, PlainScalar.kind(text));
  }

  @Test
  void anEmptyPlainScalarIsNothing() {
    assertEquals(Kind.NOTHING, PlainScalar.kind(""));
  }

  @ParameterizedTest
  @CsvSource({"need,needs,1", "ensv,envs,1", "TIMEOUT,timeout,0", "abc,xyz,3", "retry,retries,3"})
  void theDistanceOfTwoWordsCountsEdits(String a, String b, int edits) {
    assertEquals(edits, Suggestion.distance(a, b, 9));
    assertEquals(edits, Suggestion.distance(b, a, 9));
  }
}
