package dev.pawl.coordinator;

import dev.pawl.model.Job;
import dev.pawl.model.Limits;
import dev.pawl.process.Output;
import dev.pawl.process.Processes.Ended;
import dev.pawl.process.Program;
import dev.pawl.process.Scope;
import dev.pawl.process.SpawnRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a question by running a program and waiting for it; called by judges and service probes. */
final class Probes {
  private static final int MOST_TEXTS = 1_000_000;

  private final Children children;
  private final Surroundings surroundings;

  Probes(Children children, Surroundings surroundings) {
    this.children = children;
    this.surroundings = surroundings;
  }

  /** The scope of a question about a job. */
  Scope scope(Job job, String part) {
    return surroundings.scope(job, part);
  }

  /** A question in the job's own shell, folder and environment. */
  Program question(Job job, String text) {
    return surroundings.question(job, text);
  }

  /**
   * What came of a question.
   *
   * @param code the exit code; -1 when the program could not be started or was stopped
   * @param signal the signal that ended it, 0 when none
   * @param fault "" or why there is no answer: not started, or over the limit
   * @param texts what it printed, cut at zero bytes, when asked for
   */
  record Answer(int code, int signal, String fault, List<String> texts) {
    boolean isYes() {
      return fault.isEmpty() && code == 0;
    }
  }

  /** Asks, and stops the program when it takes longer than the limit. */
  Answer ask(Scope scope, Program program, Duration limit) throws InterruptedException {
    return ask(scope, program, new Output.Discard(), limit);
  }

  /** Asks for what a program prints, cut at zero bytes. */
  Answer read(Scope scope, Program program, Duration limit) throws InterruptedException {
    return ask(scope, program, new Output.ZeroTerminated(), limit);
  }

  private Answer ask(Scope scope, Program program, Output output, Duration limit)
      throws InterruptedException {
    List<String> texts = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Children.Kin asker =
        new Children.Kin() {
          @Override
          public void refused(String reason) {
            answer.complete(new Answer(-1, 0, reason, List.of()));
          }

          @Override
          public void line(String line) {
            keep(texts, line);
          }

          @Override
          public void ended(Ended ended) {
            answer.complete(new Answer(ended.exitCode().orElse(-1), ended.signal(), "", texts));
          }
        };
    children.start(new SpawnRequest(scope, program, output, false, Limits.DEFAULT_GRACE), asker);
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      children.stop(scope, Limits.DEFAULT_GRACE);
      return new Answer(-1, 0, "no answer within " + limit.toSeconds() + " s", List.of());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keep(List<String> texts, String text) {
    if (texts.size() < MOST_TEXTS) {
      texts.add(text);
    }
  }
}
