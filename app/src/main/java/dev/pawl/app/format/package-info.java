/**
 * How records become text: aligned tables for people; json, ndjson, csv and tsv for programs.
 *
 * <p>Invariants: what a job or a file put into a value cannot steer the terminal; an empty result
 * is an empty document; times are RFC 3339, UTC, milliseconds; a missing value is null, or nothing.
 * Deliberately absent: what the records mean. Used by whatever thread writes.
 */
@NullMarked
package dev.pawl.app.format;

import org.jspecify.annotations.NullMarked;
