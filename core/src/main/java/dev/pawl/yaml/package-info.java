/**
 * YAML files that a person writes: from text to a tree with places, or to every problem of the file
 * with file, line, column and remedy.
 *
 * <p>The way through: {@link dev.pawl.yaml.FileText} loads, {@link dev.pawl.yaml.YamlTree} makes
 * {@link dev.pawl.yaml.Node nodes}; whoever knows what they mean adds what is wrong with it to the
 * same {@link dev.pawl.yaml.Problems}.
 *
 * <p>Invariants: a user's mistake never leaves as an exception; what one file can cost is bounded
 * (bytes, nesting, expansion of aliases, problems told) before it is spent; nothing recurses on the
 * length of the input. Deliberately absent: what the files mean. Runs on the caller's thread and
 * keeps no state.
 */
@NullMarked
package dev.pawl.yaml;

import org.jspecify.annotations.NullMarked;
