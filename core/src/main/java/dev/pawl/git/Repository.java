package dev.pawl.git;

import dev.pawl.git.Calls.Answer;
import dev.pawl.git.Calls.Report;
import dev.pawl.posix.FileName;
import dev.pawl.posix.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A repository with a work tree; git is run at the top of that. */
final class Repository {
  private static final String LOCK = "index.lock";
  private static final long PAUSE_MILLIS = 20;

  /** What git ends with when it cannot go on; a hook that refuses makes it 1. */
  private static final int FATAL = 128;

  private final Calls calls;
  private final Patience patience;
  private final Roots roots;
  private final boolean tidies;

  /**
   * Where things are.
   *
   * @param top the highest folder of the work tree
   * @param prefix the path of the opened folder in it, with a slash behind; "" for the top
   * @param gitFolder where git keeps what belongs to this work tree alone
   */
  record Roots(Path top, String prefix, String gitFolder) {
    /** Whether there is something of this name in git's folder. */
    boolean has(String name) {
      return new FileStatus().look(FileName.bytes(gitFolder + "/" + name)) == 0;
    }
  }

  private Repository(Calls calls, Patience patience, Roots roots, boolean tidies) {
    this.calls = calls;
    this.patience = patience;
    this.roots = roots;
    this.tidies = tidies;
  }

  /** The repository around a folder that lies in a work tree. */
  static Repository around(Path folder, Calls calls, Patience patience)
      throws GitException, InterruptedException {
    String prefix = calls.must(new Order(folder, "rev-parse", "--show-prefix")).text();
    String gitFolder = calls.must(new Order(folder, "rev-parse", "--absolute-git-dir")).text();
    Path top;
    try {
      // The JVM may be unable to name what git prints; this folder it can.
      top = folder.toRealPath();
    } catch (IOException e) {
      throw new GitException("the folder " + folder + " cannot be found: " + e.getMessage());
    }
    for (long up = prefix.chars().filter(c -> c == '/').count(); up > 0; up--) {
      top = top.resolve("..").normalize();
    }
    return new Repository(calls, patience, new Roots(top, prefix, gitFolder), false);
  }

  Roots roots() {
    return roots;
  }

  /** The same for taking back what was done: it is still asked when all is being stopped. */
  Repository tidying() {
    return new Repository(calls, patience, roots, true);
  }

  Answer ask(String... arguments) throws GitException, InterruptedException {
    return ask(new byte[0], arguments);
  }

  Answer ask(byte[] input, String... arguments) throws GitException, InterruptedException {
    return calls.ask(new Order(roots.top, List.of(arguments), input, tidies));
  }

  Answer must(String... arguments) throws GitException, InterruptedException {
    return calls.must(new Order(roots.top, List.of(arguments), new byte[0], tidies));
  }

  GitException failure(Answer answer) throws GitException, InterruptedException {
    return calls.failure(answer);
  }

  /** The commit that a revision names; empty if there is none. */
  Optional<String> commit(String revision) throws GitException, InterruptedException {
    Answer answer = ask("rev-parse", "--quiet", "--verify", revision + "^{commit}");
    return answer.isYes() ? Optional.of(answer.text()) : Optional.empty();
  }

  Optional<String> head() throws GitException, InterruptedException {
    return commit("HEAD");
  }

  /**
   * What differs from HEAD or the index.
   *
   * @param within files and folders that are looked at; none for all
   */
  List<StatusEntry> status(List<String> within) throws GitException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "status",
                "--porcelain=v2",
                "-z",
                "--untracked-files=all",
                "--no-renames",
                "--ignore-submodules=dirty",
                "--"));
    within.forEach(path -> arguments.add(":(top,literal)" + path));
    return StatusEntry.parse(must(arguments.toArray(String[]::new)).texts());
  }

  /** Has something changed in the index; waits while another git holds it. */
  Report say(byte[] input, String... arguments) throws GitException, InterruptedException {
    return say(input, patience.look(), arguments);
  }

  /** The same with a limit of its own. */
  Report say(byte[] input, Duration limit, String... arguments)
      throws GitException, InterruptedException {
    long deadline = System.nanoTime() + patience.lock().toNanos();
    List<String> all = new ArrayList<>();
    all.addAll(List.of("-c", "core.filesRefLockTimeout=" + patience.lock().toMillis()));
    all.addAll(Arrays.asList(arguments));
    Order order = new Order(roots.top, all, input, tidies);
    Report report = calls.say(order, limit);
    while (isLocked(report) && awaitRelease(deadline)) {
      report = calls.say(order, limit);
    }
    return report;
  }

  /** Whether nothing was done because another git held the index. */
  static boolean isLocked(Report report) {
    String said = report.output();
    return report.code() == FATAL && said.contains(LOCK) && said.contains(": File exists");
  }

  String lock() {
    return roots.gitFolder + "/" + LOCK;
  }

  /** Waits until nobody holds the index; false if it is still held at the deadline. */
  private boolean awaitRelease(long deadline) throws InterruptedException {
    while (deadline - System.nanoTime() > 0) {
      if (!roots.has(LOCK)) {
        return true;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return false;
  }
}
