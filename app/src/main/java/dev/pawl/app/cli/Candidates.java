package dev.pawl.app.cli;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Job;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.SafeText;
import dev.pawl.model.Workflow;
import dev.pawl.step.StepLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code pawl __complete WORD...}: what may stand in the place of the last word, one a line. The
 * words are those after {@code pawl}, up to the cursor. Called by the completion scripts. Says
 * nothing else, starts nothing, changes nothing; without an idea it prints nothing, and the shell
 * offers files.
 */
final class Candidates {
  static final String COMMAND = "__complete";

  private final Path folder;
  private final CommandSpec root;
  private CommandSpec at;
  private final Map<String, String> given = new HashMap<>();
  private final List<String> arguments = new ArrayList<>();
  private String pending = "";

  private Candidates(Path folder, List<String> words) {
    this.folder = folder;
    this.root = Cli.commandLine(words.toArray(new String[0])).getCommandSpec();
    this.at = root;
  }

  static void write(List<String> words, Caller caller, Writer out) throws IOException {
    if (words.isEmpty()) {
      return;
    }
    Candidates candidates = new Candidates(caller.folder(), words);
    words.subList(0, words.size() - 1).forEach(candidates::pass);
    String last = words.getLast();
    for (String candidate : candidates.ideas(last)) {
      if (candidate.startsWith(last) && isHarmless(candidate)) {
        out.write(candidate);
        out.write('\n');
      }
    }
  }

  /** Shells show candidates as they are, each line one. */
  private static boolean isHarmless(String candidate) {
    return SafeText.shown(candidate).equals(candidate);
  }

  /** None where the disk refuses. */
  private Iterable<String> ideas(String last) {
    try {
      return all(last);
    } catch (UncheckedIOException e) {
      return List.of();
    }
  }

  /** Takes note of a word that is complete. */
  private void pass(String word) {
    if (!pending.isEmpty()) {
      given.put(pending, word);
      pending = "";
    } else if (word.startsWith("-")) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      OptionSpec option = at.optionsMap().get(name);
      if (option != null && option.arity().max() > 0) {
        if (equals < 0) {
          pending = option.names()[0];
        } else {
          given.put(option.names()[0], word.substring(equals + 1));
        }
      }
    } else if (at.parent() == null && root.subcommands().containsKey(word)) {
      at = root.subcommands().get(word).getCommandSpec();
    } else {
      arguments.add(word);
    }
  }

  private Set<String> all(String last) {
    int equals = last.indexOf('=');
    if (!pending.isEmpty()) {
      return values(pending);
    }
    if (last.startsWith("--") && equals > 0) {
      String name = last.substring(0, equals);
      Set<String> found = new LinkedHashSet<>();
      values(name).forEach(value -> found.add(name + "=" + value));
      return found;
    }
    if (last.startsWith("-")) {
      return options();
    }
    return at.parent() == null ? commands() : argument();
  }

  private static Set<String> commands() {
    Set<String> names = new LinkedHashSet<>();
    Commands.LISTED.forEach(entry -> names.add(entry.name()));
    return names;
  }

  private Set<String> options() {
    Set<String> names = new LinkedHashSet<>();
    Optional<BacklogWord> word =
        at.name().equals("backlog")
            ? arguments.stream().findFirst().flatMap(BacklogWord::of)
            : Optional.empty();
    for (OptionSpec option : at.options()) {
      boolean fits = option.inherited() || word.map(one -> one.has(option.names()[0])).orElse(true);
      if (fits && !String.join("", option.description()).isEmpty()) {
        names.addAll(List.of(option.names()));
      }
    }
    return names;
  }

  private Set<String> argument() {
    if (at.name().equals("state")) {
      return stateArgument();
    }
    if (at.name().equals("backlog")) {
      return backlogArgument();
    }
    if (!arguments.isEmpty()) {
      return Set.of();
    }
    return switch (at.name()) {
      case "run", "graph" -> workflowNames();
      case "cancel", "logs", "retry" -> jobNames();
      case "completion" -> new LinkedHashSet<>(CompletionCommand.SHELLS);
      case "help" -> commands();
      default -> Set.of();
    };
  }

  private Set<String> stateArgument() {
    if (arguments.isEmpty()) {
      return new LinkedHashSet<>(StateCommand.WORDS);
    }
    return StateCommand.ABOUT_STEPS.contains(arguments.getFirst()) ? stepNames() : Set.of();
  }

  private Set<String> backlogArgument() {
    if (arguments.isEmpty()) {
      return new LinkedHashSet<>(BacklogWord.words());
    }
    Optional<BacklogWord> word = BacklogWord.of(arguments.getFirst());
    boolean wanted = arguments.size() == 1 && word.map(BacklogWord::isAboutItem).orElse(false);
    return wanted ? items().ids(word.get()) : Set.of();
  }

  private BacklogNames items() {
    return BacklogNames.of(from(), config());
  }

  private Set<String> stepNames() {
    Set<String> names = new LinkedHashSet<>();
    ProjectAt.folderIfAny(from(), config())
        .ifPresent(project -> {
          try (StepLedger ledger = StepLedger.open(project, Sync.GROUPED, _ -> {})) {
            ledger.look().entries().forEach(entry -> names.add(entry.name().value()));
          } catch (DamagedFileException | BrokenFileException e) {
            // no idea
          }
        });
    return names;
  }

  private Set<String> values(String option) {
    return switch (option) {
      case "--job", "--from" -> jobNames();
      case "--tag" -> at.name().equals("backlog") ? items().tags() : tags("");
      case "--depends-on", "--target" -> items().ids();
      case "--pipeline" -> items().pipelines();
      case "--to" -> items().phases(arguments.stream().skip(1).findFirst());
      case "--skip" -> {
        Set<String> all = jobNames();
        all.addAll(tags("tag:"));
        all.add("all");
        yield all;
      }
      case "--workflow" -> workflowNames();
      case "--color" -> new LinkedHashSet<>(GlobalOptions.COLOR);
      default ->
          at.userObject() instanceof Subcommand command
              ? new LinkedHashSet<>(command.words(option))
              : Set.of();
    };
  }

  private Set<String> workflowNames() {
    Set<String> names = new LinkedHashSet<>();
    workflows().forEach(workflow -> names.add(workflow.name().value()));
    return names;
  }

  private Set<String> jobNames() {
    Set<String> names = new LinkedHashSet<>();
    jobs().forEach(job -> names.add(job.name().value()));
    return names;
  }

  private Set<String> tags(String prefix) {
    Set<String> tags = new LinkedHashSet<>();
    jobs().forEach(job -> job.tags().forEach(tag -> tags.add(prefix + tag)));
    return tags;
  }

  private List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (Workflow workflow : workflows()) {
      if (arguments.isEmpty() || workflow.name().value().equals(arguments.getFirst())) {
        jobs.addAll(workflow.jobs());
      }
    }
    return jobs;
  }

  private List<Workflow> workflows() {
    return ProjectAt.ifReadable(from(), config())
        .map(project -> List.copyOf(project.workflows().values()))
        .orElse(List.of());
  }

  private Path from() {
    return folder.resolve(given.getOrDefault("-C", "")).normalize();
  }

  private Optional<String> config() {
    return Optional.ofNullable(given.get("--config"));
  }
}
