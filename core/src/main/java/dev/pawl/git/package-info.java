/**
 * The git program, for work without supervision: what the repository is like, what has changed in
 * it, and commits of explicit paths.
 *
 * <p>The door is {@link dev.pawl.git.Git}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Nothing of the user's is ever stashed, reset, cleaned or checked out. The index is changed
 *       for the paths of a commit alone; if that is refused it is again as it was.
 *   <li>Paths are relative to the top of the work tree, with {@code /}. Bytes that are no UTF-8 are
 *       in them as {@link dev.pawl.posix.FileName} makes text of them; the way back is exact. No
 *       path and no message is ever an argument, and a path is never a pattern.
 *   <li>Every call is bounded in time ({@link dev.pawl.git.Patience}) and in what is kept of its
 *       output. One that is late, or whose thread is interrupted, is stopped with all that it has
 *       started, and waited for.
 *   <li>Looking changes no byte: no lock is taken and no index refreshed.
 *   <li>Commits run the user's hooks, in the user's locale and without a terminal.
 * </ul>
 *
 * <p>Deliberately absent: branches, pushes, merges; a private index, which would leave the user's
 * stale, so that his next commit took ours back.
 *
 * <p>Threads: calls block, and may come from several platform threads. Commits are made one after
 * the other.
 */
@NullMarked
package dev.pawl.git;

import org.jspecify.annotations.NullMarked;
