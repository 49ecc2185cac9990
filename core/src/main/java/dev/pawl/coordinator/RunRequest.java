package dev.pawl.coordinator;

import dev.pawl.model.Project;
import dev.pawl.model.RunId;
import dev.pawl.model.Workflow;
import dev.pawl.run.Placement;
import dev.pawl.run.Selectors;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person asks for with {@code pawl run}.
 *
 * @param folder of the project, absolute
 * @param concurrency {@code -j}; over the workflow's own
 * @param env {@code --env}; over every other variable
 * @param parent the run of which this one tries again what did not succeed
 * @param fresh whether every step runs, whatever the ledger says
 * @param repetition remembers that nothing was to do; empty when something else was asked
 * @param placement which jobs go on without the program that asks
 * @param echo whether the observer wants the lines of the jobs
 * @param work of a run over the backlog, whose workflow has no jobs of its own
 */
public record RunRequest(
    Path folder,
    Project project,
    Workflow workflow,
    Selectors selectors,
    OptionalInt concurrency,
    Map<String, String> env,
    Optional<RunId> parent,
    boolean fresh,
    Optional<Repetition> repetition,
    boolean echo,
    Placement placement,
    Optional<WorkRequest> work) {}
