package dev.pawl.app.cli;

import dev.pawl.backlog.WorkSettings;
import dev.pawl.config.ConfigReader;
import dev.pawl.config.ConfigResult;
import dev.pawl.config.ProjectFolder;
import dev.pawl.model.Closest;
import dev.pawl.model.Project;
import dev.pawl.model.Workflow;
import dev.pawl.model.WorkflowName;
import dev.pawl.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The project that a call is about.
 *
 * @param folder absolute
 * @param file the configuration, in that folder
 * @param work what it says about the backlog
 */
record ProjectAt(Path folder, Path file, Project project, WorkSettings work) {
  /** Where Pawl keeps its records. */
  static final String RUNTIME = ".pawl";

  /** What stands for bytes that are no UTF-8. */
  private static final char NOT_UTF_8 = '\uFFFD';

  /** The configuration file; without one a refusal that says where it was looked for. */
  static Path find(Call call) {
    Optional<Path> named = call.options().config();
    if (named.isPresent()) {
      if (!Files.isRegularFile(named.get())) {
        boolean isFolder = Files.isDirectory(named.get());
        String found = isFolder ? "is a folder; name the file in it" : "there is no such file";
        throw Refusal.usage("--config " + call.shown(named.get()) + ": " + found);
      }
      return named.get();
    }
    Path folder = existing(call.options().folder());
    ProjectFolder.Search search = ProjectFolder.search(folder);
    return search.file().orElseThrow(() -> Refusal.usage(search.explanation().lines()));
  }

  /** Refuses what is no folder, and what java(1) cannot name. */
  static Path existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      String why =
          folder.toString().indexOf(NOT_UTF_8) < 0
              ? "there is no such folder"
              : "its name is not UTF-8, and such a folder cannot be opened; rename it";
      throw Refusal.usage("-C " + folder + ": " + why);
    }
    return folder;
  }

  /** The folder of the project for one who reads its records, not the configuration. */
  static Path folder(Call call) {
    Path folder = folderOf(find(call));
    Path runtime = folder.resolve(RUNTIME);
    if (Files.exists(runtime) && !Files.isDirectory(runtime)) {
      throw Refusal.broken(runtime + " is no folder; move it away, Pawl keeps its records there");
    }
    return folder;
  }

  /** The project, checked; with problems a refusal that names them all. */
  static ProjectAt read(Call call) {
    return read(call, find(call));
  }

  /** The project of that file, likewise. */
  static ProjectAt read(Call call, Path file) {
    return switch (ConfigReader.read(file)) {
      case ConfigResult.Checked checked ->
          new ProjectAt(folderOf(file), file, checked.project(), checked.work());
      case ConfigResult.Refused refused -> throw Refusal.problems(told(call, file, refused));
    };
  }

  /** The project for one who only wants to know its names: nothing when anything is wrong. */
  static Optional<Project> ifReadable(Path from, Optional<String> config) {
    return fileIfAny(from, config)
        .flatMap(found ->
            ConfigReader.read(found) instanceof ConfigResult.Checked checked
                ? Optional.of(checked.project())
                : Optional.empty());
  }

  /** What of its backlog is configured, likewise. */
  static Optional<WorkSettings> workIfReadable(Path from, Optional<String> config) {
    return fileIfAny(from, config)
        .flatMap(found ->
            ConfigReader.read(found) instanceof ConfigResult.Checked checked
                ? Optional.of(checked.work())
                : Optional.empty());
  }

  /** The folder of the project for one who only wants to know its names. */
  static Optional<Path> folderIfAny(Path from, Optional<String> config) {
    return fileIfAny(from, config).map(ProjectAt::folderOf);
  }

  private static Optional<Path> fileIfAny(Path from, Optional<String> config) {
    return config
        .map(from::resolve)
        .or(() -> ProjectFolder.find(from))
        .filter(Files::isRegularFile);
  }

  /** The folder of a configuration file, without a look into it. */
  static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      throw Refusal.usage(file + " is no configuration file");
    }
    return parent;
  }

  private static List<String> told(Call call, Path file, ConfigResult.Refused refused) {
    String shown = call.shown(file);
    return refused.problems().stream()
        .map(p -> new Problem(shown, p.line(), p.column(), p.message(), p.remedy()).toString())
        .toList();
  }

  /** The workflow of that name; without a name {@code default}, else the only one. */
  Workflow workflow(Optional<String> name) {
    if (name.isPresent()) {
      return named(name.get());
    }
    Workflow fallback = project.workflows().get(WorkflowName.DEFAULT);
    if (fallback != null) {
      return fallback;
    }
    if (project.workflows().size() == 1) {
      return project.workflows().values().iterator().next();
    }
    refuseWithoutWorkflows();
    throw Refusal.usage("which workflow? there are " + names());
  }

  private void refuseWithoutWorkflows() {
    if (project.workflows().isEmpty()) {
      String remedy = "define one: 'jobs: { hello: { run: echo hello } }'";
      throw Refusal.usage(file.getFileName() + " has no jobs; " + remedy);
    }
  }

  private Workflow named(String name) {
    refuseWithoutWorkflows();
    for (Workflow workflow : project.workflows().values()) {
      if (workflow.name().value().equals(name)) {
        return workflow;
      }
    }
    List<String> names = project.workflows().keySet().stream().map(WorkflowName::value).toList();
    throw Refusal.usage(
        "no workflow '"
            + name
            + "'; "
            + Closest.to(name, names)
                .map(meant -> "did you mean '" + meant + "'?")
                .orElse((names.size() == 1 ? "there is only " : "there are ") + names()));
  }

  private String names() {
    return project.workflows().keySet().stream()
        .map(WorkflowName::value)
        .collect(Collectors.joining(", "));
  }
}
