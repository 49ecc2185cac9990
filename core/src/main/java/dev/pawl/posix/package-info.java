/**
 * libc through java.lang.foreign, and the file system promises that need care: nothing else.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>This is the only package that sees java.lang.foreign. Callers see {@code int}, {@code
 *       long}, {@code byte[]} and {@link dev.pawl.posix.Memory}.
 *   <li>There is one downcall shape, {@code long(long x 6)}: every further shape costs class
 *       spinning at start-up, and every call that Pawl needs fits this one.
 *   <li>A failed call returns {@code -errno}; it does not throw. What an error means is the
 *       caller's to say.
 *   <li>Constants stand once, in {@code Platform}, per machine type.
 *   <li>No policy: no signal is sent, nothing is reaped or opened on its own account.
 * </ul>
 *
 * <p>Threads: everything may be called from any platform thread. Never from a virtual thread: a
 * blocking downcall pins its carrier. {@link dev.pawl.posix.SpawnCall}, {@link
 * dev.pawl.posix.StringVector}, {@link dev.pawl.posix.Memory} and {@link dev.pawl.posix.Epoll}'s
 * waiting side belong to one thread at a time.
 */
@NullMarked
package dev.pawl.posix;

import org.jspecify.annotations.NullMarked;
