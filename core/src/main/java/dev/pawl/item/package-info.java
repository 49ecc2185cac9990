/**
 * The item logs of loops: which items are completed, so that an interrupted loop goes on with
 * exactly what is missing.
 *
 * <p>Invariants: an item is completed at most once for one key of the command; a line is written
 * before anybody is told of it; the last line of an item counts. Deliberately absent: how items are
 * run, and locks (whoever runs the loop holds its step).
 *
 * <p>Threads: a log belongs to one thread at a time.
 */
@NullMarked
package dev.pawl.item;

import org.jspecify.annotations.NullMarked;
