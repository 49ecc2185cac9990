package dev.pawl.backlog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an agent says about the phase, or the triage, that it was given.
 *
 * @param item that it speaks of
 * @param phase that it speaks of; {@link #TRIAGE} for a triage
 * @param summary one line of what was done, for commits and worklog
 * @param context what whoever does the next phase should know; "" when nothing
 * @param assessments what has been found out; what is empty stays as it is
 * @param pipeline chosen by a triage
 * @param description written by a triage
 * @param review whether a person should approve the item before it goes on
 * @param followUps further work that was found
 * @param duplicates other items that ask for the same
 */
public record PhaseResult(
    ItemId item,
    String phase,
    Verdict verdict,
    String summary,
    String context,
    Assessments assessments,
    Optional<PipelineName> pipeline,
    Optional<Description> description,
    boolean review,
    List<FollowUp> followUps,
    List<ItemId> duplicates) {
  /** The name of the phase that a triage is. */
  public static final String TRIAGE = "triage";

  public PhaseResult {
    followUps = List.copyOf(followUps);
    duplicates = List.copyOf(duplicates);
  }

  /** How it ended. */
  public enum Verdict {
    /** The phase is done. */
    PHASE_COMPLETE,
    /** A part of it is done and was worth a commit; it goes on. */
    SUBPHASE_COMPLETE,
    /** It did not work this time. */
    FAILED,
    /** A person has to decide something. */
    BLOCKED;

    /** The name in files. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict of that name. */
    public static Optional<Verdict> ofWire(String text) {
      return Wire.find(values(), Verdict::wire, text);
    }
  }

  /**
   * Further work that was found.
   *
   * @param description "" when the title says all
   * @param context "" or what whoever does it should know
   */
  public record FollowUp(
      String title, String description, String context, Assessments assessments) {
    FollowUp reworded(UnaryOperator<String> words) {
      return new FollowUp(
          words.apply(title), words.apply(description), words.apply(context), assessments);
    }
  }

  /** The same with other words, for example without secrets. */
  public PhaseResult reworded(UnaryOperator<String> words) {
    return new PhaseResult(
        item,
        phase,
        verdict,
        words.apply(summary),
        words.apply(context),
        assessments,
        pipeline,
        description.map(text -> text.reworded(words)),
        review,
        followUps.stream().map(one -> one.reworded(words)).toList(),
        duplicates);
  }
}
