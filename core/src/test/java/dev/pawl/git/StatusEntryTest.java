package dev.pawl.git;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatusEntryTest {
  @Test
  void aLineThatIsCutOffIsRefusedAndNamed() {
    for (String text : List.of("", "x", "1", "1 .M", "1 .M N... 1 2 3 4 5", "u UU N...", "?")) {
      GitException refused =
          assertThrows(GitException.class, () -> StatusEntry.parse(List.of(text)), text);
      assertTrue(refused.getMessage().endsWith("is not known: " + text), refused.getMessage());
    }
  }
}
