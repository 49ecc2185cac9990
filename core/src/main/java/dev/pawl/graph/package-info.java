/**
 * The job graph: who needs whom, by index, and the closures that selection asks for; the cycles of
 * any graph.
 *
 * <p>Invariants: a job graph is immutable, has no cycle and names only jobs it holds (the
 * configuration reader has made sure); every walk is linear in jobs and needs and never recurses.
 * Pure.
 */
@NullMarked
package dev.pawl.graph;

import org.jspecify.annotations.NullMarked;
