package dev.pawl.coordinator;

import dev.pawl.backlog.BacklogChange.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What persons have asked a run to change. They ask from threads of their own, and hear the answer
 * when the change is on the disk; whoever asks hears one answer, also when the run ends before.
 */
public final class Answers {
  private static final long LONGEST_MILLIS = 10_000;
  private static final Answer OVER = new Answer.Later("the run is over");

  private final Map<Long, Consumer<Answer>> open = new HashMap<>();

  /** Those that the run has decided; their answers are on their way. */
  private final Set<Long> decided = new HashSet<>();

  private long last;
  private boolean closed;

  /**
   * Takes a question in; its number goes with it.
   *
   * @param hearer called once, on any thread; must not wait
   */
  synchronized long ask(Consumer<Answer> hearer) {
    last++;
    if (closed) {
      hearer.accept(OVER);
    } else {
      open.put(last, hearer);
    }
    return last;
  }

  /** From now on the answer of a question is certain to come. */
  synchronized void decided(long number) {
    decided.add(number);
  }

  /** Gives an answer; nothing happens when it was given. */
  synchronized void give(long number, Answer answer) {
    Consumer<Answer> hearer = open.remove(number);
    decided.remove(number);
    if (hearer != null) {
      hearer.accept(answer);
    }
    notifyAll();
  }

  /**
   * Answers whatever the run has not decided, and waits for the answers of the rest: nobody who
   * writes the backlog takes longer than ten seconds at the end of a run.
   */
  synchronized void close() {
    closed = true;
    for (long number : Set.copyOf(open.keySet())) {
      if (!decided.contains(number)) {
        give(number, OVER);
      }
    }
    awaitDecided();
  }

  private void awaitDecided() {
    long end = System.nanoTime() + LONGEST_MILLIS * 1_000_000;
    long left = LONGEST_MILLIS;
    try {
      while (!open.isEmpty() && left > 0) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
