/**
 * What files and folders hold, as one hash, and what differs from the time before.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A hash depends on relative names, contents, the executable bit and the targets of links;
 *       never on times, the order on disk or where the project lies.
 *   <li>What cannot be read is an error that names it, never a hash.
 *   <li>The cache ({@code .pawl/hashes}) saves time only: with it, without it, or with a damaged
 *       one, the answers are the same. It is written by {@code Contents.save} and nothing else.
 *   <li>Nothing but regular files is ever opened for reading; links are not followed.
 *   <li>{@code .pawl} of the project and {@code .git} anywhere do not exist for this package.
 * </ul>
 *
 * <p>Deliberately absent: steps, keys and verdicts (the caller's), JSON text, the wall clock (an
 * argument).
 *
 * <p>Threads: {@code Contents} may be used from several platform threads at once. Many files are
 * read by a few daemon threads that end when there is nothing to do.
 */
@NullMarked
package dev.pawl.content;

import org.jspecify.annotations.NullMarked;
