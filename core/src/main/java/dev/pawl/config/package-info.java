/**
 * Reads {@code pawl.yml}: from text to a checked {@link dev.pawl.model.Project}, or to every
 * problem of the file with place and remedy.
 *
 * <p>The way through: {@link dev.pawl.yaml.FileText} loads, {@link dev.pawl.yaml.YamlTree} makes
 * nodes with places, {@link dev.pawl.config.Fields} holds a map against the key table {@link
 * dev.pawl.config.Place}, the readers turn fields into words of the model, {@link
 * dev.pawl.config.NeedsCheck} judges the graph.
 *
 * <p>Invariants: a user's mistake never leaves as an exception; a key that is not understood is
 * never ignored; what one file can cost is bounded (bytes, nesting, expansion of aliases, problems
 * told) before it is spent; nothing recurses on the length of the input. Deliberately absent: the
 * environment, the clock, the shell, and any probe of a condition. Runs on the caller's thread and
 * keeps no state.
 */
@NullMarked
package dev.pawl.config;

import org.jspecify.annotations.NullMarked;
