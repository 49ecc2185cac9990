/**
 * The loop that runs a run: one thread, one bounded mailbox.
 *
 * <p>One turn: drain the mailbox, decide, apply to the state, append the events, then carry out the
 * effects. What an effect finds out comes back through the mailbox. The thread that calls {@link
 * dev.pawl.coordinator.Coordinator#run} is the coordinator thread; it alone touches the state, and
 * it serves the outputs and exits of all children. The other threads of the process layer, the
 * judges of conditions and the probes of services only post messages. The removal of old runs has a
 * thread of its own and nothing to do with the state.
 *
 * <p>Invariants: an event is written before its effect becomes visible; nothing is reported as over
 * before it is; on every way out what runs is stopped and waited for, then the journal is closed.
 */
@NullMarked
package dev.pawl.coordinator;

import org.jspecify.annotations.NullMarked;
