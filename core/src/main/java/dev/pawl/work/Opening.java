package dev.pawl.work;

import dev.pawl.agent.Prompts;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.backlog.file.BacklogDocument;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import dev.pawl.git.Git;
import dev.pawl.git.GitException;
import dev.pawl.git.Readiness;
import dev.pawl.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether work can begin: all that must hold is looked at before anything is done. */
public sealed interface Opening {
  /** It can. */
  record Ready(Books books) implements Opening {}

  /**
   * It cannot.
   *
   * @param usage whether a file is wrong, and not the state of the repository
   * @param lines what is wrong and what to do, each complete
   */
  record Refused(boolean usage, List<String> lines) implements Opening {
    public Refused {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Opens the books of a project.
   *
   * @param notice takes what people should know
   */
  static Opening of(Path project, WorkSettings settings, Consumer<String> notice) {
    List<String> problems = new ArrayList<>(missing(project, settings));
    Prompts.Loaded prompts = Prompts.load(project, settings.prompts());
    problems.addAll(prompts.problems());
    Optional<BacklogDocument> document = document(project, settings, problems);
    if (!problems.isEmpty() || document.isEmpty()) {
      return new Refused(true, problems);
    }
    Git git = Git.in(project);
    try {
      if (git.readiness() instanceof Readiness.Unready unready) {
        git.close();
        return new Refused(false, List.of(unready.text()));
      }
      FileBooks.Ground ground = new FileBooks.Ground(settings, prompts.prompts(), document.get());
      return new Ready(new FileBooks(project, ground, git, notice));
    } catch (GitException e) {
      git.close();
      return new Refused(false, List.of("git does not answer: " + e.getMessage()));
    } catch (InterruptedException e) {
      git.close();
      Thread.currentThread().interrupt();
      return new Refused(false, List.of("stopped before it began"));
    }
  }

  private static List<String> missing(Path project, WorkSettings settings) {
    List<String> problems = new ArrayList<>();
    if (settings.pipelines().isEmpty()) {
      problems.add("pawl.yml has no 'pipelines'; 'pawl init --backlog' writes a first one");
    }
    if (settings.defaultAgent().isEmpty()) {
      problems.add("pawl.yml has no agent; write for example 'agents: { default: claude }'");
    }
    for (Pipeline pipeline : settings.pipelines().values()) {
      for (Pool pool : Pool.values()) {
        for (Phase phase : pipeline.of(pool)) {
          for (String file : phase.instructions()) {
            if (!Files.isRegularFile(project.resolve(file))) {
              problems.add(
                  "pipeline '%s', phase '%s': there is no file '%s'"
                      .formatted(pipeline.name(), phase.name(), file));
            }
          }
        }
      }
    }
    return problems;
  }

  private static Optional<BacklogDocument> document(
      Path project, WorkSettings settings, List<String> problems) {
    Path file = project.resolve(BacklogFile.NAME);
    return switch (BacklogFile.read(file, BacklogFile.NAME, settings.prefix())) {
      case BacklogResult.Refused(List<Problem> refused) -> {
        refused.forEach(problem -> problems.add(problem.toString()));
        yield Optional.empty();
      }
      case BacklogResult.Read(BacklogDocument document) -> {
        document.check(settings).forEach(problem -> problems.add(problem.toString()));
        yield Optional.of(document);
      }
    };
  }
}
