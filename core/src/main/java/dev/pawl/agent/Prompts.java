package dev.pawl.agent;

import dev.pawl.agent.Briefing.PhaseTask;
import dev.pawl.agent.Briefing.TriageTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The prompts of phases and triages: templates, filled in. {@code phase.md} and {@code triage.md}
 * come with the program; a file of the same name in the folder that {@code agents.prompts} names
 * takes the place of ours. What a place in a template may be called is in {@link PromptValues}.
 */
public final class Prompts {
  private static final String PHASE = "phase.md";
  private static final String TRIAGE = "triage.md";

  private final Template phase;
  private final Template triage;

  private Prompts(Template phase, Template triage) {
    this.phase = phase;
    this.triage = triage;
  }

  /** Those that come with the program. */
  public static Prompts own() {
    return new Prompts(ownTemplate(PHASE), ownTemplate(TRIAGE));
  }

  /**
   * The templates of a project.
   *
   * @param problems what is wrong with its own ones; then they are not used
   */
  public record Loaded(Prompts prompts, List<String> problems) {}

  /**
   * Loads the templates of a project.
   *
   * @param folder where its own ones are, relative to the project
   */
  public static Loaded load(Path project, Optional<String> folder) {
    if (folder.isEmpty()) {
      return new Loaded(own(), List.of());
    }
    List<String> problems = new ArrayList<>();
    Path files = project.resolve(folder.get());
    Optional<Template> phase = read(files.resolve(PHASE), PromptValues.PHASE, problems);
    Optional<Template> triage = read(files.resolve(TRIAGE), PromptValues.TRIAGE, problems);
    if (!Files.isDirectory(files)) {
      problems.add("agents.prompts: " + files + " is no folder");
    } else if (phase.isEmpty() && triage.isEmpty() && problems.isEmpty()) {
      problems.add("agents.prompts: " + files + " has neither " + PHASE + " nor " + TRIAGE);
    }
    Prompts prompts =
        new Prompts(
            phase.orElseGet(() -> ownTemplate(PHASE)), triage.orElseGet(() -> ownTemplate(TRIAGE)));
    return new Loaded(problems.isEmpty() ? prompts : own(), List.copyOf(problems));
  }

  /** The prompt for a task. */
  public String text(Briefing briefing) {
    return switch (briefing.task()) {
      case PhaseTask task -> phase.with(PromptValues.of(briefing, task));
      case TriageTask task -> triage.with(PromptValues.of(briefing, task));
    };
  }

  private static Template ownTemplate(String name) {
    return new Template(Resource.text(name));
  }

  private static Optional<Template> read(Path file, Set<String> known, List<String> problems) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Template template = new Template(Files.readString(file));
      for (String name : template.unknown(known)) {
        problems.add(
            "%s: unknown place {{%s}}; there are %s"
                .formatted(file, name, String.join(", ", known)));
      }
      return Optional.of(template);
    } catch (IOException e) {
      problems.add(file + " cannot be read as UTF-8 text: " + e.getMessage());
      return Optional.empty();
    }
  }
}
