package dev.pawl.git;

import java.nio.file.Path;
import java.util.List;

/**
 * One call of the git program.
 *
 * @param dir where it runs
 * @param input what it reads from stdin
 * @param tidies whether it takes back what an earlier one has done: this is still done when all is
 *     being stopped
 */
record Order(Path dir, List<String> arguments, byte[] input, boolean tidies) {
  private static final int LONGEST_TITLE = 60;

  Order {
    arguments = List.copyOf(arguments);
  }

  /** A question without input. */
  Order(Path dir, String... arguments) {
    this(dir, List.of(arguments), new byte[0], false);
  }

  /** How it is named in messages. */
  String title() {
    String all = "git " + String.join(" ", arguments);
    return all.length() <= LONGEST_TITLE ? all : all.substring(0, LONGEST_TITLE) + "...";
  }
}
