/**
 * The run engine: what happens next in a run, and nothing else.
 *
 * <p>{@link dev.pawl.run.RunState} is the fold of {@link dev.pawl.run.RunEvent}s; {@link
 * dev.pawl.run.RunEngine} decides which events follow from a command and changes nothing; {@code
 * apply} changes the state and decides nothing. One turn is: decide, apply, then advance and apply
 * until nothing follows; the events of a turn are one append, the effects run after it.
 *
 * <p>Invariants: nothing starts before its needs have released it; at most one live attempt per
 * job; never more running jobs than the limit (services take no slot); every job ends in exactly
 * one final status; replaying the events of a run gives the same state. Deliberately absent: clock,
 * file, thread, process, random. One thread owns a state.
 */
@NullMarked
package dev.pawl.run;

import org.jspecify.annotations.NullMarked;
