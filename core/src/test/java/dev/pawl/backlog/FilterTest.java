package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
  private static final Backlog BACKLOG =
      ItemNotation.backlog(
          "WRK-1 new impact=high size=small tags=ui,web",
          "WRK-2 ready impact=medium size=small pipeline=feature",
          "WRK-3 in_progress impact=low size=large pipeline=feature phase=build risk=high",
          "WRK-4 blocked from=scoping phase=scope pipeline=fix complexity=low",
          "WRK-5 new tags=db");

  private static String taken(String... texts) {
    var parsed = assertInstanceOf(Filter.Parsed.Good.class, Filter.parse(Arrays.asList(texts)));
    return BACKLOG.items().stream()
        .filter(parsed.filter()::takes)
        .map(item -> item.id().value().substring(4))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "B27 {0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "impact=high            | 1",
        "impact=high,medium     | 1 2",
        "' impact = high , low '| 1 3",
        "size=large             | 3",
        "complexity=low         | 4",
        "risk=high              | 3",
        "status=new             | 1 5",
        "status=blocked,ready   | 2 4",
        "pipeline=fix           | 4",
        "phase=build,scope      | 3 4",
        "tag=db,ui              | 1 5",
        "id=WRK-2,WRK-9         | 2",
      })
  @DisplayName("B27 a comma is or; what an item does not have is not taken")
  void aCommaIsOr(String text, String taken) {
    assertEquals(taken, taken(text));
  }

  @Test
  @DisplayName("B27 several filters must all hold")
  void severalMustAllHold() {
    assertEquals("1 2", taken("impact=high,medium", "size=small"));
    assertEquals("", taken("impact=high", "size=large"));
    assertEquals("1 2 3 4 5", taken());
  }

  @ParameterizedTest(name = "B27 {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | --only is empty; write for example impact=high",
        "impact | --only 'impact': there is no '='; write KEY=VALUE, for example impact=high",
        "=high | --only '=high': there is no key before '='; known are"
            + " id, status, size, complexity, risk, impact, pipeline, phase, tag",
        "impct=high | --only 'impct=high': unknown key 'impct'; did you mean 'impact'?",
        "colour=red | --only 'colour=red': unknown key 'colour'; known are"
            + " id, status, size, complexity, risk, impact, pipeline, phase, tag",
        "impact= | --only 'impact=': a value is empty",
        "impact=high, | --only 'impact=high,': a value is empty",
        "impact=huge | --only 'impact=huge': 'huge' is no impact; it can be low, medium, high",
        "size=high | --only 'size=high': 'high' is no size; it can be small, medium, large",
        "status=open | --only 'status=open': 'open' is no status;"
            + " it can be new, scoping, ready, in_progress, done, blocked",
        "risk=low,low | --only 'risk=low,low': 'low' is there twice",
        "tag=a=b,a=b | --only 'tag=a=b,a=b': 'a=b' is there twice",
      })
  @DisplayName("B27 every mistake has its own message")
  void everyMistakeHasItsOwnMessage(String text, String message) {
    var parsed = assertInstanceOf(Filter.Parsed.Bad.class, Filter.parse(List.of(text)));
    assertEquals(List.of(message), parsed.problems());
  }

  @Test
  @DisplayName("B27 all mistakes are told at once")
  void allMistakesAreToldAtOnce() {
    List<String> texts = List.of("impact", "size=small", "risk=huge,,none");
    var parsed = assertInstanceOf(Filter.Parsed.Bad.class, Filter.parse(texts));
    assertEquals(4, parsed.problems().size());
  }
}
