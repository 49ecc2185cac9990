package dev.pawl.run;

import java.time.Instant;

/** An event as it was recorded: {@code seq} is the previous one's plus 1, the first is 1. */
public record Entry(long seq, Instant at, RunEvent event) {}
