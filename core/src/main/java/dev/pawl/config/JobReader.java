package dev.pawl.config;

import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Limits;
import dev.pawl.model.NamePattern;
import dev.pawl.model.Retry;
import dev.pawl.model.Role;
import dev.pawl.model.Script;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the jobs of one workflow, over its defaults. */
final class JobReader {
  static final int MOST_PRIORITY = 1_000_000;

  /** What most jobs of a large workflow have and no more: the rest of them is read once. */
  private static final Set<String> SCRIPT = Set.of("run", "needs", "dir", "env", "shell");

  private final Problems problems;
  private final Values values;
  private final EnvironmentReader environments;
  private final ScriptReader scripts;
  private final RetryReader retries;
  private final ConditionReader conditions;
  private final RoleReader roles;
  private final CheckpointReader checkpoints;
  private final LoopReader loops;
  private final Fields defaults;
  private final Map<String, String> defaultEnv;
  private final boolean background;
  private @Nullable Settings plain;

  /**
   * Checks the defaults.
   *
   * @param background of the workflow
   */
  JobReader(Problems problems, Fields defaults, boolean background) {
    this.problems = problems;
    this.values = new Values(problems);
    this.environments = new EnvironmentReader(problems);
    this.scripts = new ScriptReader(problems);
    this.retries = new RetryReader(problems);
    this.conditions = new ConditionReader(problems);
    this.roles = new RoleReader(problems);
    this.checkpoints = new CheckpointReader(problems);
    this.loops = new LoopReader(problems);
    this.defaults = defaults;
    this.background = background;
    this.defaultEnv = environments.read(defaults.own("env"));
    if (!defaults.isEmpty()) {
      scripts.check(defaults);
      Settings settings = settings(defaults, background);
      checkpoints.read(defaults, settings.role, ".");
    }
  }

  /** Once all jobs are read: refuses a default that no job could use. */
  void finish() {
    roles.finish(defaults);
  }

  /**
   * Reads one job.
   *
   * @param names the jobs of the workflow, to resolve needs
   */
  Job read(JobName name, Fields job, Map<String, JobName> names) {
    job.over(defaults);
    boolean isPlain = defaults.isEmpty() && job.hasOnly(SCRIPT);
    Settings settings = isPlain && plain != null ? plain : settings(job, background);
    plain = isPlain ? settings : plain;
    Script script = scripts.read(job, environment(job));
    return new Job(
        name,
        settings.description,
        needs(job, names),
        script,
        settings.limits,
        settings.gate,
        settings.role,
        settings.priority,
        settings.tags,
        settings.failText,
        isPlain ? Optional.empty() : checkpoints.read(job, settings.role, script.dir()),
        isPlain ? Optional.empty() : loops.read(job, settings.role, script.dir()));
  }

  /** What a job and the defaults may both say. */
  private record Settings(
      String description,
      Limits limits,
      Gate gate,
      Role role,
      int priority,
      Set<String> tags,
      String failText) {}

  private Settings settings(Fields job, boolean inBackground) {
    Role role = roles.read(job, inBackground);
    Limits limits = limits(job, role);
    return new Settings(
        values.text(job.get("description"), ""),
        limits,
        conditions.read(job.get("skip"), job.get("only")),
        role,
        values.whole(job.get("priority"), -MOST_PRIORITY, MOST_PRIORITY, 0),
        tags(job.get("tags")),
        values.text(job.get("fail_text"), ""));
  }

  private Limits limits(Fields job, Role role) {
    Optional<Duration> timeout = values.duration(job.get("timeout"));
    Duration grace = values.duration(job.get("grace"), Limits.DEFAULT_GRACE);
    Field field = job.get("retries");
    Retry retry = retries.read(field);
    boolean once = role.isService() || role.interactive();
    if (role.interactive() && field != null && retry.limit() > 0 && job.own("retries") != null) {
      problems.add(
          field.key(), job.title() + " cannot be interactive and have retries", "remove one");
    }
    if (timeout.isEmpty() && field == null && grace.equals(Limits.DEFAULT_GRACE)) {
      return Limits.DEFAULT;
    }
    return new Limits(
        role.isService() ? Optional.empty() : timeout, grace, once ? Retry.NONE : retry);
  }

  private Set<String> tags(@Nullable Field field) {
    if (field == null) {
      return Set.of();
    }
    Set<String> tags = new LinkedHashSet<>(values.words(field, values.list(field, "[slow]")));
    for (String tag : tags) {
      if (!NamePattern.matches(tag)) {
        String message = "tag " + Node.quoted(tag) + " in " + field.owner().title();
        problems.add(field.value(), message + " is not a name", "use " + NamePattern.RULE);
      }
    }
    return tags;
  }

  private Map<String, String> environment(Fields job) {
    Field own = job.own("env");
    if (own == null) {
      return defaultEnv;
    }
    Map<String, String> env = new LinkedHashMap<>(defaultEnv);
    env.putAll(environments.read(own));
    return env;
  }

  private List<JobName> needs(Fields job, Map<String, JobName> names) {
    Field field = job.own("needs");
    if (field == null) {
      return List.of();
    }
    List<Node> items =
        switch (field.value()) {
          case Sequence list -> values.distinct(field, values.list(field, "[build]"));
          case Scalar one -> List.of(one);
          case Mapping map -> {
            values.wrong(field, "the name of a job or a list of names", "write [build]");
            yield List.of();
          }
        };
    List<JobName> needs = new ArrayList<>(items.size());
    for (Node item : items) {
      JobName need = need(field, item, names);
      if (need != null) {
        needs.add(need);
      }
    }
    return needs;
  }

  private @Nullable JobName need(Field field, Node item, Map<String, JobName> names) {
    String own = field.owner().at().text();
    if (!(item instanceof Scalar need) || need.kind() == Node.Kind.NOTHING) {
      values.wrong(field, item, "the name of a job or a list of names", "write [build]");
      return null;
    }
    JobName name = names.get(need.text());
    if (name == null) {
      String quoted = Node.quoted(need.text());
      problems.add(
          need,
          "job " + Node.quoted(own) + " needs " + quoted + ", which is not a job here",
          remedy(need.text(), names));
    } else if (own.equals(need.text())) {
      problems.add(
          need, "job '" + own + "' needs itself: " + own + " -> " + own, "remove it from 'needs'");
      return null;
    }
    return name;
  }

  private String remedy(String need, Map<String, JobName> names) {
    String otherwise = "add the job or remove it from 'needs'";
    return problems.isBelowShown() ? Suggestion.of(need, names.keySet(), otherwise) : otherwise;
  }
}
