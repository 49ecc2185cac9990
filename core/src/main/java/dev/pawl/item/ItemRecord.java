package dev.pawl.item;

import dev.pawl.model.JobStatus;
import java.time.Instant;

/**
 * How an item ended: succeeded, failed or timed_out.
 *
 * @param index its place in the list of that run, from 1
 * @param attempts so many it took
 * @param reason "" when the outcome tells all
 */
public record ItemRecord(
    ItemKey key, int index, JobStatus outcome, int attempts, String reason, Instant at) {}
