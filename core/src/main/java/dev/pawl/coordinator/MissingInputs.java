package dev.pawl.coordinator;

import dev.pawl.content.Content;
import dev.pawl.content.ContentEntry;
import dev.pawl.graph.JobGraph;
import dev.pawl.model.Checkpoint;
import dev.pawl.model.Glob;
import dev.pawl.model.Job;
import dev.pawl.model.Workflow;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Inputs that are named without a wildcard and are not there when the job is due. A pattern may
 * match nothing; a name that does is a mistake, or what another job should have made before.
 */
final class MissingInputs {
  private final Workflow workflow;
  private final Path project;

  MissingInputs(Workflow workflow, Path project) {
    this.workflow = workflow;
    this.project = project;
  }

  /** What is missing and what to do about it; empty when all that is named is there. */
  Optional<String> of(Job job, Content inputs) {
    List<String> named =
        job.checkpoint().map(Checkpoint::inputs).orElse(List.of()).stream()
            .filter(Glob::isPlain)
            .toList();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Set<String> seen =
        inputs.entries().stream().map(ContentEntry::path).collect(Collectors.toSet());
    return named.stream()
        .filter(input -> !seen.contains(inProject(job, input)) && isMissing(job, input))
        .findFirst()
        .map(input ->
            "its input '" + input + "' does not exist; " + remedy(job, inProject(job, input)));
  }

  /** Of own outputs none counts as input, so that it need not be there. */
  private boolean isMissing(Job job, String input) {
    String path = inProject(job, input);
    return Files.notExists(project.resolve(path), LinkOption.NOFOLLOW_LINKS) && !makes(job, path);
  }

  private String remedy(Job job, String path) {
    return workflow.jobs().stream()
        .filter(other -> makes(other, path))
        .findFirst()
        .map(maker ->
            isNeeded(maker, job)
                ? "job '" + maker.name() + "' was to make it"
                : "job '" + maker.name() + "' makes it: add that to 'needs'")
        .orElse("make it, or correct 'inputs'");
  }

  private boolean isNeeded(Job maker, Job job) {
    JobGraph graph = JobGraph.of(workflow.jobs());
    BitSet needs = new BitSet();
    needs.set(graph.index(job.name()));
    return graph.withNeeds(needs).get(graph.index(maker.name()));
  }

  private boolean makes(Job job, String path) {
    return job.checkpoint().map(Checkpoint::outputs).orElse(List.of()).stream()
        .map(glob -> inProject(job, glob))
        .anyMatch(glob -> Glob.of(glob).matches(path) || path.startsWith(glob + "/"));
  }

  private String inProject(Job job, String glob) {
    String path = Path.of(job.script().dir()).resolve(glob).normalize().toString();
    return path.isEmpty() ? "." : path;
  }
}
