package dev.pawl.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.git.CommitOutcome.NothingToCommit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {
  @TempDir Path folder;
  private GitFixture repository;

  @BeforeEach
  void open() throws Exception {
    repository = new GitFixture(folder);
  }

  @AfterEach
  void close() {
    repository.close();
  }

  @Test
  void newChangedAndDeletedPathsMakeOneCommitAndNothingElseIsInIt() throws Exception {
    repository.write("gone", "gone\n");
    repository.commitAll("more");
    repository.write("changes/WRK-1_a/plan.md", "plan\n");
    repository.write("changes/WRK-1_a/deep/er/notes.md", "notes\n");
    repository.write("changes/WRK-10/plan.md", "another's\n");
    repository.write("kept", "changed\n");
    repository.write("other", "not ours\n");
    Files.delete(repository.top.resolve("gone"));
    String before = repository.head();

    CommitOutcome.Committed made = repository.commit("changes/WRK-1_a/", "kept", "gone", "absent");

    assertEquals("", made.output());
    assertEquals(before, repository.git("rev-parse", "HEAD~1").strip());
    assertEquals(
        "A changes/WRK-1_a/deep/er/notes.md A changes/WRK-1_a/plan.md D gone M kept ",
        repository.committed());
    assertEquals(" M other\0?? changes/WRK-10/plan.md\0", status());
  }

  private String status() throws Exception {
    return repository.git("status", "--porcelain", "-z", "--untracked-files=all");
  }

  @Test
  void theMessageIsTakenAsItIs() throws Exception {
    repository.git("config", "commit.cleanup", "strip");
    repository.git("config", "commit.template", "nowhere");
    repository.git("config", "commit.verbose", "true");
    repository.git("config", "i18n.commitEncoding", "ISO-8859-1");
    repository.write("kept", "changed\n");
    String message = "[WRK-1][build] größer -F \"$(id)\" 日本\n\n# no comment\n-- 😀";
    repository.git.commit(List.of("kept"), message);
    assertEquals(message, repository.git("log", "-1", "--format=%B", "--encoding=UTF-8").strip());
  }

  @Test
  @DisplayName("B37 every name that a file can have is committed and deleted")
  void everyNameThatAFileCanHaveIsCommittedAndDeleted() throws Exception {
    for (String name : OddNames.ALL) {
      repository.writeNamed(name, "new");
    }
    repository.write("unrelated", "new\n");
    repository.write("xu", "new\n"); // what [x]? would match
    repository.commit(OddNames.ALL);
    assertEquals(new TreeSet<>(OddNames.ALL), committed("A"));
    assertEquals("?? unrelated\0?? xu\0", status());

    repository.commitAll("all");
    repository.sh("git ls-files -z | xargs -0 rm --");
    repository.commit(OddNames.ALL);
    assertEquals(new TreeSet<>(OddNames.ALL), committed("D"));
    assertEquals(" D kept\0 D other\0 D unrelated\0 D xu\0", status());
  }

  private TreeSet<String> committed(String letter) throws Exception {
    String all =
        repository.git("show", "--format=", "--name-only", "--diff-filter=" + letter, "-z");
    return new TreeSet<>(Arrays.asList(all.split("\0")));
  }

  @Test
  @DisplayName("B37 renames, modes, links and folders in the place of files are committed")
  void renamesModesLinksAndFoldersInThePlaceOfFilesAreCommitted() throws Exception {
    repository.write("folder/one", "1\n");
    repository.write("file", "file\n");
    repository.write("moved", "1\n2\n3\n4\n");
    Files.createSymbolicLink(repository.top.resolve("link"), Path.of("kept"));
    repository.commitAll("more");

    repository.sh(
        """
        mv moved renamed; chmod +x kept; ln -sf nowhere link
        rm file; mkdir file; echo x >file/x; rm -r folder; echo f >folder
        """);
    repository.commit("moved", "renamed", "kept", "link", "file", "folder");

    assertEquals("", status());
    assertEquals(
        "100644 file/x 100644 folder 100755 kept 120000 link 100644 other 100644 renamed ",
        repository
            .git("ls-tree", "-r", "-z", "--format=%(objectmode) %(path)", "HEAD")
            .replace('\0', ' '));
  }

  @Test
  void whatTheUserHasStagedAndHalfStagedStaysAsItIs() throws Exception {
    repository.write("staged", "1\n");
    repository.write("removed", "1\n");
    repository.write("intended", "1\n");
    repository.git("add", "removed");
    repository.commitAll("more");
    repository.write("staged", "2\n");
    repository.git("add", "staged");
    repository.write("other", "1\n2\nstaged\n4\n5\n6\n7\n8\n9\n");
    repository.git("add", "other");
    repository.write("other", "1\n2\nstaged\n4\n5\n6\n7\n8\nnot staged\n");
    repository.git("rm", "-q", "--cached", "removed");
    repository.write("new staged", "1\n");
    repository.git("add", "new staged");
    repository.write("users intention", "1\n");
    repository.git("add", "-N", "users intention");
    repository.write("untracked", "1\n");
    String seen = repository.seen();

    repository.write("kept", "ours\n");
    repository.write("ours", "ours\n");
    repository.commit("kept", "ours");

    assertEquals("M kept A ours ", repository.committed());
    String ours = "100644 %s 0\tours\0";
    String after = repository.seen();
    String added = ours.formatted(repository.git("rev-parse", "HEAD:ours").strip());
    assertTrue(after.contains(added), after);
    String kept = repository.git("rev-parse", "HEAD:kept").strip();
    String keptBefore = repository.git("rev-parse", "HEAD~1:kept").strip();
    assertEquals(seen.replace(keptBefore, kept), after.replace(added, ""));
  }

  @Test
  void aFileOfOursThatWasStagedIsCommittedAsItIsInTheWorkTree() throws Exception {
    repository.write("new", "staged\n");
    repository.write("kept", "staged\n");
    repository.git("add", "new", "kept");
    repository.write("new", "newer\n");
    repository.write("kept", "newer\n");
    repository.commit("new", "kept");
    assertEquals("newer\nnewer\n", repository.git("show", "HEAD:kept", "HEAD:new"));
    assertEquals("", status());
  }

  @Test
  @DisplayName("B35 nothing changed is no commit")
  void nothingChangedIsNoCommit() throws Exception {
    repository.write(".gitignore", "*.log\n");
    repository.commitAll("ignore");
    repository.write("a.log", "ignored\n");
    repository.write("other", "not ours\n");
    assertNothing("kept", "a.log", "absent", "absent/");
  }

  @Test
  void whatDiffersInTheIndexOnlyIsNoCommitAndStaysStaged() throws Exception {
    repository.write("kept", "staged\n");
    repository.write("added", "staged\n");
    repository.git("add", "kept", "added");
    repository.write("kept", "kept\n"); // as in HEAD
    Files.delete(repository.top.resolve("added"));
    repository.git("rm", "-q", "--cached", "other"); // and it is there, as in HEAD
    assertNothing("kept", "added", "other");
  }

  private void assertNothing(String... paths) throws Exception {
    String seen = repository.seen();
    String head = repository.head();
    assertEquals(new NothingToCommit(), repository.git.commit(List.of(paths), "message"));
    assertEquals(seen, repository.seen());
    assertEquals(head, repository.head());
  }

  @Test
  void theFirstCommitOfABranchIsMade() throws Exception {
    repository.git("switch", "-q", "--orphan", "fresh");
    repository.write("ours", "ours\n");
    repository.write("staged", "user\n");
    repository.write("staged gone", "user\n");
    repository.git("add", "staged", "staged gone");
    Files.delete(repository.top.resolve("staged gone"));
    String seen = repository.seen();
    assertEquals(new NothingToCommit(), repository.git.commit(List.of("staged gone"), "message"));
    assertEquals(seen, repository.seen());
    repository.commit("ours");
    assertEquals("A ours ", repository.committed());
    assertEquals("A  staged\0AD staged gone\0", status());
  }

  @Test
  void aLinkedWorkTreeCommitsToItsOwnBranch() throws Exception {
    repository.git("worktree", "add", "-q", "-b", "linked", "../linked");
    Path linked = repository.home.resolve("linked");
    Files.writeString(linked.resolve("new"), "new\n");
    String head = repository.head();
    try (Git git = repository.open(linked)) {
      CommitOutcome outcome = git.commit(List.of("new"), "message");
      assertEquals(
          new CommitOutcome.Committed(repository.git("rev-parse", "linked").strip(), ""), outcome);
    }
    assertEquals(head, repository.head());
    assertEquals("", status());
  }

  @Test
  void manyPathsAtOnceNeedNoLongCommandLine() throws Exception {
    List<String> paths = new ArrayList<>();
    String name = "n".repeat(200);
    for (int i = 0; i < 1500; i++) {
      paths.add(name + i);
      repository.write(name + i, "");
    }
    repository.commit(paths);
    assertEquals("", status());
  }

  @Test
  void hooksSeeTheirOwnLocaleAndPathPatternsAndNoTerminal() throws Exception {
    repository.hook(
        "pre-commit",
        """
        git diff --cached --name-only -- 'k*' >../hook
        echo "$LC_ALL" >>../hook
        { true </dev/tty; } 2>/dev/null && echo terminal >>../hook
        read -r line && echo "input" >>../hook
        exit 0
        """);
    repository.git("config", "core.editor", "false");
    repository.write("kept", "changed\n");
    repository.write("new", "new\n");
    repository.commit("kept", "new");
    assertEquals("kept\nC.UTF-8\n", Files.readString(repository.home.resolve("hook")));
  }

  @Test
  void whatAHookChangesAndAddsIsCommittedAndDoesNotLookStaged() throws Exception {
    repository.write("users", "1\n");
    repository.write("half staged", "1\n");
    repository.git("add", "users", "half staged");
    repository.write("half staged", "2\n");
    repository.hook(
        "pre-commit",
        """
        for f in kept new; do echo formatted >$f; git add $f; done
        echo generated >generated; git add generated 'half staged'
        git rm -q --cached other
        """);
    repository.write("kept", "changed\n");
    repository.write("new", "new\n");
    repository.commit("kept", "new");
    assertEquals("A generated A half staged M kept A new D other ", repository.committed());
    assertEquals("MM half staged\0A  users\0?? other\0", status());
  }

  @Test
  void whatAHookOnlyChangesInTheWorkTreeStaysThere() throws Exception {
    repository.hook("pre-commit", "echo formatted >kept");
    repository.write("kept", "changed\n");
    repository.commit("kept");
    assertEquals("changed\n", repository.git("show", "HEAD:kept"));
    assertEquals(" M kept\0", status());
  }

  @Test
  void aPathThatIsNoneIsAMistakeOfTheCaller() {
    for (String path : List.of("", ".", "/", "./kept", "/etc/passwd")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> repository.git.commit(List.of(path), "message"),
          path);
    }
    assertThrows(
        IllegalArgumentException.class, () -> repository.git.commit(List.of("kept"), " \n"));
  }
}
