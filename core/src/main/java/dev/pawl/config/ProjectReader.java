package dev.pawl.config;

import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.Project;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.Sizes;
import dev.pawl.model.Workflow;
import dev.pawl.model.WorkflowName;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the top level of {@code pawl.yml}. */
final class ProjectReader {
  /** The remedy for a file in which nothing is defined. */
  static final String FIRST_JOB = "define a job: 'jobs: { hello: { run: echo hello } }'";

  private final Problems problems;
  private final Values values;

  ProjectReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** The project and its backlog; they count only when no problem was found. */
  Optional<ConfigResult.Checked> read(Node root) {
    if (!(root instanceof Mapping map)) {
      boolean empty = root instanceof Scalar s && s.kind() == Node.Kind.NOTHING;
      String found = empty ? "the file is empty" : "the file must be a map, but is ";
      problems.add(root, empty ? found : found + root.description(), FIRST_JOB);
      return Optional.empty();
    }
    Scalar top = new Scalar(map.line(), map.column(), Place.TOP.title, true);
    Fields fields = Fields.of(map, Place.TOP, top, problems);
    Project project =
        new Project(
            workflows(fields),
            log(fields.own("log")),
            values.choice(fields.own("sync"), Words.sync(), Sync.GROUPED));
    WorkSettings work = new WorkReader(problems).read(fields);
    return problems.isEmpty()
        ? Optional.of(new ConfigResult.Checked(project, work))
        : Optional.empty();
  }

  private Map<WorkflowName, Workflow> workflows(Fields top) {
    Field jobs = top.own("jobs");
    Field workflows = top.own("workflows");
    if (jobs == null && workflows == null && !WorkReader.isSpokenOf(top)) {
      problems.add(top.at(), "the file has neither 'jobs' nor 'workflows'", FIRST_JOB);
    }
    Map<WorkflowName, Workflow> all = new LinkedHashMap<>();
    WorkflowReader reader = new WorkflowReader(problems);
    if (jobs != null) {
      all.put(WorkflowName.DEFAULT, reader.ofJobs(jobs));
    }
    Mapping map = workflows == null ? null : values.map(workflows, "{ NAME: { jobs: {} } }");
    if (map != null) {
      if (map.entries().isEmpty()) {
        problems.add(map, "'workflows' is an empty map", "add a workflow, or write 'jobs: {}'");
      }
      for (Entry entry : EntryNames.distinct(map, "workflow", problems)) {
        refuseSecondDefault(entry, jobs);
        Workflow workflow = reader.read(entry);
        all.put(workflow.name(), workflow);
      }
    }
    return all;
  }

  private void refuseSecondDefault(Entry entry, @Nullable Field jobs) {
    if (jobs != null && entry.key().text().equals(WorkflowName.DEFAULT.value())) {
      problems.add(
          entry.key(),
          "workflow 'default' is there twice",
          "the top-level 'jobs' at " + problems.place(jobs.key()) + " is its short form; keep one");
    }
  }

  private LogLimits log(@Nullable Field field) {
    LogLimits defaults = LogLimits.DEFAULT;
    Mapping map = field == null ? null : values.map(field, "{ retention: 7d }");
    if (field == null || map == null) {
      return defaults;
    }
    Fields log = Fields.of(map, Place.LOG, field.key(), problems);
    LogLimits limits =
        new LogLimits(
            values.duration(log.own("retention"), defaults.retention()),
            values.whole(log.own("keep_last"), 0, Integer.MAX_VALUE, defaults.keepLast()),
            values.size(log.own("max_size"), defaults.maxSize()),
            values.size(log.own("max_total"), defaults.maxTotal()));
    if (limits.maxSize() > limits.maxTotal()) {
      problems.add(
          field.key(),
          "'max_size' ("
              + Sizes.format(limits.maxSize())
              + ") is more than 'max_total' ("
              + Sizes.format(limits.maxTotal())
              + ")",
          "make 'max_total' at least as large");
    }
    return limits;
  }
}
