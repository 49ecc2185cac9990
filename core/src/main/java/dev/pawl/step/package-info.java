/**
 * The store of the ledger, {@code .pawl/state.jsonl}: which steps are complete and which are not,
 * and whether what is complete still holds.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>The last line of a step wins. A step is complete, with a time and a content hash, or
 *       incomplete, with a reason: {@link dev.pawl.step.StepState} has no third kind.
 *   <li>Whoever writes holds {@code .pawl/locks/ledger}, has read what others wrote before, and
 *       adds all lines of a change with one write. Looking takes no lock and changes no byte.
 *   <li>Lines of other programs and of people, without {@code crc}, are accepted; fields that are
 *       not known survive.
 * </ul>
 *
 * <p>{@link dev.pawl.step.StepLedger} is the door, {@link dev.pawl.step.Snapshot} what it holds,
 * {@link dev.pawl.step.Validity} the judgement over it, which is a function of its arguments.
 * Deliberately absent: the contents themselves ({@link dev.pawl.step.Contents} is asked), the
 * running of steps, and what jobs, loops and programs make of all this.
 *
 * <p>Threads: a ledger may be shared by all threads of a process; one of them changes it at a time.
 * An interrupt of such a thread waits until it has left. Everything else is immutable, but {@link
 * dev.pawl.step.Validity}, which belongs to one thread.
 */
@NullMarked
package dev.pawl.step;

import org.jspecify.annotations.NullMarked;
