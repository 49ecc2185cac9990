package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.yaml.Problem;
import java.util.List;

/**
 * What came of edits by hand.
 *
 * @param theirs the file as a person has left it, to be changed to what the backlog is now
 * @param notices what of them was refused, with its place
 */
record Merged(Backlog backlog, BacklogDocument theirs, List<Problem> notices) {
  Merged {
    notices = List.copyOf(notices);
  }
}
