package dev.pawl.agent;

import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.PipelineName;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * What an agent was asked to do; its result has to name the same.
 *
 * @param phase the name of a phase, or {@link PhaseResult#TRIAGE}
 * @param pipelines those that a triage may choose from, file order
 */
public record Assignment(
    AgentSetting agent, ItemId item, String phase, SequencedSet<PipelineName> pipelines) {
  public Assignment {
    pipelines = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(pipelines));
  }

  /** A phase of an item. */
  public static Assignment phase(AgentSetting agent, ItemId item, String phase) {
    return new Assignment(agent, item, phase, new LinkedHashSet<>());
  }

  /** The triage of an item. */
  public static Assignment triage(
      AgentSetting agent, ItemId item, Collection<PipelineName> pipelines) {
    return new Assignment(agent, item, PhaseResult.TRIAGE, new LinkedHashSet<>(pipelines));
  }

  boolean isTriage() {
    return phase.equals(PhaseResult.TRIAGE);
  }
}
