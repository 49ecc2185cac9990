package dev.pawl.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger says of a step.
 *
 * @param complete whether its work has been done
 * @param valid whether that can still be relied upon: its content is as it was, and every step it
 *     was made from is valid and has the content it had then
 * @param reason why it is not valid, as the end of a sentence: "is incomplete: stopped by SIGINT"
 * @param holder who is at work on it
 */
public record Status(
    boolean complete,
    boolean valid,
    Optional<String> reason,
    Optional<Instant> completedAt,
    Optional<Holder> holder) {}
