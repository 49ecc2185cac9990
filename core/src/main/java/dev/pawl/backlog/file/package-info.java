/**
 * BACKLOG.yaml and BACKLOG_INBOX.yaml: read, and written so that a person can go on editing them.
 *
 * <p>The way through: {@link dev.pawl.backlog.file.BacklogReader} makes a {@link
 * dev.pawl.backlog.file.BacklogDocument} of a text, which makes the text of a changed backlog. What
 * a map says and what it is to say are compared as {@link dev.pawl.backlog.file.Value values}, and
 * {@link dev.pawl.backlog.file.Revision} changes the text where they differ.
 *
 * <p>Invariants: a person's mistake is a problem with place and remedy, never an exception; no text
 * is given away that does not read back as what was meant; what a person has written and no command
 * has changed stays byte for byte. Deliberately absent: locks, which whoever saves must hold, and
 * git. Keeps no state.
 */
@NullMarked
package dev.pawl.backlog.file;

import org.jspecify.annotations.NullMarked;
