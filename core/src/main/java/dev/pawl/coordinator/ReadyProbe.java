package dev.pawl.coordinator;

import dev.pawl.model.Job;
import dev.pawl.process.Scope;
import dev.pawl.run.RunCommand;
import java.time.Duration;
import java.util.function.Consumer;

/** Asks a service whether it is ready: every 200 ms, for 60 s at most. */
final class ReadyProbe {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Job job;
  private final int attempt;
  private final Probes probes;
  private final Thread thread;

  private ReadyProbe(Job job, int attempt, Probes probes, Consumer<RunCommand> answer) {
    this.job = job;
    this.attempt = attempt;
    this.probes = probes;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("pawl-ready-" + job.name())
            .unstarted(() -> askUntilReady(answer));
  }

  /** Starts asking; answers once, on a thread of its own, unless it is cancelled before. */
  static ReadyProbe start(Job job, int attempt, Probes probes, Consumer<RunCommand> answer) {
    ReadyProbe probe = new ReadyProbe(job, attempt, probes, answer);
    probe.thread.start();
    return probe;
  }

  /** Asks no more. */
  void cancel() {
    thread.interrupt();
  }

  private void askUntilReady(Consumer<RunCommand> answer) {
    String command = job.role().service().flatMap(service -> service.ready()).orElseThrow();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try {
      for (int question = 1; ; question++) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          String reason = "did not become ready within " + LIMIT.toSeconds() + " s";
          answer.accept(new RunCommand.ReadyFailed(job.name(), attempt, reason));
          return;
        }
        Scope scope = probes.scope(job, "ready-" + attempt + "-" + question);
        if (probes.ask(scope, probes.question(job, command), Duration.ofNanos(left)).isYes()) {
          answer.accept(new RunCommand.ReadyAnswered(job.name(), attempt));
          return;
        }
        Thread.sleep(Math.max(1, Math.min(EVERY.toMillis(), Duration.ofNanos(left).toMillis())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
