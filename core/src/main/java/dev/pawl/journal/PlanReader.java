package dev.pawl.journal;

import dev.pawl.line.JsonObject;
import dev.pawl.model.Checkpoint;
import dev.pawl.model.Command;
import dev.pawl.model.Condition;
import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Limits;
import dev.pawl.model.Loop;
import dev.pawl.model.Notices;
import dev.pawl.model.Occasion;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.Retry;
import dev.pawl.model.Role;
import dev.pawl.model.Script;
import dev.pawl.model.Workflow;
import dev.pawl.model.WorkflowName;
import dev.pawl.run.Selectors;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@link PlanWriter} writes, and the older schema 1, where every job had every field.
 * Everything wrong is an IllegalArgumentException.
 */
final class PlanReader {
  private PlanReader() {}

  static Plan plan(JsonObject plan) {
    long schema = plan.number("schema");
    if (schema < 1 || schema > PlanWriter.SCHEMA) {
      throw new IllegalArgumentException(
          "it has the schema %d, this version of Pawl reads up to %d"
              .formatted(schema, PlanWriter.SCHEMA));
    }
    return new Plan(
        workflow(plan.object("workflow")),
        selectors(plan.object("selectors")),
        plan.optionalNumber("concurrency"),
        plan.object("env").texts(),
        plan.optionalFlag("fresh"),
        log(plan.object("log")),
        constant(Sync.class, plan.text("sync")),
        plan.optionalObject("work").map(PlanReader::work));
  }

  private static PlannedWork work(JsonObject work) {
    return new PlannedWork(work.text("config"), WorkCodec.order(work), work.smallNumber("cap"));
  }

  private static Selectors selectors(JsonObject selectors) {
    return new Selectors(
        selectors.list("jobs", String.class),
        selectors.list("tags", String.class),
        selectors.flag("only_named"),
        selectors.list("skips", String.class));
  }

  private static LogLimits log(JsonObject log) {
    return new LogLimits(
        log.duration("retention"),
        log.smallNumber("keep_last"),
        log.number("max_size"),
        log.number("max_total"));
  }

  private static Workflow workflow(JsonObject workflow) {
    JsonObject defaults = workflow.optionalObject("defaults").orElse(JsonObject.EMPTY);
    return new Workflow(
        new WorkflowName(workflow.text("name")),
        workflow.text("description"),
        constant(Workflow.Mode.class, workflow.text("mode")),
        workflow.optionalNumber("concurrency"),
        workflow.flag("fail_fast"),
        workflow.object("env").texts(),
        workflow.list("jobs", JsonObject.class).stream()
            .map(job -> job(job.over(defaults)))
            .toList(),
        notices(workflow.optionalObject("on").orElse(JsonObject.EMPTY)));
  }

  private static Job job(JsonObject job) {
    return new Job(
        new JobName(job.text("name")),
        job.text("description"),
        job.list("needs", String.class).stream().map(JobName::new).toList(),
        script(job),
        limits(job),
        new Gate(rules(job, "skip"), rules(job, "only")),
        role(job),
        job.smallNumber("priority"),
        new LinkedHashSet<>(job.list("tags", String.class)),
        job.text("fail_text"),
        job.optionalObject("checkpoint").map(PlanReader::checkpoint),
        job.optionalObject("foreach").map(PlanReader::loop));
  }

  private static Checkpoint checkpoint(JsonObject checkpoint) {
    return new Checkpoint(
        checkpoint.list("inputs", String.class), checkpoint.list("outputs", String.class));
  }

  private static Loop loop(JsonObject loop) {
    return new Loop(items(loop), loop.optionalNumber("concurrency"), loop.flag("keep_going"));
  }

  private static Loop.Items items(JsonObject loop) {
    if (loop.has("lines")) {
      return new Loop.Lines(loop.text("lines"));
    } else if (loop.has("glob")) {
      return new Loop.Matching(loop.text("glob"));
    } else if (loop.has("run")) {
      return new Loop.Output(loop.text("run"));
    }
    return new Loop.Listed(loop.list("list", String.class));
  }

  private static Notices notices(JsonObject on) {
    Map<Occasion, Command> commands = new EnumMap<>(Occasion.class);
    for (Occasion occasion : Occasion.values()) {
      if (on.has(occasion.wire())) {
        commands.put(occasion, command(on, occasion.wire()));
      }
    }
    return new Notices(commands);
  }

  private static Command command(JsonObject object, String name) {
    return object.isText(name)
        ? new Command.Everywhere(object.text(name))
        : new Command.PerPlatform(object.object(name).texts());
  }

  private static Script script(JsonObject job) {
    Map<String, String> env = job.object("env").texts();
    return new Script(command(job, "run"), job.list("shell", String.class), job.text("dir"), env);
  }

  private static Limits limits(JsonObject job) {
    JsonObject retries = job.object("retries");
    Retry retry =
        new Retry(
            retries.smallNumber("limit"),
            retries.duration("delay"),
            retries.decimal("backoff"),
            retries.duration("max_delay"),
            retries.flag("jitter"),
            retries.list("on_exit", Long.class).stream().map(PlanReader::exitCode).toList());
    Optional<Duration> timeout = job.optionalText("timeout").map(_ -> job.duration("timeout"));
    return new Limits(timeout, job.duration("grace"), retry);
  }

  private static int exitCode(long code) {
    if (code != (int) code) {
      throw new IllegalArgumentException("'on_exit' has " + code + ", which is no exit code");
    }
    return (int) code;
  }

  private static List<Gate.Rule> rules(JsonObject job, String name) {
    return job.list(name, JsonObject.class).stream()
        .map(rule -> new Gate.Rule(condition(rule), rule.text("desc")))
        .toList();
  }

  private static Condition condition(JsonObject rule) {
    if (rule.has("literal")) {
      return new Condition.Literal(rule.flag("literal"));
    } else if (rule.has("env")) {
      return new Condition.Env(rule.text("env"));
    } else if (rule.has("ref")) {
      return new Condition.Ref(rule.text("ref"));
    } else if (rule.has("run")) {
      return new Condition.Run(rule.text("run"));
    } else if (rule.has("exists")) {
      return new Condition.Exists(rule.text("exists"));
    }
    return new Condition.Changed(rule.text("changed"), rule.text("since"));
  }

  private static Role role(JsonObject job) {
    return new Role(
        job.flag("background"),
        job.flag("silent"),
        job.flag("interactive"),
        job.optionalObject("service")
            .map(service -> new Role.Service(service.optionalText("ready"))),
        job.flag("keep_daemons"));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }
}
