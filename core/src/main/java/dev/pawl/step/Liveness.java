package dev.pawl.step;

import dev.pawl.process.Identity;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether somebody is still at work on a step.
 *
 * @param owner whether this very process lives
 * @param cookie whether a process lives whose PAWL_SCOPE has an element that begins with this text
 */
public record Liveness(Predicate<StepOwner> owner, Predicate<String> cookie) {
  /** Asks the kernel, anew each time. */
  public static final Liveness OF_PROCESSES =
      new Liveness(
          by -> new Identity(by.boot(), by.pid(), by.start()).alive(),
          cookie -> !Identity.findByCookie(cookie).isEmpty());

  /**
   * Who is at work on a step: an incomplete one is busy while the coordinator that its last line
   * names lives, or any process that this one has started for it. The processes are asked for only
   * when the coordinator is gone.
   */
  public Optional<StepOwner> busy(StepEntry entry) {
    return entry.isComplete()
        ? Optional.empty()
        : entry.facts().by().filter(by -> isBusy(by, entry.name()));
  }

  private boolean isBusy(StepOwner by, StepName step) {
    return owner.test(by) || by.cookie(step).filter(cookie).isPresent();
  }
}
