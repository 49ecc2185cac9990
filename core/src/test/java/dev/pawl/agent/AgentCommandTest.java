package dev.pawl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.AgentSetting.Start;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.PhaseName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("B32 how agents are started")
class AgentCommandTest {
  private static final String NASTY = "a 'b' \"c\" $HOME `id` \\ * ; & | < > # \n --x=$(false) ü";

  @TempDir Path folder;

  @BeforeEach
  void programsThatPrintHowTheyWereStarted() throws Exception {
    Files.createDirectory(folder.resolve("bin"));
    for (Preset preset : Preset.values()) {
      Shell.program(
          folder.resolve("bin").resolve(preset.wire()),
          "printf '[%s]' \"${0##*/}\" \"$@\"; echo \" model=$PAWL_MODEL pid=$$\"; cat\n");
    }
    Files.writeString(prompt(), "the prompt");
  }

  @Test
  void everyProgramGetsItsOptionsAndThePromptOnStdin() throws Exception {
    assertStarted(
        Preset.CLAUDE,
        "[claude][--print][--output-format=stream-json][--verbose][--permission-mode=acceptEdits]");
    assertStarted(Preset.CODEX, "[codex][exec][--json][--sandbox=workspace-write][-]");
    assertStarted(
        Preset.OPENCODE, "[opencode][run][--format=json][--print-logs][--log-level=ERROR]");
    assertStarted(
        Preset.GEMINI,
        "[gemini][--output-format=stream-json][--skip-trust][--approval-mode=auto_edit]");
  }

  @Test
  void nothingIsSkippedUnlessTheConfigurationSaysSo() throws Exception {
    Map<Preset, String> skips =
        Map.of(
            Preset.CLAUDE, "[--dangerously-skip-permissions]",
            Preset.CODEX, "[--dangerously-bypass-approvals-and-sandbox]",
            Preset.OPENCODE, "[--auto]",
            Preset.GEMINI, "[--approval-mode=yolo]");
    for (Preset preset : Preset.values()) {
      String skip = skips.get(preset);
      assertTrue(!run(AgentCommand.text(setting(preset, false))).log().contains(skip), skip);
      assertTrue(run(AgentCommand.text(setting(preset, true))).log().contains(skip), skip);
    }
  }

  @Test
  @DisplayName("B32 the model of a phase goes before that of the agent, the agent's before none")
  void theModelOfAPhaseGoesBeforeThatOfTheAgent() throws Exception {
    AgentSetting own = agent(new Start.Known(Preset.CODEX), Optional.of("o1"));
    Phase plain = phase(Optional.empty());
    Phase other = phase(Optional.of("-o'2"));
    assertTrue(run(AgentCommand.text(own, plain)).log().contains("[--model=o1][-]"));
    assertTrue(run(AgentCommand.text(own, other)).log().contains("[--model=-o'2][-]"));
    assertTrue(run(AgentCommand.text(own)).log().contains("[--model=o1][-]"));
  }

  @Test
  void theWordsOfACommandArriveAsTheyAreWritten() throws Exception {
    AgentSetting mine =
        agent(new Start.Command(List.of("claude", NASTY, "", "--")), Optional.of(NASTY));
    String log = run(AgentCommand.text(mine)).log();
    assertTrue(log.startsWith("[claude][" + NASTY + "][][--] model=" + NASTY + " pid="), log);
    assertTrue(log.endsWith("the prompt"), log);
  }

  @Test
  void theAgentTakesThePlaceOfTheShell() throws Exception {
    String text = "echo \"shell $$\"\n" + AgentCommand.text(AgentSetting.of(Preset.CLAUDE));
    for (int size : List.of(1, 1_000_000)) {
      Files.writeString(prompt(), "x".repeat(size));
      String log = run(text).log();
      String pid = log.lines().findFirst().orElseThrow().replace("shell ", "");
      assertTrue(log.contains(" pid=" + pid + "\n"), log);
    }
  }

  @Test
  @DisplayName("B31 the size of a prompt has no limit")
  void aLargePromptIsNamedToThoseThatCanReadItThemselves() throws Exception {
    Files.writeString(prompt(), "x".repeat(AgentCommand.LONGEST_ON_STDIN));
    for (Preset preset : Preset.values()) {
      assertTrue(run(AgentCommand.text(AgentSetting.of(preset))).log().endsWith("xxx"));
    }
    Files.writeString(prompt(), "x".repeat(20_000_000));
    for (Preset preset : List.of(Preset.CLAUDE, Preset.CODEX, Preset.OPENCODE)) {
      String log = run(AgentCommand.text(AgentSetting.of(preset))).log();
      assertTrue(log.contains("Your task is in the file " + prompt() + ", which is large"), log);
      assertTrue(log.contains("with the file " + folder.resolve("result.json") + "."), log);
    }
    for (AgentSetting agent :
        List.of(
            AgentSetting.of(Preset.GEMINI),
            agent(new Start.Command(List.of("claude")), Optional.empty()))) {
      String log = run(AgentCommand.text(agent)).log();
      assertTrue(log.length() > 20_000_000 && log.endsWith("xxx"), () -> "" + log.length());
    }
  }

  @Test
  void withoutAPromptNothingIsStarted() throws Exception {
    Files.delete(prompt());
    for (Preset preset : Preset.values()) {
      Shell.Ended ended = run(AgentCommand.text(AgentSetting.of(preset)));
      assertTrue(ended.code() != 0, ended::toString);
      assertTrue(!ended.log().contains("["), ended::toString);
    }
  }

  @Test
  void aProgramThatIsNotThereEndsWith127() throws Exception {
    AgentSetting none = agent(new Start.Command(List.of("no-such-agent")), Optional.empty());
    assertEquals(127, run(AgentCommand.text(none)).code());
  }

  private void assertStarted(Preset preset, String argv) throws Exception {
    String log = run(AgentCommand.text(AgentSetting.of(preset))).log();
    assertEquals(argv + "\nthe prompt", log.replaceFirst(" model= pid=\\d+", ""));
  }

  private Shell.Ended run(String text) throws Exception {
    String path = folder.resolve("bin") + ":" + System.getenv("PATH");
    Map<String, String> variables =
        Map.of(
            "PATH", path,
            "PAWL_PROMPT", prompt().toString(),
            "PAWL_RESULT", folder.resolve("result.json").toString());
    return new Shell(folder, folder.resolve("log"), variables).run(text);
  }

  /** A name that a shell would take apart. */
  private Path prompt() {
    return folder.resolve("my $(prompt) 'file'.md");
  }

  private static AgentSetting setting(Preset preset, boolean skip) {
    AgentSetting plain = AgentSetting.of(preset);
    return new AgentSetting(
        plain.name(), plain.start(), plain.model(), Map.of(), List.of(), List.of(), skip);
  }

  private static AgentSetting agent(Start start, Optional<String> model) {
    return new AgentSetting(
        new AgentName("mine"), start, model, Map.of(), List.of(), List.of(), false);
  }

  private static Phase phase(Optional<String> model) {
    return new Phase(
        new PhaseName("build"),
        List.of(),
        Optional.empty(),
        model,
        true,
        Optional.empty(),
        OptionalInt.empty(),
        Phase.Staleness.WARN);
  }
}
