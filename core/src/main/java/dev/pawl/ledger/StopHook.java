package dev.pawl.ledger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/** What a program wants to happen when a stop is asked for. */
final class StopHook implements StopToken.Registration {
  static final Duration BOUND = Duration.ofSeconds(5);

  private final StopNode node;
  private final long number;
  private final Runnable action;
  private final Duration bound;

  StopHook(StopNode node, long number, Runnable action, Duration bound) {
    this.node = node;
    this.number = number;
    this.action = action;
    this.bound = bound;
  }

  /** Later registrations have higher numbers, in all trees together. */
  long number() {
    return number;
  }

  /** Runs hooks one after the other on a thread of their own. */
  static void runAll(List<StopHook> hooks) {
    if (!hooks.isEmpty()) {
      start("pawl-stop", () -> hooks.forEach(StopHook::run));
    }
  }

  /** A hook that takes too long is interrupted and left behind. */
  private void run() {
    try {
      Thread thread = start("pawl-stop-hook", this::act);
      if (!thread.join(bound)) {
        thread.interrupt();
        log()
            .log(
                Level.WARNING,
                "a stop hook took longer than {0} and was left behind: {1}",
                bound,
                action);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      node.hasRun();
    }
  }

  private void act() {
    try {
      action.run();
    } catch (RuntimeException | Error e) {
      log().log(Level.WARNING, "a stop hook failed", e);
    }
  }

  private static Logger log() {
    return System.getLogger("dev.pawl.ledger");
  }

  private static Thread start(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).start(work);
  }

  @Override
  public void close() {
    node.remove(this);
  }
}
