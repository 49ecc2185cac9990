package dev.pawl.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileTextTest {
  /** The kernel answers a read of it with EIO: nothing is mapped at its beginning. */
  private static final Path BROKEN = Path.of("/proc/self/mem");

  @Test
  void aDiskThatRefusesIsNoMistakeInTheFile() {
    Problems problems = new Problems("pawl.yml");

    var refused =
        assertThrows(UncheckedIOException.class, () -> FileText.load(BROKEN, "", problems));

    assertEquals(BROKEN + ": Input/output error", refused.getCause().getMessage());
    assertEquals(0, problems.sorted().size());
  }

  @Test
  void aMissingFileIsAMistakeWithARemedy() {
    Problems problems = new Problems("pawl.yml");

    assertEquals(Optional.empty(), FileText.load(Path.of("/nowhere/at/all"), "make one", problems));

    assertEquals("pawl.yml: does not exist; make one", problems.sorted().getFirst().toString());
  }
}
