package dev.pawl.git;

import dev.pawl.process.Processes.Ended;
import dev.pawl.process.Scope;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One process of git, for whose end a thread waits. */
final class Call {
  final Scope scope;

  /** Whether it is left alone when all is being stopped. */
  final boolean tidies;

  private final Predicate<String> lines;
  private boolean isTooMuch;
  private @Nullable Ended ended;

  /**
   * @param lines takes each line; false when that was one too many
   */
  Call(Scope scope, boolean tidies, Predicate<String> lines) {
    this.scope = scope;
    this.tidies = tidies;
    this.lines = lines;
  }

  /** Takes a line; false if that is the first that is too much. */
  boolean line(String line) {
    if (isTooMuch) {
      return true;
    }
    isTooMuch = !lines.test(line);
    return !isTooMuch;
  }

  synchronized void ended(Ended end) {
    ended = end;
    notifyAll();
  }

  /** Its end; null if it has none so soon. */
  synchronized @Nullable Ended await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long left = limit.toMillis() + 1;
    while (ended == null && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
    return ended;
  }
}
