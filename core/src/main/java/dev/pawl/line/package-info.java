/**
 * Files that only grow, by whole lines: one JSON object each, most with their checksum as the last
 * field.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>A write or a force that failed is never tried again: the file is poisoned.
 *   <li>What was cut off by a crash (a torn tail) is told apart from damage: the first is passed
 *       over by readers and moved to FILE.torn by the next writer, the second is refused with file,
 *       line and byte, and nothing is changed.
 *   <li>Reading takes no lock and changes no byte.
 * </ul>
 *
 * <p>{@link dev.pawl.line.LineFile} writes, {@link dev.pawl.line.LineReader} reads, {@link
 * dev.pawl.line.TornTail} heals; {@link dev.pawl.line.Disk} is the seam for tests. {@link
 * dev.pawl.line.Json}, {@link dev.pawl.line.JsonObject} and {@link dev.pawl.line.JsonWriter} are
 * the small part of JSON that Pawl's own files need. Deliberately absent: locks, and what the lines
 * mean.
 *
 * <p>Threads: a file belongs to one thread at a time. Grouped forces happen on a daemon thread of
 * its own, which sleeps while nothing is dirty.
 */
@NullMarked
package dev.pawl.line;

import org.jspecify.annotations.NullMarked;
