package dev.pawl.git;

import java.util.List;

/**
 * What has changed between two looks at a work tree, sorted.
 *
 * @param fresh paths that did not differ from HEAD before
 * @param overwritten paths that did, and hold something else now: uncommitted work was in them
 * @param repositories new folders that are repositories of their own, with a slash behind: their
 *     files cannot be committed here
 */
public record Changes(List<String> fresh, List<String> overwritten, List<String> repositories) {
  public Changes {
    fresh = List.copyOf(fresh);
    overwritten = List.copyOf(overwritten);
    repositories = List.copyOf(repositories);
  }

  /** Whether nothing has changed. */
  public boolean isEmpty() {
    return fresh.isEmpty() && overwritten.isEmpty() && repositories.isEmpty();
  }
}
