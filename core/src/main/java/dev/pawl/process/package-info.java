/**
 * Processes of one run: spawn, output, signal, reap, and the helper that outlives a kill -9 and may
 * become a new coordinator.
 *
 * <p>The door is {@link dev.pawl.process.Processes}. {@link dev.pawl.process.Identity} tells
 * whether a process of an earlier life is still there; {@link dev.pawl.process.LogReader} reads
 * what {@link dev.pawl.process.Output.Log} wrote.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A job is a session of its own (its pid is its process group), except one that owns the
 *       terminal, which is a process group of the terminal's session. One that has to outlive its
 *       coordinator has a keeper as its leader, which a stop leaves alone as long as it can; a
 *       later coordinator adopts it.
 *   <li>{@code ended} is reported exactly once per spawned process, after everything of it is gone
 *       or was given up, its output is drained and its log is complete. Signalled is not gone.
 *   <li>Waits are for explicit pids: another library's children are never reaped here.
 *   <li>The helper hears that a group is over before its leader is reaped, so a group number is
 *       never reused while it is listed.
 *   <li>Nothing of size unbounded is kept: pipes are read in 64 KB pieces, lines are cut, logs are
 *       bounded on disk while they grow.
 * </ul>
 *
 * <p>Deliberately absent: retries, timeouts, job states; they are the coordinator's.
 *
 * <p>Threads: the coordinator calls {@code spawn}, {@code stop}, {@code kill} and {@code close}.
 * One reader ("pawl-reader") owns every child's output, log and reaping, and calls the listener; in
 * a layer that is {@code served} that is the coordinator itself, until it closes the layer. One
 * stopper ("pawl-stopper"), started on demand, looks for descendants and signals them. A finisher
 * ("pawl-finisher"), on demand, shortens large logs. A job that owns the terminal has a thread that
 * waits for it. All are platform threads.
 */
@NullMarked
package dev.pawl.process;

import org.jspecify.annotations.NullMarked;
