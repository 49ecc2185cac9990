package dev.pawl.ledger;

import dev.pawl.step.StepName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A step and what it is made of, from {@link Ledger#step}. Never changes: every method makes
 * another one, so that a step may be kept, shared and run again.
 */
public final class Step {
  private final Ledger ledger;
  private final Plan plan;

  Step(Ledger ledger, Plan plan) {
    this.ledger = ledger;
    this.plan = plan;
  }

  private Step with(Consumer<Plan> change) {
    Plan next = plan.copy();
    change.accept(next);
    return new Step(ledger, next);
  }

  /** Is made from these steps: they must be complete and valid, and make it invalid when not. */
  public Step dependsOn(String... steps) {
    return with(next -> {
      next.dependencies.addAll(Arrays.stream(steps).map(StepName::new).toList());
    });
  }

  /**
   * Makes this. The step is complete only if it is there, and no longer valid when it changes.
   * Without it the key is its content.
   */
  public Step content(Content content) {
    return with(next -> next.content = Optional.of(References.of(content)));
  }

  /** Reads this: when it changes, the step has to be done again. It must be there. */
  public Step reads(Content inputs) {
    return with(next -> next.inputs = Optional.of(References.of(inputs)));
  }

  /** Has to be done again when this value is another one. Secrets do not belong here. */
  public Step key(String name, String value) {
    return with(next -> next.key.put(name, Objects.requireNonNull(value)));
  }

  /** Has to be done again when this value is another one. */
  public Step key(String name, long value) {
    return with(next -> next.key.put(name, value));
  }

  /** Has to be done again when this value is another one. */
  public Step key(String name, boolean value) {
    return with(next -> next.key.put(name, value));
  }

  /** Is of this stage. */
  public Step stage(Stage stage) {
    return with(next -> {
      next.stage = stage;
      next.timeToLive = Optional.empty();
    });
  }

  /** Is cache, and no longer valid when older than this. */
  public Step cachedFor(Duration limit) {
    Duration whole = Duration.ofMillis(limit.toMillis());
    if (!whole.isPositive()) {
      throw new IllegalArgumentException("a step cannot be cached for " + limit);
    }
    return with(next -> {
      next.stage = Stage.CACHE;
      next.timeToLive = Optional.of(whole);
    });
  }

  /** Is asked to stop by this token, too, beside that of the ledger. */
  public Step stoppedBy(StopToken token) {
    return with(next -> next.stops.add(token));
  }

  /** Has its progress told to this, on the threads that make it. */
  public Step watchedBy(Consumer<? super Progress> watcher) {
    return with(next -> next.watcher = watcher::accept);
  }

  /**
   * Has its progress told to the job of {@code pawl} that this program is, too: the last of it is
   * the job's. Where the program is no job, nothing happens. Not for steps that run at once: what
   * they tell would alternate.
   */
  public Step progressToJob() {
    return with(next -> next.job = PawlJob.self());
  }

  /**
   * Does the step, on the calling thread, unless it is complete and valid with the same key, the
   * same dependencies and the same content.
   *
   * <p>It is recorded as incomplete before the work is called. It is complete when the work has
   * returned, its content is there, and no stop was asked for meanwhile; else it stays incomplete,
   * with the reason and the progress. What a kill of this process leaves is an incomplete step.
   *
   * @return what became of it; an exception of the work is {@link Outcome.Failed}, an Error is
   *     thrown on after it was recorded
   * @throws LedgerException if the ledger cannot be read or written
   * @throws IllegalStateException if the ledger is closed
   */
  public <T extends @Nullable Object> Outcome<T> run(StepWork<T> work) {
    return ledger.run(plan, work);
  }
}
