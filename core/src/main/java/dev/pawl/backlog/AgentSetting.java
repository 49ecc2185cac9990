package dev.pawl.backlog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an agent is started and understood.
 *
 * @param model that it is to use; empty leaves that to it
 * @param env further variables, literal, in the order of the file
 * @param usageLimit regular expressions; one that is found in its output says that its use is up
 *     for now; beside those of the preset
 * @param unavailable the same for an agent that cannot work at all for now
 * @param skipPermissions whether it may do everything without asking
 */
public record AgentSetting(
    AgentName name,
    Start start,
    Optional<String> model,
    Map<String, String> env,
    List<String> usageLimit,
    List<String> unavailable,
    boolean skipPermissions) {
  public AgentSetting {
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    usageLimit = List.copyOf(usageLimit);
    unavailable = List.copyOf(unavailable);
  }

  /** How it is started. */
  public sealed interface Start {
    /** A program that Pawl knows. */
    record Known(Preset preset) implements Start {}

    /**
     * Any program: its name and arguments. It reads the prompt from stdin, or from the file {@code
     * $PAWL_PROMPT}, and writes its result to {@code $PAWL_RESULT}.
     */
    record Command(List<String> argv) implements Start {
      public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
          throw new IllegalArgumentException("a command has a program");
        }
      }
    }
  }

  /** The programs that Pawl knows. */
  public enum Preset {
    CLAUDE,
    CODEX,
    OPENCODE,
    GEMINI;

    /** The name in files, and of the program. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The preset of that name. */
    public static Optional<Preset> ofWire(String text) {
      return Wire.find(values(), Preset::wire, text);
    }
  }

  /** A known program with every default. */
  public static AgentSetting of(Preset preset) {
    return new AgentSetting(
        new AgentName(preset.wire()),
        new Start.Known(preset),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        false);
  }
}
