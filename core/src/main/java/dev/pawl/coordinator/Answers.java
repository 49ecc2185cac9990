package dev.pawl.coordinator;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What persons have asked a run to change, and wait for. They ask from threads of their own, and
 * the run answers when the change is on the disk.
 */
public final class Answers {
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();

  /**
   * What a person is told.
   *
   * @param refusal why nothing was changed; empty when it was
   */
  public record Answer(String words, Optional<String> refusal) {}

  /** Takes a question in; its number goes with it. */
  long ask() {
    long number = last.incrementAndGet();
    open.put(number, new CompletableFuture<>());
    return number;
  }

  /** Waits for the answer; without one in time it is unknown what becomes of the question. */
  Optional<Answer> await(long number, Duration longest) throws InterruptedException {
    try {
      return Optional.of(
          Objects.requireNonNull(open.get(number)).get(longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      open.remove(number);
    }
  }

  /** Gives an answer; nobody need be waiting for it any more. */
  void give(long number, String words, Optional<String> refusal) {
    CompletableFuture<Answer> waiting = open.get(number);
    if (waiting != null) {
      waiting.complete(new Answer(words, refusal));
    }
  }
}
