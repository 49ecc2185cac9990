package dev.pawl.coordinator;

import dev.pawl.line.DiskProblem;
import dev.pawl.model.Condition;
import dev.pawl.model.Gate;
import dev.pawl.model.Glob;
import dev.pawl.model.Job;
import dev.pawl.model.Secrets;
import dev.pawl.model.SkipCause;
import dev.pawl.model.Truth;
import dev.pawl.run.RunCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers the conditions of jobs: whether each takes part, is skipped, or cannot be judged. */
final class ConditionJudge {
  /** What a probe may take. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private static final int CANNOT_EXECUTE = 126;
  private static final int NOT_FOUND = 127;

  private final Surroundings surroundings;
  private final Probes probes;
  private final GitFacts git;
  private final Secrets secrets;
  private final String platform;
  private final AtomicInteger asked = new AtomicInteger();

  ConditionJudge(Surroundings surroundings, Probes probes, Secrets secrets, String platform) {
    this.surroundings = surroundings;
    this.probes = probes;
    this.git = new GitFacts(surroundings, probes, LIMIT);
    this.secrets = secrets;
    this.platform = platform;
  }

  /** One of both, or neither when the job takes part. */
  record Verdict(Optional<RunCommand.Skip> skip, Optional<RunCommand.Failure> failure) {
    static final Verdict TAKES_PART = new Verdict(Optional.empty(), Optional.empty());
  }

  /** Whether a verdict needs no process and no file, so that it can be had on the spot. */
  static boolean isQuick(Gate gate) {
    return isQuick(gate.skip()) && isQuick(gate.only());
  }

  private static boolean isQuick(List<Gate.Rule> rules) {
    for (Gate.Rule rule : rules) {
      Condition condition = rule.condition();
      if (!(condition instanceof Condition.Literal) && !(condition instanceof Condition.Env)) {
        return false;
      }
    }
    return true;
  }

  /** Judges a job: platform, then skip, then only. */
  Verdict judge(Job job) throws InterruptedException {
    if (job.script().command().on(platform).isEmpty()) {
      return skip(job, SkipCause.PLATFORM, "has nothing to run on " + platform);
    }
    for (Gate.Rule rule : job.gate().skip()) {
      Optional<Verdict> verdict = apply(job, rule, true);
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    for (Gate.Rule rule : job.gate().only()) {
      Optional<Verdict> verdict = apply(job, rule, false);
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    return Verdict.TAKES_PART;
  }

  private Optional<Verdict> apply(Job job, Gate.Rule rule, boolean skipsWhen)
      throws InterruptedException {
    String key = skipsWhen ? "skip" : "only";
    try {
      if (matches(job, rule.condition()) != skipsWhen) {
        return Optional.empty();
      }
      String reason = rule.desc().isEmpty() ? reason(key, rule.condition()) : rule.desc();
      return Optional.of(skip(job, SkipCause.CONDITION, secrets.scrub(reason)));
    } catch (JudgementException e) {
      String condition = key + ": " + name(rule.condition());
      String reason =
          secrets.scrub("the condition '" + condition + "' has no answer: " + e.getMessage());
      return Optional.of(
          new Verdict(Optional.empty(), Optional.of(new RunCommand.Failure(job.name(), reason))));
    }
  }

  private static Verdict skip(Job job, SkipCause cause, String reason) {
    return new Verdict(
        Optional.of(new RunCommand.Skip(job.name(), cause, reason)), Optional.empty());
  }

  private boolean matches(Job job, Condition condition)
      throws JudgementException, InterruptedException {
    return switch (condition) {
      case Condition.Literal c -> c.value();
      case Condition.Env c -> Truth.of(surroundings.variable(job, c.variable()));
      case Condition.Ref c -> git.branch(job).filter(Glob.of(c.glob())::matches).isPresent();
      case Condition.Run c -> run(job, c.command());
      case Condition.Exists c -> exists(job, c.glob());
      case Condition.Changed c ->
          git.changed(job, c.since()).stream().anyMatch(Glob.of(c.glob())::matches);
    };
  }

  private boolean run(Job job, String command) throws JudgementException, InterruptedException {
    Probes.Answer answer =
        probes.ask(
            probes.scope(job, "condition-" + asked.incrementAndGet()),
            probes.question(job, command),
            LIMIT);
    if (!answer.fault().isEmpty()) {
      throw new JudgementException(answer.fault());
    }
    if (answer.signal() > 0) {
      throw new JudgementException("it was killed by signal " + answer.signal());
    }
    if (answer.code() == CANNOT_EXECUTE || answer.code() == NOT_FOUND) {
      throw new JudgementException("exit code " + answer.code() + ", its command cannot be run");
    }
    return answer.code() == 0;
  }

  private boolean exists(Job job, String glob) throws JudgementException {
    try {
      return Paths.anyMatches(surroundings.dir(job), Glob.of(glob));
    } catch (IOException e) {
      throw new JudgementException(DiskProblem.told(e));
    }
  }

  private static String reason(String key, Condition condition) {
    boolean skip = key.equals("skip");
    return switch (condition) {
      case Condition.Literal c -> key + " is " + c.value();
      case Condition.Env c -> key + ": " + c.variable() + (skip ? " is set" : " is not set");
      case Condition.Ref c ->
          key + ": the branch " + (skip ? "matches " : "does not match ") + c.glob();
      case Condition.Run c -> key + ": '" + c.command() + (skip ? "' succeeded" : "' failed");
      case Condition.Exists c -> key + ": " + c.glob() + (skip ? " exists" : " does not exist");
      case Condition.Changed c ->
          key + ": " + c.glob() + (skip ? " changed" : " did not change") + " since " + c.since();
    };
  }

  private static String name(Condition condition) {
    return switch (condition) {
      case Condition.Literal c -> Boolean.toString(c.value());
      case Condition.Env c -> "env " + c.variable();
      case Condition.Ref c -> "ref " + c.glob();
      case Condition.Run c -> "run " + c.command();
      case Condition.Exists c -> "exists " + c.glob();
      case Condition.Changed c -> "changed " + c.glob();
    };
  }
}
