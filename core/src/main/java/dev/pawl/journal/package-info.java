/**
 * What survives: the events of a run and its plan, as files below {@code .pawl/runs}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A journal only grows, by whole lines, one write(2) for each turn. Each line carries its
 *       number and its checksum, so what was cut off by a crash is told apart from damage: the
 *       first is healed by the next writer, the second is refused and nothing is changed.
 *   <li>A write or a force that failed is never tried again: the journal is poisoned.
 *   <li>Looking ({@code Journal.read}, {@code RunReader}, {@code Plans.read}) takes no lock and
 *       changes no byte.
 *   <li>A file written by a released version loads for ever.
 * </ul>
 *
 * <p>Layers: {@code EventCodec} (events as JSON) on {@link dev.pawl.line} (lines, checksums, torn
 * tails), {@code Journal} (the door). Deliberately absent: locks (the caller holds {@code
 * run-RUN}), decisions, and the scrubbing of event reasons (the coordinator's).
 *
 * <p>Threads: a journal belongs to the thread that opened it. Grouped forces happen on a daemon
 * thread of its own, which sleeps while nothing is dirty. The owning thread must not be
 * interrupted: an interrupt closes the channel it writes to.
 */
@NullMarked
package dev.pawl.journal;

import org.jspecify.annotations.NullMarked;
