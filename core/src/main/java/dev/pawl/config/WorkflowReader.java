package dev.pawl.config;

import dev.pawl.model.Command;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Notices;
import dev.pawl.model.Occasion;
import dev.pawl.model.Workflow;
import dev.pawl.model.Workflow.Mode;
import dev.pawl.model.WorkflowName;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Problems;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one workflow with its jobs. */
final class WorkflowReader {
  /** Stands in for a name that was refused, so that the reading goes on. */
  private static final String REFUSED = "refused";

  private static final JobName REFUSED_JOB = new JobName(REFUSED);

  private final Problems problems;
  private final Values values;

  WorkflowReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** The workflow of the short form: only jobs. */
  Workflow ofJobs(Field jobs) {
    Fields workflow = Fields.none(Place.WORKFLOW, jobs.key());
    return read(WorkflowName.DEFAULT, workflow, jobs);
  }

  /** A workflow of the long form. */
  Workflow read(Entry entry) {
    String text = entry.key().text();
    WorkflowName name =
        new WorkflowName(EntryNames.isName("workflow", entry.key(), problems) ? text : REFUSED);
    if (!(entry.value() instanceof Mapping map)) {
      problems.add(
          entry.value(),
          "workflow " + Node.quoted(text) + " must be a map, but is " + entry.value().description(),
          "write a map with 'jobs'");
      return Workflow.of(REFUSED);
    }
    Fields workflow = Fields.of(map, Place.WORKFLOW, entry.key(), problems);
    Field jobs = workflow.own("jobs");
    if (jobs == null) {
      problems.add(entry.key(), workflow.title() + " has no 'jobs'", "add 'jobs: {}' at least");
    }
    return read(name, workflow, jobs);
  }

  private Workflow read(WorkflowName name, Fields workflow, @Nullable Field jobs) {
    Mode mode = values.choice(workflow.own("mode"), Words.mode(), Mode.PARALLEL);
    boolean background = values.bool(workflow.own("background"), false);
    JobReader reader = new JobReader(problems, defaults(workflow), background);
    Map<String, String> env = new EnvironmentReader(problems).read(workflow.own("env"));
    return new Workflow(
        name,
        values.text(workflow.own("description"), ""),
        mode,
        concurrency(workflow.own("concurrency"), mode),
        values.bool(workflow.own("fail_fast"), false),
        env,
        jobs(jobs, reader),
        notices(workflow.own("on")));
  }

  private Notices notices(@Nullable Field field) {
    Mapping map = field == null ? null : values.map(field, "{ failure: COMMAND }");
    if (field == null || map == null) {
      return Notices.NONE;
    }
    if (map.entries().isEmpty()) {
      String remedy = "add one of success, failure and finish, or remove it";
      problems.add(map, field.title() + " is an empty map", remedy);
    }
    Fields on = Fields.of(map, Place.ON, field.key(), problems);
    Map<Occasion, Command> commands = new EnumMap<>(Occasion.class);
    for (Occasion occasion : Occasion.values()) {
      Field command = on.own(occasion.wire());
      if (command != null) {
        commands.put(occasion, new ScriptReader(problems).command(command));
      }
    }
    return new Notices(commands);
  }

  private Fields defaults(Fields workflow) {
    Field field = workflow.own("defaults");
    Mapping map = field == null ? null : values.map(field, "{ timeout: 30m }");
    return field == null || map == null
        ? Fields.none(Place.DEFAULTS, workflow.at())
        : Fields.of(map, Place.DEFAULTS, field.key(), problems);
  }

  private OptionalInt concurrency(@Nullable Field field, Mode mode) {
    if (field == null) {
      return OptionalInt.empty();
    }
    if (mode != Mode.PARALLEL) {
      String message = field.title() + " has no effect: the mode runs one job at a time";
      problems.add(field.key(), message, "remove it, or write 'mode: parallel'");
    }
    return OptionalInt.of(values.whole(field, 1, Integer.MAX_VALUE, 1));
  }

  private List<Job> jobs(@Nullable Field field, JobReader reader) {
    Mapping map = field == null ? null : values.map(field, "{ JOB: { run: COMMAND } }");
    if (map == null) {
      return List.of();
    }
    List<Entry> entries = EntryNames.distinct(map, "job", problems);
    Map<String, JobName> names = names(entries);
    List<Job> jobs = new ArrayList<>(entries.size());
    List<Fields> fields = new ArrayList<>(entries.size());
    Set<String> read = HashSet.newHashSet(entries.size());
    for (Entry entry : map.entries()) {
      Fields own = fields(entry);
      Job job = reader.read(names.getOrDefault(entry.key().text(), REFUSED_JOB), own, names);
      if (read.add(entry.key().text())) {
        fields.add(own);
        jobs.add(job);
      }
    }
    reader.finish();
    NeedsCheck.report(jobs, fields, problems);
    return problems.isEmpty() ? jobs : List.of();
  }

  private Map<String, JobName> names(List<Entry> entries) {
    Map<String, JobName> names = HashMap.newHashMap(entries.size());
    for (Entry entry : entries) {
      String text = entry.key().text();
      names.put(
          text, new JobName(EntryNames.isName("job", entry.key(), problems) ? text : REFUSED));
    }
    return names;
  }

  private Fields fields(Entry entry) {
    if (entry.value() instanceof Mapping map) {
      return Fields.of(map, Place.JOB, entry.key(), problems);
    }
    String found = entry.value().description();
    problems.add(
        entry.value(),
        "job " + Node.quoted(entry.key().text()) + " must be a map, but is " + found,
        entry.value() instanceof Scalar s && s.kind() == Node.Kind.TEXT
            ? "write { run: " + Node.quoted(s.text()) + " }"
            : "write { run: COMMAND }");
    return Fields.none(Place.JOB, entry.key());
  }
}
