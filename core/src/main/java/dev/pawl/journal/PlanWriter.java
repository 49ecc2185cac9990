package dev.pawl.journal;

import dev.pawl.line.JsonWriter;
import dev.pawl.model.Checkpoint;
import dev.pawl.model.Command;
import dev.pawl.model.Condition;
import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Limits;
import dev.pawl.model.Loop;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.Retry;
import dev.pawl.model.Role;
import dev.pawl.model.Script;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.run.Selectors;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A plan as JSON for people and programs. What most jobs have stands once, as {@code defaults}; a
 * job lists its name, its command and what is different:
 *
 * <pre>
 * {
 *   "schema": 1,
 *   "selectors": {
 *     "jobs": ["build"],
 *     ...
 *   },
 *   "concurrency": 4,
 *   "env": {
 *     "API_TOKEN": "***"
 *   },
 *   ...
 *   "workflow": {
 *     "name": "default",
 *     "mode": "parallel",
 *     ...
 *     "defaults": {
 *       "shell": ["sh", "-ec"],
 *       "grace": "PT5S",
 *       ...
 *     },
 *     "jobs": [
 *       {
 *         "name": "build",
 *         "needs": ["install"],
 *         "run": "make",
 *         "timeout": "PT1M",
 *         ...
 *       }
 *     ]
 *   }
 * }
 * </pre>
 *
 * <p>Durations are in the form of ISO 8601. What has no value is left out.
 */
final class PlanWriter {
  static final int SCHEMA = 2;

  private static final Job PLAIN = Job.of("plain", "");

  private static final int PIECE = 1 << 16;

  private final Secrets secrets;
  private final OutputStream to;
  private final JsonWriter out = new JsonWriter(true);

  /**
   * @param to takes the plan piece by piece; of 100,000 jobs it is large
   */
  PlanWriter(Secrets secrets, OutputStream to) {
    this.secrets = secrets;
    this.to = to;
  }

  void write(Plan plan) throws IOException {
    out.object();
    out.name("schema").value(SCHEMA);
    selectors(plan.selectors());
    plan.concurrency().ifPresent(limit -> out.name("concurrency").value(limit));
    env(plan.env());
    if (plan.fresh()) {
      out.name("fresh").value(true);
    }
    log(plan.log());
    out.name("sync").value(plan.sync().name().toLowerCase(Locale.ROOT));
    if (plan.work().isPresent()) {
      work(plan.work().get());
    }
    workflow(plan.workflow());
    out.end().raw('\n');
    out.moveTo(to);
  }

  private void work(PlannedWork work) {
    out.name("work").object();
    text("config", work.config());
    out.name("cap").value(work.cap());
    WorkCodec.order(out, work.order());
    out.end();
  }

  private void selectors(Selectors selectors) {
    out.name("selectors").object();
    texts("jobs", selectors.jobs());
    texts("tags", selectors.tags());
    out.name("only_named").value(selectors.onlyNamed());
    texts("skips", selectors.skips());
    out.end();
  }

  private void log(LogLimits log) {
    out.name("log").object();
    out.name("retention").value(log.retention().toString());
    out.name("keep_last").value(log.keepLast());
    out.name("max_size").value(log.maxSize());
    out.name("max_total").value(log.maxTotal());
    out.end();
  }

  private void workflow(Workflow workflow) throws IOException {
    out.name("workflow").object();
    out.name("name").value(workflow.name().value());
    text("description", workflow.description());
    out.name("mode").value(workflow.mode().name().toLowerCase(Locale.ROOT));
    workflow.concurrency().ifPresent(limit -> out.name("concurrency").value(limit));
    out.name("fail_fast").value(workflow.failFast());
    env(workflow.env());
    if (!workflow.notices().commands().isEmpty()) {
      out.name("on").object();
      workflow.notices().commands().forEach((on, command) -> command(on.wire(), command));
      out.end();
    }
    defaults();
    out.name("jobs").list();
    for (Job job : workflow.jobs()) {
      job(job);
      if (out.size() > PIECE) {
        out.moveTo(to);
      }
    }
    out.end().end();
  }

  private void defaults() {
    out.name("defaults").object();
    text("description", PLAIN.description());
    shell(PLAIN.script());
    text("dir", PLAIN.script().dir());
    env(PLAIN.script().env());
    limits(PLAIN.limits());
    role(PLAIN.role());
    out.name("priority").value(PLAIN.priority());
    texts("tags", PLAIN.tags());
    text("fail_text", PLAIN.failText());
    out.end();
  }

  private void job(Job job) {
    out.object();
    out.name("name").value(job.name().value());
    if (!job.description().equals(PLAIN.description())) {
      text("description", job.description());
    }
    needs(job.needs());
    script(job.script());
    if (!job.limits().equals(PLAIN.limits())) {
      limits(job.limits());
    }
    rules("skip", job.gate().skip());
    rules("only", job.gate().only());
    if (!job.role().equals(PLAIN.role())) {
      role(job.role());
    }
    if (job.priority() != PLAIN.priority()) {
      out.name("priority").value(job.priority());
    }
    if (!job.tags().isEmpty()) {
      texts("tags", job.tags());
    }
    if (!job.failText().equals(PLAIN.failText())) {
      text("fail_text", job.failText());
    }
    if (job.checkpoint().isPresent()) {
      checkpoint(job.checkpoint().get());
    }
    if (job.loop().isPresent()) {
      loop(job.loop().get());
    }
    out.end();
  }

  private void needs(List<JobName> needs) {
    if (!needs.isEmpty()) {
      out.name("needs").list();
      needs.forEach(need -> out.value(need.value()));
      out.end();
    }
  }

  private void checkpoint(Checkpoint checkpoint) {
    out.name("checkpoint").object();
    texts("inputs", checkpoint.inputs());
    texts("outputs", checkpoint.outputs());
    out.end();
  }

  private void loop(Loop loop) {
    out.name("foreach").object();
    switch (loop.items()) {
      case Loop.Lines(String file) -> text("lines", file);
      case Loop.Matching(String glob) -> text("glob", glob);
      case Loop.Output(String command) -> text("run", command);
      case Loop.Listed(List<String> listed) -> texts("list", listed);
    }
    loop.concurrency().ifPresent(limit -> out.name("concurrency").value(limit));
    out.name("keep_going").value(loop.keepGoing());
    out.end();
  }

  private void command(String name, Command command) {
    switch (command) {
      case Command.Everywhere(String text) -> text(name, text);
      case Command.PerPlatform(Map<String, String> texts) -> {
        out.name(name).object();
        texts.forEach(this::text);
        out.end();
      }
    }
  }

  private void script(Script script) {
    command("run", script.command());
    if (!script.shell().equals(PLAIN.script().shell())) {
      shell(script);
    }
    if (!script.dir().equals(PLAIN.script().dir())) {
      text("dir", script.dir());
    }
    if (!script.env().isEmpty()) {
      env(script.env());
    }
  }

  private void shell(Script script) {
    texts("shell", script.shell());
  }

  private void limits(Limits limits) {
    limits.timeout().ifPresent(timeout -> out.name("timeout").value(timeout.toString()));
    out.name("grace").value(limits.grace().toString());
    Retry retry = limits.retry();
    out.name("retries").object();
    out.name("limit").value(retry.limit());
    out.name("delay").value(retry.delay().toString());
    out.name("backoff").value(retry.backoff());
    out.name("max_delay").value(retry.maxDelay().toString());
    out.name("jitter").value(retry.jitter());
    out.name("on_exit").list();
    retry.onExit().forEach(code -> out.value(code));
    out.end().end();
  }

  private void rules(String name, List<Gate.Rule> rules) {
    if (rules.isEmpty()) {
      return;
    }
    out.name(name).list();
    for (Gate.Rule rule : rules) {
      out.object();
      condition(rule.condition());
      text("desc", rule.desc());
      out.end();
    }
    out.end();
  }

  private void condition(Condition condition) {
    switch (condition) {
      case Condition.Literal(boolean value) -> out.name("literal").value(value);
      case Condition.Env(String variable) -> text("env", variable);
      case Condition.Ref(String glob) -> text("ref", glob);
      case Condition.Run(String command) -> text("run", command);
      case Condition.Exists(String glob) -> text("exists", glob);
      case Condition.Changed(String glob, String since) -> {
        text("changed", glob);
        text("since", since);
      }
    }
  }

  private void role(Role role) {
    out.name("background").value(role.background());
    out.name("silent").value(role.silent());
    out.name("interactive").value(role.interactive());
    role.service()
        .ifPresent(service -> {
          out.name("service").object();
          service.ready().ifPresent(ready -> text("ready", ready));
          out.end();
        });
    out.name("keep_daemons").value(role.keepDaemons());
  }

  private void env(Map<String, String> env) {
    out.name("env").object();
    env.forEach((name, value) -> out.name(name).value(secrets.hide(name, value)));
    out.end();
  }

  private void texts(String name, Collection<String> texts) {
    out.name(name).list();
    texts.forEach(text -> out.value(secrets.scrub(text)));
    out.end();
  }

  private void text(String name, String text) {
    out.name(name).value(secrets.scrub(text));
  }
}
