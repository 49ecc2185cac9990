package dev.pawl.agent;

import dev.pawl.backlog.PhaseResult;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * What the end of an attempt means.
 *
 * <p>A valid result counts, however the agent ended. Without one the output is looked at: a usage
 * limit and an agent that cannot work are not the item's failure. Then it depends on the end: one
 * that came in order lacks a result, any other is the agent's own trouble.
 */
public sealed interface PhaseReport {
  /** What the attempt used. */
  Usage usage();

  /**
   * The agent's word.
   *
   * @param warning what was odd about the end all the same
   */
  record Result(PhaseResult result, Optional<String> warning, Usage usage) implements PhaseReport {}

  /**
   * The agent wrote something else than was asked for: the attempt failed.
   *
   * @param reason everything that is wrong with it, for the next attempt
   */
  record BadResult(String reason, Usage usage) implements PhaseReport {}

  /** The agent gave up, or forgot its result: the attempt failed. */
  record Missing(String reason, Usage usage) implements PhaseReport {}

  /** The agent cannot work at the moment, or not here: the item keeps its place. */
  record Unavailable(String reason, Usage usage) implements PhaseReport {}

  /**
   * The agent may not be used any more for a while: the item keeps its place.
   *
   * @param reset when it may be used again, if that was said; may be past
   */
  record UsageLimit(String reason, Optional<Instant> reset, Usage usage) implements PhaseReport {}

  /**
   * Whether an agent that lives has written its result. This looks at the file alone, of which it
   * reads no more than a result may have, and no pipe or link that stands in its place.
   */
  static boolean isAnswered(Path result) {
    return ResultFile.isWhole(result);
  }

  /**
   * Reads what an attempt left. This reads its whole log, which may take a tenth of a second.
   *
   * @param now with the zone in which the agent told its times
   */
  static PhaseReport read(Assignment assignment, Ending ending, ZonedDateTime now) {
    return new ReportReading(assignment, ending, now).report();
  }
}
