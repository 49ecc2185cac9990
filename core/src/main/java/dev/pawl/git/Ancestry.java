package dev.pawl.git;

/** How a commit stands to HEAD. */
public enum Ancestry {
  /** HEAD is that commit, or was made upon it. */
  ANCESTOR,

  /** It is there, but HEAD was not made upon it. */
  ELSEWHERE,

  /** The repository has no such commit. */
  UNKNOWN
}
