package dev.pawl.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardrailsTest {
  @ParameterizedTest(name = "B09 {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | ''",
        "size=medium complexity=medium risk=low impact=high | ''",
        "size=large | size is large, the guardrail is medium",
        "complexity=high | complexity is high, the guardrail is medium",
        "risk=medium | risk is medium, the guardrail is low",
        "size=large risk=high"
            + " | size is large, the guardrail is medium; risk is high, the guardrail is low",
        "review | it asks for review by a person",
        "size=large review approved | ''",
      })
  @DisplayName("B09 a limit is inclusive, what is missing passes, an approval covers all")
  void aLimitIsInclusive(String item, String objection) {
    assertEquals(
        Optional.of(objection).filter(text -> !text.isEmpty()),
        Guardrails.DEFAULT.objection(ItemNotation.item("WRK-1 ready " + item)));
  }

  @Test
  @DisplayName("B09 a partial assessment changes only what it gives")
  void aPartialAssessmentChangesOnlyWhatItGives() {
    Assessments before = ItemNotation.item("WRK-1 new size=small risk=high").assessments();
    Assessments news = ItemNotation.item("WRK-1 new size=large impact=low").assessments();

    assertEquals(
        ItemNotation.item("WRK-1 new size=large risk=high impact=low").assessments(),
        before.with(news));
    assertEquals(before, before.with(Assessments.NONE));
  }
}
