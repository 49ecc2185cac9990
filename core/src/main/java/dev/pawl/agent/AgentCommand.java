package dev.pawl.agent;

import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.AgentSetting.Start;
import dev.pawl.backlog.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The shell text that starts an agent: POSIX sh, everything from the configuration quoted. It
 * replaces the shell by the program ({@code exec}), so that the job's process is the agent.
 *
 * <p>The text reads the variables {@code PAWL_PROMPT}, the file with the prompt, and leaves it to
 * the agent to write {@code PAWL_RESULT}. The prompt goes to stdin, so that its size has no limit
 * of the kernel's; the programs and the models behind them have limits of their own, and where a
 * program can read the file itself a prompt beyond {@value #LONGEST_ON_STDIN} bytes is only named.
 *
 * <p>What a known program may do, without {@code skip_permissions} and with it:
 *
 * <table>
 * <caption>Permissions</caption>
 * <tr><td>claude</td>
 * <td>{@code --permission-mode acceptEdits}: writes files in the project; runs the commands that
 * its own settings allow, and is refused the others</td>
 * <td>{@code --dangerously-skip-permissions}: everything. It refuses this to root.</td></tr>
 * <tr><td>codex</td>
 * <td>{@code --sandbox workspace-write}: runs commands in its sandbox, which writes in the project
 * and the temporary folders only, not in {@code .git}, and has no network</td>
 * <td>{@code --dangerously-bypass-approvals-and-sandbox}: everything, without the sandbox</td></tr>
 * <tr><td>opencode</td>
 * <td>no option: its configuration decides. By default it writes files and runs commands in the
 * project; what it would ask for is refused.</td>
 * <td>{@code --auto}: what it would ask for is granted</td></tr>
 * <tr><td>gemini</td>
 * <td>{@code --approval-mode auto_edit --skip-trust}: writes files in the project; runs no
 * commands. In a folder that it does not trust it would not write either.</td>
 * <td>{@code --approval-mode yolo --skip-trust}: everything</td></tr>
 * </table>
 *
 * <p>All of them print one JSON object a line, as they go along: the log shows what they do, {@link
 * Transcript} reads what it cost and why it ended. opencode keeps errors to itself while it tries
 * again, so it is asked to log them.
 */
public final class AgentCommand {
  /** A larger prompt is named instead of given: about 100,000 tokens. */
  static final int LONGEST_ON_STDIN = 400_000;

  private AgentCommand() {}

  /** The text for a phase; its model goes before the agent's own. */
  public static String text(AgentSetting agent, Phase phase) {
    return text(agent, phase.model().or(agent::model));
  }

  /** The text for a triage. */
  public static String text(AgentSetting agent) {
    return text(agent, agent.model());
  }

  /** The program that is started: a name that is searched in the PATH, or a path. */
  public static String program(AgentSetting agent) {
    return switch (agent.start()) {
      case Start.Known known -> known.preset().wire();
      case Start.Command command -> command.argv().getFirst();
    };
  }

  private static String text(AgentSetting agent, Optional<String> model) {
    return switch (agent.start()) {
      case Start.Known(Preset preset) -> {
        String start = set(known(preset, model, agent.skipPermissions()));
        yield preset == Preset.GEMINI ? start + GIVEN : start + NAMED_WHEN_LARGE;
      }
      case Start.Command command -> model(model) + set(command.argv()) + GIVEN;
    };
  }

  private static final String GIVEN =
      """
      exec "$@" < "$PAWL_PROMPT"
      """;

  /** A here-document needs no further process, which a pipe would. */
  private static final String NAMED_WHEN_LARGE =
      """
      size=$(wc -c < "$PAWL_PROMPT") || exit
      if [ "$size" -le %d ]; then exec "$@" < "$PAWL_PROMPT"; fi
      exec "$@" <<END
      Your task is in the file $PAWL_PROMPT, which is large. Read all of it, piece by piece, then do
      what it says. It also says how to end: with the file $PAWL_RESULT.
      END
      """
          .formatted(LONGEST_ON_STDIN);

  /** A program that Pawl does not know has no option for it that Pawl could know. */
  private static String model(Optional<String> model) {
    return model.map(name -> "export PAWL_MODEL=" + quoted(name) + "\n").orElse("");
  }

  private static List<String> known(Preset preset, Optional<String> model, boolean skip) {
    List<String> argv = new ArrayList<>();
    argv.add(preset.wire());
    argv.addAll(
        switch (preset) {
          case CLAUDE -> List.of("--print", "--output-format=stream-json", "--verbose");
          case CODEX -> List.of("exec", "--json");
          case OPENCODE -> List.of("run", "--format=json", "--print-logs", "--log-level=ERROR");
          case GEMINI -> List.of("--output-format=stream-json", "--skip-trust");
        });
    argv.addAll(permissions(preset, skip));
    model.ifPresent(name -> argv.add("--model=" + name));
    if (preset == Preset.CODEX) {
      argv.add("-"); // the prompt is on stdin
    }
    return argv;
  }

  private static List<String> permissions(Preset preset, boolean skip) {
    return switch (preset) {
      case CLAUDE ->
          List.of(skip ? "--dangerously-skip-permissions" : "--permission-mode=acceptEdits");
      case CODEX ->
          List.of(
              skip ? "--dangerously-bypass-approvals-and-sandbox" : "--sandbox=workspace-write");
      case OPENCODE -> skip ? List.of("--auto") : List.of();
      case GEMINI -> List.of("--approval-mode=" + (skip ? "yolo" : "auto_edit"));
    };
  }

  private static String set(List<String> argv) {
    return argv.stream()
        .map(AgentCommand::quoted)
        .collect(Collectors.joining(" ", "set -- ", "\n"));
  }

  /** A word of sh that stands for the text, whatever is in it. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
