/**
 * The command line: one small class per command, what they share, and how mistakes are told.
 *
 * <p>Invariants: stdout carries a command's result and nothing else; a user's mistake is one line
 * with a remedy and exit code 2; no stack trace appears without {@code -v}; a command that looks
 * changes no byte. Only the command that is called is built, because every class costs start-up
 * time. Deliberately absent: anything that decides what a run does. Runs on the main thread.
 */
@NullMarked
package dev.pawl.app.cli;

import org.jspecify.annotations.NullMarked;
