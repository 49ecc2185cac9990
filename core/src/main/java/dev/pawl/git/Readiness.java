package dev.pawl.git;

import java.nio.file.Path;
import java.util.Optional;

/** Whether commits can be made. */
public sealed interface Readiness {
  /**
   * They can.
   *
   * @param top the highest folder of the work tree
   * @param prefix the path of the folder that was opened in it, with a slash behind; "" for the top
   * @param branch without {@code refs/heads/}
   * @param head the commit there; empty when there is none yet
   */
  record Ready(Path top, String prefix, String branch, Optional<String> head)
      implements Readiness {}

  /**
   * They cannot.
   *
   * @param detail what git said about it, or ""
   */
  record Unready(Obstacle obstacle, String detail) implements Readiness {
    /** What was found, and what to do about it. */
    public String text() {
      String more = detail.isEmpty() ? "" : " (" + detail + ")";
      return obstacle.found() + more + ": " + obstacle.remedy();
    }
  }
}
