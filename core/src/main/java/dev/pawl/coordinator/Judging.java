package dev.pawl.coordinator;

import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.run.RunCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Judges the conditions of all jobs before the first starts. What needs no process is answered on
 * the spot; the rest by a few threads, and the answer comes when the last is known.
 */
final class Judging {
  private static final int MOST_JUDGES = 8;

  private Judging() {}

  /** Answers with one {@link RunCommand.ConditionsJudged}, now or later on another thread. */
  static void judge(
      ConditionJudge judge, List<Job> jobs, Set<JobName> wanted, Consumer<RunCommand> answer)
      throws InterruptedException {
    List<ConditionJudge.Verdict> verdicts = new ArrayList<>();
    List<Job> slow = new ArrayList<>();
    for (Job job : jobs) {
      if (ConditionJudge.isQuick(job.gate())) {
        verdicts.add(judge.judge(job));
      } else {
        slow.add(job);
      }
    }
    if (slow.isEmpty()) {
      answer.accept(judged(verdicts, wanted));
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("pawl-judge")
        .start(() -> answer.accept(judged(judgeAll(judge, slow, verdicts), wanted)));
  }

  private static List<ConditionJudge.Verdict> judgeAll(
      ConditionJudge judge, List<Job> slow, List<ConditionJudge.Verdict> quick) {
    List<ConditionJudge.Verdict> verdicts = new ArrayList<>(quick);
    int judges = Math.min(slow.size(), MOST_JUDGES);
    try (ExecutorService pool =
        Executors.newFixedThreadPool(judges, Thread.ofPlatform().daemon().factory())) {
      List<Future<ConditionJudge.Verdict>> futures = new ArrayList<>();
      for (Job job : slow) {
        futures.add(pool.submit(() -> judge.judge(job)));
      }
      for (int index = 0; index < futures.size(); index++) {
        verdicts.add(await(futures.get(index), slow.get(index)));
      }
    }
    return verdicts;
  }

  private static ConditionJudge.Verdict await(Future<ConditionJudge.Verdict> future, Job job) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(job, "the judge was interrupted");
    } catch (ExecutionException e) {
      return failed(job, "a condition has no answer: " + e.getCause());
    }
  }

  private static ConditionJudge.Verdict failed(Job job, String reason) {
    return new ConditionJudge.Verdict(
        Optional.empty(), Optional.of(new RunCommand.Failure(job.name(), reason)));
  }

  private static RunCommand judged(List<ConditionJudge.Verdict> verdicts, Set<JobName> wanted) {
    List<RunCommand.Skip> skips = new ArrayList<>();
    List<RunCommand.Failure> failures = new ArrayList<>();
    for (ConditionJudge.Verdict verdict : verdicts) {
      verdict.skip().ifPresent(skips::add);
      verdict.failure().ifPresent(failures::add);
    }
    return new RunCommand.ConditionsJudged(skips, failures, wanted);
  }
}
