package dev.pawl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path temp;

  @Test
  @DisplayName("B32 doctor tells which agents are found and their versions")
  void doctorTellsWhichAgentsAreFoundAndTheirVersions() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            agents:
              default: claude
              claude: { preset: claude }
              mine: { command: [./agent.sh, --quiet] }
              other: { preset: codex }
            pipelines:
              fix: { phases: [{ name: fix, instructions: fix.md }] }
            """);
    Path claude = program(project.path("bin/claude"), "echo '2.1.197 (Claude Code)'");
    program(project.path("bin/codex"), "exit 3");

    String path = project.path("bin") + ":" + System.getenv("PATH");
    Program.Result result = Program.in(project.path("")).with("PATH", path).run("doctor");

    assertEquals(0, result.exit(), result.told());
    List<String> lines = result.out().lines().filter(line -> line.contains("agent ")).toList();
    String remedy = "install it, or change 'agents' in pawl.yml";
    assertEquals(
        List.of(
            "ok    agent claude, " + claude + ", version 2.1.197",
            "warn  agent mine, './agent.sh': there is no such program: " + remedy,
            "warn  agent other, "
                + project.path("bin/codex")
                + ": it ended with exit code 3: "
                + remedy),
        lines);
    assertTrue(!Files.exists(project.path(".pawl")), "doctor changes nothing");
  }

  private static Path program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
