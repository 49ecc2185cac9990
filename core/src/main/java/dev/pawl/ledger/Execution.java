package dev.pawl.ledger;

import dev.pawl.content.UnreadableContentException;
import dev.pawl.item.ItemFile;
import dev.pawl.step.Draft;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepFacts;
import dev.pawl.step.StepName;
import dev.pawl.step.StepState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link Step#run}:
 *
 * <pre>
 * judge -> take (a line: incomplete, by this process) -> the work -> seal (a line: complete or not)
 *   ^        |
 *   \--------/ somebody has changed the step, or one it depends on, in between
 * </pre>
 */
final class Execution<T extends @Nullable Object> {
  private final Store store;
  private final Plan plan;
  private final StopNode stop;
  private final String step;

  Execution(Store store, Plan plan, StopNode stop) {
    this.store = store;
    this.plan = plan;
    this.stop = stop;
    this.step = plan.name.value();
  }

  Outcome<T> run(StepWork<T> work) {
    StopNode.Request asked = stop.request();
    if (asked != null) {
      return new Outcome.Interrupted<>(step, asked.reason() + " before it began");
    }
    return switch (store.files().call(this::take)) {
      case Finding.UpToDate _ -> new Outcome.UpToDate<>(step);
      case Finding.Busy(Holder holder) -> new Outcome.Busy<>(step, holder);
      case Finding.NotReady(String reason) -> new Outcome.NotReady<>(step, reason);
      case Finding.Due due -> perform(due, work);
    };
  }

  private Finding take() {
    while (true) {
      Finding finding = store.judge().judge(plan, store.ledger().look());
      if (!(finding instanceof Finding.Due due)
          || store.ledger().change(draft -> mark(draft, due))) {
        return finding;
      }
    }
  }

  /** Marks the step as begun; false if the finding is outdated. */
  private boolean mark(Draft draft, Finding.Due due) {
    boolean same =
        isSame(draft, due, plan.name)
            && plan.dependencies.stream().allMatch(name -> isSame(draft, due, name));
    if (!same) {
      return false;
    }
    if (!due.continues()) {
      ItemFile.delete(store.itemLog(plan.name));
    }
    StepFacts facts = facts(due).withOwner(store.self());
    draft.put(StepEntry.incomplete(plan.name, "started", facts, store.clock().instant()));
    return true;
  }

  private static boolean isSame(Draft draft, Finding.Due due, StepName name) {
    return draft.before().find(name).equals(due.seen().find(name));
  }

  private StepFacts facts(Finding.Due due) {
    return plan.facts(due.key(), due.dependencies());
  }

  /** How the work has ended: with a value, or with what it threw. */
  private sealed interface Ending<T extends @Nullable Object> {
    record Returned<T extends @Nullable Object>(T value) implements Ending<T> {}

    record Threw<T extends @Nullable Object>(Throwable cause) implements Ending<T> {}
  }

  private Outcome<T> perform(Finding.Due due, StepWork<T> action) {
    Work work = new Work(plan, due, new StopToken(stop), store.surroundings());
    Ending<T> ending = call(action, work);
    boolean interrupted = Thread.interrupted();
    Outcome<T> outcome;
    try {
      stop.awaitHooks();
      outcome =
          store
              .files()
              .call(() -> {
                work.end();
                return seal(due, work, ending);
              });
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (ending instanceof Ending.Threw<T>(Error error)) {
      throw error;
    }
    return outcome;
  }

  private Ending<T> call(StepWork<T> action, Work work) {
    StopNode.Reached reached = stop.enter(false);
    try {
      return new Ending.Returned<>(action.run(work));
    } catch (Throwable e) {
      if (e instanceof InterruptedException && !reached.leave()) {
        Thread.currentThread().interrupt();
      }
      return new Ending.Threw<>(e);
    } finally {
      reached.leave();
    }
  }

  private Outcome<T> seal(Finding.Due due, Work work, Ending<T> ending) {
    return switch (ending) {
      case Ending.Returned<T>(T value) -> returned(due, work, value);
      case Ending.Threw<T>(Throwable cause) -> threw(due, work, cause);
    };
  }

  private Outcome<T> returned(Finding.Due due, Work work, T value) {
    String hash;
    try {
      hash = store.judge().made(plan, due.key());
    } catch (UnreadableContentException e) {
      return contentless(due, String.valueOf(e.getMessage()));
    } catch (MissingContentException e) {
      return contentless(due, "what it should have made is missing: " + e.getMessage());
    }
    Optional<String> obstacle = store.ledger().change(draft -> complete(draft, due, hash));
    return obstacle.isEmpty()
        ? new Outcome.Completed<>(step, value)
        : interrupted(due, Reasons.of(obstacle.get(), work.progress()));
  }

  /** Writes the one line that says complete; or tells why not. */
  private Optional<String> complete(Draft draft, Finding.Due due, String hash) {
    Optional<String> obstacle =
        Optional.ofNullable(stop.request()).map(StopNode.Request::reason).or(() -> lost(draft));
    if (obstacle.isEmpty()) {
      draft.put(StepEntry.complete(plan.name, hash, facts(due), store.clock().instant()));
    }
    return obstacle;
  }

  /** Completed items have not made what they should have: all of them have to be done again. */
  private Outcome<T> contentless(Finding.Due due, String reason) {
    ItemFile.delete(store.itemLog(plan.name));
    leave(due, reason);
    return new Outcome.Failed<>(step, reason, new StepException(step + ": " + reason, null));
  }

  private Outcome<T> threw(Finding.Due due, Work work, Throwable cause) {
    StopNode.Request asked = stop.request();
    if (cause instanceof StopRequestedException) {
      return interrupted(due, Reasons.of(String.valueOf(cause.getMessage()), work.progress()));
    }
    if (cause instanceof InterruptedException) {
      String why = asked == null ? "interrupted" : asked.reason();
      return interrupted(due, Reasons.of(why, work.progress()));
    }
    if (asked != null) {
      String why = "%s (%s)".formatted(asked.reason(), Reasons.of(cause));
      return interrupted(due, Reasons.of(why, work.progress()));
    }
    String reason = Reasons.of(Reasons.of(cause), work.progress());
    leave(due, reason);
    Exception failure =
        cause instanceof Exception e ? e : new StepException(step + ": " + reason, cause);
    return new Outcome.Failed<>(step, reason, failure);
  }

  private Outcome<T> interrupted(Finding.Due due, String reason) {
    leave(due, reason);
    return new Outcome.Interrupted<>(step, reason);
  }

  /** Writes that the step is incomplete and nobody at work on it. */
  private void leave(Finding.Due due, String reason) {
    store
        .ledger()
        .change(draft -> {
          if (lost(draft).isEmpty()) {
            draft.put(StepEntry.incomplete(plan.name, reason, facts(due), store.clock().instant()));
          }
          return true;
        });
  }

  /** What somebody else, who invalidates the step for example, has written since it was taken. */
  private Optional<String> lost(Draft draft) {
    Optional<StepEntry> last = draft.find(plan.name);
    boolean ours = last.flatMap(line -> line.facts().by()).filter(store.self()::equals).isPresent();
    return ours
        ? Optional.empty()
        : Optional.of("the ledger was changed meanwhile: " + last.map(Execution::told).orElse("-"));
  }

  private static String told(StepEntry line) {
    return line.state() instanceof StepState.Incomplete(String reason, _) ? reason : "complete";
  }
}
