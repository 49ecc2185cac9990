package dev.pawl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  @TempDir Path folder;

  @Test
  void versionIsTheOnlyThingOnStdoutAndStderrIsSilent() throws Exception {
    Program.Result result = Program.in(folder).run("version");

    assertEquals("", result.err());
    assertEquals(0, result.exit());
    assertTrue(result.out().startsWith("pawl "), result.out());
    assertEquals(1, result.out().lines().count(), result.out());
  }
}
