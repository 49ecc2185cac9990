package dev.pawl.agent;

import dev.pawl.backlog.Item;
import dev.pawl.backlog.Phase;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.Position;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Everything that an agent is to know about its task.
 *
 * @param item as it stands now
 * @param history what earlier phases of this item have said, oldest first
 * @param failure what went wrong with the last attempt of this phase, if it is tried again
 * @param notes of a person; "" when none
 */
public record Briefing(
    Item item,
    Task task,
    List<Earlier> history,
    Optional<String> failure,
    String notes,
    Places places) {
  public Briefing {
    history = List.copyOf(history);
  }

  /** What is to be done. */
  public sealed interface Task {
    /** The name that the result has to give. */
    String phase();
  }

  /**
   * A phase.
   *
   * @param position where it stands in the pipeline
   * @param files its instructions, in their order
   */
  public record PhaseTask(Pipeline pipeline, Position position, List<TaskFile> files)
      implements Task {
    public PhaseTask {
      files = List.copyOf(files);
    }

    @Override
    public String phase() {
      return position.phase().value();
    }

    /** Its configuration; empty when the pipeline has no such phase any more. */
    Optional<Phase> configured() {
      return pipeline.at(position);
    }
  }

  /**
   * A triage.
   *
   * @param pipelines to choose from, the first is the default
   * @param open the other items that are not done, of which it may be a duplicate
   */
  public record TriageTask(List<Pipeline> pipelines, List<Item> open) implements Task {
    public TriageTask {
      pipelines = List.copyOf(pipelines);
      open = List.copyOf(open);
    }

    /** A triage of a backlog. */
    public static TriageTask of(Collection<Pipeline> pipelines, Collection<Item> open) {
      return new TriageTask(List.copyOf(pipelines), List.copyOf(open));
    }

    @Override
    public String phase() {
      return PhaseResult.TRIAGE;
    }
  }

  /**
   * What an earlier phase has said.
   *
   * @param context "" when it had nothing to add
   */
  public record Earlier(String phase, String summary, String context) {}

  /**
   * Where things are.
   *
   * @param project the folder, absolute
   * @param artifacts the folder of this item, relative to the project: {@code changes/WRK-007_slug}
   * @param result the file that the agent has to write, absolute
   */
  public record Places(String project, String artifacts, String result) {}
}
