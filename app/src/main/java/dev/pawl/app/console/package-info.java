/**
 * What a person sees of a run while it happens, and the summary at its end.
 *
 * <p>Invariants: the coordinator and the output thread only note things down; all writing is done
 * by one thread of the console's own, at most ten times a second, so a run of 10,000 jobs pays next
 * to nothing and a stalled terminal holds nobody up for long. The lines of jobs go to stdout,
 * everything else to stderr. The cursor is never hidden and the live rows are always the last lines
 * of the screen, so whatever ends the program leaves a usable terminal. Deliberately absent: any
 * influence on the run.
 */
@NullMarked
package dev.pawl.app.console;

import org.jspecify.annotations.NullMarked;
