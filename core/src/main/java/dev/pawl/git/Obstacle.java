package dev.pawl.git;

/** Why no commits can be made, in words for the user. */
public enum Obstacle {
  NO_GIT("the program git was not found in PATH", "install it, or name its folder in PATH"),
  NO_REPOSITORY("the project is in no git repository", "make one with 'git init'"),
  NO_WORK_TREE(
      "the project is in a bare repository or in git's own folder",
      "work in a clone, or add a work tree with 'git worktree add'"),
  UNUSABLE("git does not accept the repository", "do what git says"),
  REBASE("a rebase is in progress", "end it with 'git rebase --continue' or 'git rebase --abort'"),
  PATCHES("'git am' is in progress", "end it with 'git am --continue' or 'git am --abort'"),
  MERGE("a merge is in progress", "end it with 'git commit' or 'git merge --abort'"),
  CHERRY_PICK(
      "a cherry-pick is in progress",
      "end it with 'git cherry-pick --continue' or 'git cherry-pick --abort'"),
  REVERT("a revert is in progress", "end it with 'git revert --continue' or 'git revert --abort'"),
  BISECT("a bisection is in progress", "end it with 'git bisect reset'"),
  DETACHED_HEAD(
      "HEAD is detached, so commits would be on no branch",
      "go to a branch with 'git switch BRANCH'"),
  NO_IDENTITY(
      "git does not know who commits",
      "tell it with 'git config user.name NAME' and 'git config user.email ADDRESS'");

  private final String found;
  private final String remedy;

  Obstacle(String found, String remedy) {
    this.found = found;
    this.remedy = remedy;
  }

  /** What was found, and what to do about it. */
  public String text() {
    return found + ": " + remedy;
  }

  public String found() {
    return found;
  }

  public String remedy() {
    return remedy;
  }
}
