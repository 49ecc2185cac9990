/**
 * The rules of the backlog: items and their states, what may happen to them, and what is done next.
 *
 * <p>Invariants: everything here is immutable and checked when it is made; what an item may become
 * is one table, {@link dev.pawl.backlog.ItemStatus}; what is done next depends on the whole
 * backlog, what is under way and the limits, and on nothing else. Deliberately absent: files, git,
 * agents, clocks and threads.
 */
@NullMarked
package dev.pawl.backlog;

import org.jspecify.annotations.NullMarked;
