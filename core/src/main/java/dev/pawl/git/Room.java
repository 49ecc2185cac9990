package dev.pawl.git;

import java.util.List;

/** Whether the disk had room for what git was to write. */
final class Room {
  /** The words of the C library, and git's own. */
  private static final List<String> MISSED =
      List.of("No space left on device", "Out of diskspace", "Disk quota exceeded");

  private Room() {}

  /** Whether it had none, as git or a hook said. */
  static boolean isMissedIn(String said) {
    return MISSED.stream().anyMatch(said::contains);
  }
}
