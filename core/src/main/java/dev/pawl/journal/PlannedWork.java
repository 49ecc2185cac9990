package dev.pawl.journal;

import dev.pawl.backlog.WorkOrder;

/**
 * What a run over the backlog was made of.
 *
 * @param config the text of {@code pawl.yml} as it was then: who goes on with the run reads it
 *     again
 * @param cap of phases, whatever the configuration says
 */
public record PlannedWork(String config, WorkOrder order, int cap) {}
