/**
 * The words of Pawl: records, enums and sealed interfaces that every other package speaks.
 *
 * <p>Invariants: everything here is immutable and checked when it is made; a value that exists is a
 * valid one. Deliberately absent: behaviour that decides anything, and every way to see a clock, a
 * file, a thread, a process or a random number.
 */
@NullMarked
package dev.pawl.model;

import org.jspecify.annotations.NullMarked;
