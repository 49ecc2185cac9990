/** Benchmarks: figures for bench/RESULTS.md, each with the command that repeats it. */
@NullMarked
package dev.pawl.bench;

import org.jspecify.annotations.NullMarked;
