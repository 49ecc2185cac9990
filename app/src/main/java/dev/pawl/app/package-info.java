/** The program: the top that wires clock, files, processes and the console together. */
@NullMarked
package dev.pawl.app;

import org.jspecify.annotations.NullMarked;
