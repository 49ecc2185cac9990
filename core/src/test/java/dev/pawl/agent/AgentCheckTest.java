package dev.pawl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.agent.AgentCheck.Finding;
import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.AgentSetting.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("B32 doctor tells which agents are found and their versions")
class AgentCheckTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void aProgramIsFoundOnThePathAndTellsItsVersion() throws Exception {
    Path claude = Shell.program(folder.resolve("claude"), "echo '2.1.197 (Claude Code)'\n");
    Finding finding = check(AgentSetting.of(Preset.CLAUDE), LONG);
    assertEquals(
        new Finding(
            new AgentName("claude"), "claude", Optional.of(claude), Optional.of("2.1.197"), ""),
        finding);
  }

  @Test
  void warningsBeforeTheVersionArePassedOver() throws Exception {
    Shell.program(
        folder.resolve("codex"),
        "echo 'WARNING: 1.2.3 is old' >&2; echo 'codex-cli 0.169.0-rc.1'\n");
    assertEquals(Optional.of("0.169.0-rc.1"), check(AgentSetting.of(Preset.CODEX), LONG).version());
  }

  @Test
  void aProgramThatIsNowhereIsNotFound() {
    Finding finding = check(AgentSetting.of(Preset.GEMINI), LONG);
    assertEquals(Optional.empty(), finding.path());
    assertEquals("it is not on the PATH", finding.problem());
  }

  @Test
  void thePathOfTheAgentGoesBeforeTheCallers() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Shell.program(other.resolve("opencode"), "echo $KIND 1.0\n");
    AgentSetting plain = AgentSetting.of(Preset.OPENCODE);
    AgentSetting agent =
        new AgentSetting(
            plain.name(),
            plain.start(),
            Optional.empty(),
            Map.of("PATH", "/nowhere:" + other + ":/bin"),
            List.of(),
            List.of(),
            false);
    assertEquals(Optional.of(other.resolve("opencode")), check(agent, LONG).path());
  }

  @Test
  void oneThatFailsOrTellsNothingIsAProblem() throws Exception {
    Shell.program(folder.resolve("claude"), "echo 1.0; exit 3\n");
    assertEquals(
        "it ended with exit code 3", check(AgentSetting.of(Preset.CLAUDE), LONG).problem());
    Shell.program(folder.resolve("codex"), "echo hello\n");
    assertEquals(
        "'codex --version' tells no version", check(AgentSetting.of(Preset.CODEX), LONG).problem());
  }

  @Test
  void oneThatDoesNotAnswerIsStoppedWithItsChildren() throws Exception {
    Path pids = folder.resolve("pids");
    Shell.program(
        folder.resolve("claude"), "echo 1.0; sleep 600 & echo $! $$ > " + pids + "; wait\n");
    Finding finding = check(AgentSetting.of(Preset.CLAUDE), Duration.ofSeconds(1));
    assertEquals("it did not answer within 1 s", finding.problem());
    for (String pid : Files.readString(pids).strip().split(" ")) {
      assertFalse(isAlive(pid), pid);
    }
  }

  /** A zombie is dead: its new parent is the first process, which may be in no hurry. */
  private static boolean isAlive(String pid) throws Exception {
    Path stat = Path.of("/proc", pid, "stat");
    return Files.exists(stat) && !Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("Z");
  }

  @Test
  void aFreeCommandIsLookedForButNotStarted() throws Exception {
    Path trace = folder.resolve("trace");
    Shell.program(folder.resolve("agent.sh"), "touch " + trace + "\n");
    Finding finding = check(command("./agent.sh"), LONG);
    assertEquals(Optional.of(folder.resolve("./agent.sh")), finding.path());
    assertEquals("", finding.problem());
    assertFalse(Files.exists(trace));
    assertEquals("there is no such program", check(command("./none.sh"), LONG).problem());
    Files.writeString(folder.resolve("text"), "");
    assertTrue(check(command("./text"), LONG).path().isEmpty());
  }

  private Finding check(AgentSetting agent, Duration limit) {
    Map<String, String> environment = Map.of("PATH", folder + ":/usr/bin:/bin");
    return new AgentCheck(folder, environment, limit).all(List.of(agent)).getFirst();
  }

  private static AgentSetting command(String program) {
    return new AgentSetting(
        new AgentName("mine"),
        new Start.Command(List.of(program)),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        false);
  }
}
