package dev.pawl.journal;

import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.Workflow;
import dev.pawl.run.Selectors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run was made of.
 *
 * @param workflow as it was checked
 * @param selectors as they were written
 * @param concurrency what {@code -j} said; empty when it was not given
 * @param env what {@code --env} said, in its order
 * @param fresh whether every step runs, whatever the ledger says
 * @param log how much of the past was kept
 * @param sync when its journal is forced
 * @param work of a run over the backlog
 */
public record Plan(
    Workflow workflow,
    Selectors selectors,
    OptionalInt concurrency,
    Map<String, String> env,
    boolean fresh,
    LogLimits log,
    Sync sync,
    Optional<PlannedWork> work) {
  public Plan {
    env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
  }

  /** The plan of a run of jobs. */
  public Plan(
      Workflow workflow,
      Selectors selectors,
      OptionalInt concurrency,
      Map<String, String> env,
      boolean fresh,
      LogLimits log,
      Sync sync) {
    this(workflow, selectors, concurrency, env, fresh, log, sync, Optional.empty());
  }

  /** A plan of a workflow with every default. */
  public static Plan of(Workflow workflow) {
    return new Plan(
        workflow,
        Selectors.ALL,
        OptionalInt.empty(),
        Map.of(),
        false,
        LogLimits.DEFAULT,
        Sync.GROUPED);
  }
}
