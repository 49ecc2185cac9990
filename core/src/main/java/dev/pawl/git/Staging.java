package dev.pawl.git;

import dev.pawl.git.Calls.Report;
import dev.pawl.posix.FileName;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one commit does to the index besides committing.
 *
 * <p>{@code git commit --only} takes what the index knows only. So new files are first marked as
 * "intended to be added"; and if there is no commit after all, exactly these are taken out again.
 * Where a new path takes the place of another (a folder that of a file, or a file that of a folder)
 * the mark drives the other out of the index: it gets it back.
 */
final class Staging {
  private final Repository repository;
  private final Repository tidying;
  private final TreeSet<String> paths;
  private final TreeSet<String> fresh;
  private final Set<String> deleted;
  private final List<StatusEntry> replaced;
  private final Set<String> stagedBefore;

  /**
   * @param before all that differs
   * @param ours what of that is to be committed
   */
  Staging(Repository repository, List<StatusEntry> before, List<StatusEntry> ours) {
    this.repository = repository;
    tidying = repository.tidying();
    paths = names(ours);
    fresh = names(ours.stream().filter(StatusEntry::isUntracked).toList());
    deleted = names(ours.stream().filter(StatusEntry::isDeleted).toList());
    replaced =
        before.stream()
            .filter(StatusEntry::isInIndex)
            .filter(entry -> isInside(entry.path(), fresh) || hasInside(entry.path(), fresh))
            .toList();
    stagedBefore = names(before.stream().filter(StatusEntry::isStaged).toList());
  }

  private static TreeSet<String> names(Collection<StatusEntry> entries) {
    return entries.stream().map(StatusEntry::path).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a folder above a path is among these. */
  static boolean isInside(String path, Set<String> folders) {
    int at = path.indexOf('/');
    while (at >= 0 && !folders.contains(path.substring(0, at))) {
      at = path.indexOf('/', at + 1);
    }
    return at >= 0;
  }

  private static boolean hasInside(String folder, TreeSet<String> among) {
    String next = among.ceiling(folder + "/");
    return next != null && next.startsWith(folder + "/");
  }

  /** Marks the new files; an exit code of 0 if there are none. */
  Report intend() throws GitException, InterruptedException {
    if (fresh.isEmpty()) {
      return new Report(0, false, "");
    }
    return repository.say(
        pathspecs(fresh),
        "add",
        "--intent-to-add",
        "--pathspec-from-file=-",
        "--pathspec-file-nul");
  }

  /**
   * What to name to {@code git commit}: not a file in whose place a folder is now, because git
   * would take that for a submodule. The new files in it drive it out.
   */
  byte[] pathspecs() {
    return pathspecs(
        paths.stream()
            .filter(path -> !(deleted.contains(path) && hasInside(path, paths)))
            .toList());
  }

  /** Literal by their own magic: the variable for that would change what hooks ask git. */
  private static byte[] pathspecs(Collection<String> paths) {
    return zeroTerminated(paths.stream().map(path -> ":(literal)" + path).toList());
  }

  static byte[] zeroTerminated(List<String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String text : texts) {
      bytes.writeBytes(FileName.bytes(text));
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes the marks out again: not of a path that somebody has staged since.
   *
   * @return what could not be done, or ""
   */
  String undo() throws InterruptedException {
    if (fresh.isEmpty()) {
      return "";
    }
    try {
      List<String> lines = new ArrayList<>();
      for (StatusEntry entry : tidying.status(List.of())) {
        if (fresh.contains(entry.path()) && entry.isMarkedOnly()) {
          lines.add(entry.toNothing());
        }
      }
      replaced.forEach(entry -> lines.add(entry.toIndex()));
      return told(lines, "new files are still marked in the index, see 'git status'");
    } catch (GitException e) {
      return "new files may still be marked in the index: " + e.getMessage();
    }
  }

  /**
   * After a commit the index has for its paths what was there before the hooks ran. What hooks have
   * changed and added to the commit would look staged for removal: the index gets what was
   * committed. What was staged before is left alone, unless it was part of the order.
   *
   * @return what could not be done, or ""
   */
  String mend(String commit) throws InterruptedException {
    try {
      List<StatusEntry> suspects =
          tidying.status(List.of()).stream()
              .filter(StatusEntry::isStaged)
              .filter(entry -> paths.contains(entry.path()) || isUnknown(entry))
              .toList();
      if (suspects.isEmpty()) {
        return "";
      }
      Set<String> committed =
          Set.copyOf(
              tidying
                  .must("diff-tree", "-r", "-z", "--root", "--no-commit-id", "--name-only", commit)
                  .texts());
      List<String> lines =
          suspects.stream()
              .filter(entry -> paths.contains(entry.path()) || committed.contains(entry.path()))
              .map(StatusEntry::toHead)
              .toList();
      return told(lines, "the index has not what the hooks have committed, see 'git status'");
    } catch (GitException e) {
      return "the index may not have what the hooks have committed: " + e.getMessage();
    }
  }

  private boolean isUnknown(StatusEntry entry) {
    return !stagedBefore.contains(entry.path());
  }

  private String told(List<String> lines, String failure)
      throws GitException, InterruptedException {
    if (lines.isEmpty()) {
      return "";
    }
    Report report = tidying.say(zeroTerminated(lines), "update-index", "-z", "--index-info");
    return report.code() == 0 ? "" : failure + ": " + report.output();
  }
}
