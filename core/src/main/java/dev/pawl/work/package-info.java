/**
 * What a run over the backlog keeps on the disk beside its journal: the file of the backlog, the
 * worklog, the histories and folders of items, and the commits of all these; and how a person
 * changes that file while no run does.
 *
 * <p>Invariants: the file is saved before anything is committed, and both before the run goes on
 * with the items; nothing of the user's is ever stashed, reset, cleaned or checked out. Calls block
 * and come from threads of their own, never from the coordinator's.
 */
@NullMarked
package dev.pawl.work;

import org.jspecify.annotations.NullMarked;
