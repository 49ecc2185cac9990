package dev.pawl.coordinator;

import dev.pawl.content.Content;
import dev.pawl.content.ContentReference;
import dev.pawl.content.Contents;
import dev.pawl.content.UnreadableContentException;
import dev.pawl.item.ItemFile;
import dev.pawl.line.JsonValue;
import dev.pawl.model.Checkpoint;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepFacts;
import dev.pawl.step.StepKey;
import dev.pawl.step.StepName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the jobs of a workflow are as steps: their names, keys, inputs and outputs.
 *
 * <p>The key holds the command for this platform, the shell, the declared variables (workflow,
 * defaults, job, {@code --env}), the contents of the inputs, and the content hashes of the needs
 * that are steps. Nothing else: not the caller's environment, not the version of Pawl, not what
 * else stands in {@code pawl.yml}.
 *
 * <p>Of a variable with a secret name a hash stands in the key, of other secrets their mask.
 */
final class StepKeys {
  private final Path project;
  private final Workflow workflow;
  private final Map<String, String> env;
  private final Secrets secrets;
  private final Contents contents;
  private final MissingInputs missing;
  private final Set<JobName> steps = new HashSet<>();

  StepKeys(
      Workflow workflow,
      Path project,
      Map<String, String> env,
      Secrets secrets,
      Contents contents) {
    this.missing = new MissingInputs(workflow, project);
    this.project = project;
    this.workflow = workflow;
    this.env = env;
    this.secrets = secrets;
    this.contents = contents;
    workflow.jobs().stream()
        .filter(job -> job.checkpoint().isPresent())
        .forEach(job -> steps.add(job.name()));
  }

  /** The step of a job. */
  StepName name(JobName job) {
    return new StepName(workflow.name() + "/" + job);
  }

  /** Where the items of a loop are recorded. */
  Path itemLog(Job job) {
    return ItemFile.path(project, name(job.name()).value());
  }

  /** What the inputs of a job hold; its own outputs are none of them. */
  Optional<Content> inputs(Job job) throws UnreadableContentException {
    Checkpoint step = step(job);
    if (step.inputs().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(contents.look(in(job, step.inputs()), ownOutputs(job)));
  }

  /** The outputs of a job, as globs over paths relative to the project. */
  static List<String> ownOutputs(Job job) {
    return step(job).outputs().stream().map(glob -> JobGlob.of(job, glob).inProject()).toList();
  }

  /** Which of the inputs is named and not there, with the remedy. */
  Optional<String> missingInput(Job job, Optional<Content> inputs) {
    return inputs.flatMap(content -> missing.of(job, content));
  }

  /** Where the outputs of a job are; empty when it names none. */
  Optional<ContentReference> outputs(Job job) {
    List<String> outputs = step(job).outputs();
    return outputs.isEmpty() ? Optional.empty() : Optional.of(in(job, outputs));
  }

  /** What one glob of the outputs holds. */
  Content output(Job job, String glob) throws UnreadableContentException {
    return contents.look(in(job, List.of(glob)));
  }

  /** The content hash of a step that has no outputs: that of its key. */
  String hash(StepKey key) throws UnreadableContentException {
    return contents.look(new ContentReference.Value(new JsonValue(key.fields()).toString())).hash();
  }

  /**
   * What every item of a loop depends on beside its own text, as a hash: command, shell, folder,
   * variables, inputs, and what the needs have made, except for the files that the items are.
   */
  String command(Job job, Optional<Content> inputs, Snapshot ledger)
      throws UnreadableContentException {
    List<String> more = new ArrayList<>();
    inputs.ifPresent(content -> more.add("inputs " + content.hash()));
    for (Map.Entry<StepName, String> need : needs(job, ledger).entrySet()) {
      Optional<ContentReference> made =
          ledger.find(need.getKey()).flatMap(entry -> entry.facts().content()).map(StepKeys::files);
      if (made.isEmpty()) {
        more.add("need " + need.getKey() + " " + need.getValue());
        continue;
      }
      Content rest = contents.look(made.get(), ItemSource.globs(job));
      if (!rest.entries().isEmpty()) {
        more.add("need " + need.getKey() + " " + rest.hash());
      }
    }
    String command = job.script().command().on(Effects.PLATFORM).orElseThrow();
    return CommandKey.of(job, command, variables(job), more);
  }

  private static ContentReference files(JsonValue reference) {
    return ContentReference.of(reference.tree());
  }

  /** What the ledger is told of a loop that has these inputs and items. */
  StepFacts facts(Job job, Optional<Content> inputs, Snapshot ledger, LoopItems items)
      throws UnreadableContentException {
    StepFacts facts = facts(job, inputs, ledger);
    return facts.withKey(facts.key().orElseThrow().withItems(items.hash()));
  }

  /** What the ledger is told of a job that has these inputs. */
  StepFacts facts(Job job, Optional<Content> inputs, Snapshot ledger)
      throws UnreadableContentException {
    Map<StepName, String> needs = needs(job, ledger);
    StepKey key =
        StepKey.of(
            secrets.scrub(job.script().command().on(Effects.PLATFORM).orElse("")),
            String.join(" ", job.script().shell()),
            declared(job),
            inputs.map(Content::hash),
            needs);
    Map<StepName, Optional<String>> dependencies = new LinkedHashMap<>();
    needs.forEach((need, hash) -> dependencies.put(need, Optional.of(hash)));
    StepFacts facts = StepFacts.NONE.withKey(key).withDependencies(dependencies);
    return outputs(job)
        .map(outputs -> facts.withContent(JsonValue.of(outputs.tree())))
        .orElse(facts);
  }

  /** The needs that are complete steps, with the hashes they have now. */
  private Map<StepName, String> needs(Job job, Snapshot ledger) {
    Map<StepName, String> hashes = new LinkedHashMap<>();
    for (JobName need : job.needs()) {
      StepName name = name(need);
      ledger
          .completeHash(name)
          .filter(_ -> steps.contains(need))
          .ifPresent(hash -> hashes.put(name, hash));
    }
    return hashes;
  }

  private Map<String, String> variables(Job job) {
    Map<String, String> all = new HashMap<>(workflow.env());
    all.putAll(job.script().env());
    all.putAll(env);
    return all;
  }

  private Map<String, String> declared(Job job) throws UnreadableContentException {
    Map<String, String> shown = new TreeMap<>();
    for (Map.Entry<String, String> variable : variables(job).entrySet()) {
      boolean secret = Secrets.isSecretName(variable.getKey());
      String value = variable.getValue();
      shown.put(variable.getKey(), secret ? hidden(job, value) : secrets.scrub(value));
    }
    return shown;
  }

  /** Tells a change of a secret, and not the secret: the same value hashes differently per job. */
  private String hidden(Job job, String value) throws UnreadableContentException {
    return contents.look(new ContentReference.Value(name(job.name()) + "\0" + value)).hash();
  }

  private static ContentReference in(Job job, List<String> globs) {
    List<ContentReference> parts = new ArrayList<>();
    JobGlob.byFolder(job, globs)
        .forEach((folder, patterns) ->
            parts.add(new ContentReference.Directory(folder, patterns, List.of())));
    return parts.size() == 1 ? parts.getFirst() : new ContentReference.All(parts);
  }

  private static Checkpoint step(Job job) {
    return job.checkpoint().orElseThrow();
  }
}
