package dev.pawl.git;

import dev.pawl.posix.Libc;
import dev.pawl.process.Environment;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The git program, asked about one folder and its repository.
 *
 * <p>Every method blocks until git has answered. {@link InterruptedException} is thrown when
 * nothing of the call is left.
 */
public interface Git extends AutoCloseable {
  /** The git program in PATH, asked about a folder: a project, which may lie below the top. */
  static Git in(Path folder) {
    return in(folder, Settings.alone());
  }

  /** The same, with these settings. */
  static Git in(Path folder, Settings settings) {
    return GitProgram.open(folder, settings);
  }

  /**
   * How git is run.
   *
   * @param environment for git and its hooks. Variables that name another repository, as hooks have
   *     them, are taken out.
   * @param scope what the cookies of these processes begin with, as {@code RUN:@git}: whoever stops
   *     what a run has left finds them by it. Unique among all that are open.
   * @param patience how long git may take
   */
  record Settings(Environment environment, String scope, Patience patience) {
    /** Of a program that has no run. */
    public static Settings alone() {
      String scope = "git-" + Libc.getpid() + "-" + Long.toHexString(System.nanoTime());
      return new Settings(Environment.inherited(), scope, Patience.DEFAULT);
    }
  }

  /**
   * Whether commits can be made here; the first obstacle that is found.
   *
   * @throws GitException if git does not answer
   */
  Readiness readiness() throws GitException, InterruptedException;

  /**
   * What is in the way of commits by now: something in progress, or a detached HEAD. The rest of
   * {@link #readiness} is not looked at again.
   */
  Optional<Obstacle> obstacle() throws GitException, InterruptedException;

  /** The name that is configured for the author of commits, also outside of a repository. */
  Optional<String> userName() throws GitException, InterruptedException;

  /** The commit at HEAD; empty on a branch that has none yet. */
  Optional<String> head() throws GitException, InterruptedException;

  /** How a commit, named by its hash, stands to HEAD. */
  Ancestry ancestry(String hash) throws GitException, InterruptedException;

  /** What differs from HEAD or the index now, ignored files left out. */
  WorkTree workTree() throws GitException, InterruptedException;

  /**
   * Whether anything in these paths differs from HEAD or the index now, ignored files left out.
   *
   * @param paths files, or folders for all in them; at least one
   */
  boolean differs(Collection<String> paths) throws GitException, InterruptedException;

  /** What has changed since then, by contents: a file that was only touched has not. */
  Changes changesSince(WorkTree before) throws GitException, InterruptedException;

  /**
   * Commits what differs from HEAD in these paths, and nothing else: new, changed and deleted
   * files. What else the user has staged stays staged. Another git that holds the index is waited
   * for.
   *
   * <p>A kill between its steps may leave new files in the index as "intended to be added"; the
   * next commit of the same paths takes them.
   *
   * @param paths files, or folders for all in them. Those that git ignores, that do not differ, or
   *     that are repositories of their own are left out.
   * @param message the subject, or subject, empty line and text
   * @throws GitException if git does not answer, before anything was changed
   */
  CommitOutcome commit(Collection<String> paths, String message)
      throws GitException, InterruptedException;

  /**
   * The commits that came to a branch.
   *
   * @param before where HEAD was; empty: there was no commit
   * @param after where it is
   */
  CommitLog commitsBetween(Optional<String> before, String after)
      throws GitException, InterruptedException;

  /** Those of the paths that git ignores, so that they cannot be committed. */
  Set<String> ignored(Collection<String> paths) throws GitException, InterruptedException;

  /** The path in the work tree of a path in the folder that was opened. */
  String path(String inFolder) throws GitException, InterruptedException;

  /**
   * Stops what is under way and frees everything. Waits for that: a commit that is stopped first
   * takes its traces out of the index.
   */
  @Override
  void close();
}
