package dev.pawl.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkTreeTest {
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

  private static Changes changes(List<String> fresh, List<String> overwritten) {
    return new Changes(fresh, overwritten, List.of());
  }

  private static Map<String, String> contents(WorkTree tree) {
    return tree.contents();
  }

  @Test
  void nothingDiffersInACleanWorkTree() throws Exception {
    repository.write(".gitignore", "*.log\n");
    repository.commitAll("ignore");
    repository.write("a.log", "ignored\n");
    repository.write("kept", "kept\n");
    assertEquals(Map.of(), contents(repository.git.workTree()));
    assertTrue(repository.git.changesSince(new WorkTree(Map.of())).isEmpty());
  }

  @Test
  void whetherSomethingDiffersIsAskedOfTheNamedPathsOnly() throws Exception {
    repository.write("changes/a [1]/kept", "kept\n");
    repository.commitAll("kept");
    repository.write("changes/a 1", "new\n");
    List<String> named = List.of("changes/a [1]");

    assertFalse(repository.git.differs(named));
    assertTrue(repository.git.differs(List.of("changes/a [1]", "changes/a 1")));

    Files.delete(repository.top.resolve("changes/a [1]/kept"));
    assertTrue(repository.git.differs(named));
  }

  @Test
  @DisplayName("B37 every name that a file can have is told exactly")
  void everyNameThatAFileCanHaveIsToldExactly() throws Exception {
    for (String name : OddNames.ALL) {
      repository.writeNamed(name, "new");
    }
    assertEquals(
        new TreeSet<>(OddNames.ALL), new TreeSet<>(contents(repository.git.workTree()).keySet()));
    repository.commitAll("odd");
    WorkTree before = repository.git.workTree();
    assertEquals(Map.of(), contents(before));
    for (String name : OddNames.ALL) {
      repository.writeNamed(name, "changed");
    }
    assertEquals(
        new TreeSet<>(OddNames.ALL), new TreeSet<>(repository.git.changesSince(before).fresh()));
  }

  @Test
  void newChangedDeletedAndRenamedFilesAreFresh() throws Exception {
    WorkTree before = repository.git.workTree();
    repository.write("a/new", "new\n");
    repository.write("kept", "changed\n");
    repository.git("mv", "other", "renamed");
    assertEquals(
        changes(List.of("a/new", "kept", "other", "renamed"), List.of()),
        repository.git.changesSince(before));
    assertEquals(WorkTree.GONE, contents(repository.git.workTree()).get("other"));
  }

  @Test
  void modesAndTheTargetsOfLinksCount() throws Exception {
    Path link = repository.top.resolve("link");
    Files.createSymbolicLink(link, Path.of("kept"));
    repository.commitAll("link");
    WorkTree before = repository.git.workTree();
    chmod("kept", "rwxr-xr-x");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("nowhere"));
    assertEquals(changes(List.of("kept", "link"), List.of()), repository.git.changesSince(before));
    WorkTree executable = repository.git.workTree();
    chmod("kept", "rw-r--r--");
    repository.write("kept", "changed\n");
    WorkTree plain = repository.git.workTree();
    chmod("kept", "rwxr-xr-x");
    assertNotEquals(contents(plain).get("kept"), contents(repository.git.workTree()).get("kept"));
    repository.write("kept", "kept\n");
    assertEquals(executable, repository.git.workTree());
  }

  private void chmod(String path, String mode) throws Exception {
    Files.setPosixFilePermissions(
        repository.top.resolve(path), PosixFilePermissions.fromString(mode));
  }

  @Test
  void workOfTheUserThatIsTouchedIsToldApartFromNewWork() throws Exception {
    repository.write("same", "user\n");
    repository.write("touched", "user\n");
    repository.write("deleted", "user\n");
    repository.write("replaced", "user\n");
    repository.write("kept", "user\n");
    repository.git("add", "touched");
    repository.git("rm", "-q", "--cached", "other");
    WorkTree before = repository.git.workTree();

    repository.write("same", "user\n");
    repository.write("touched", "agent\n");
    Files.delete(repository.top.resolve("deleted"));
    Files.delete(repository.top.resolve("replaced"));
    repository.write("replaced/by/folder", "agent\n");
    repository.git("checkout", "-q", "kept"); // clean now, and the user's work is gone
    repository.write("agent", "agent\n");

    assertEquals(
        changes(
            List.of("agent", "replaced/by/folder"),
            List.of("deleted", "kept", "replaced", "touched")),
        repository.git.changesSince(before));
  }

  @Test
  void whatIsOnlyStagedOrCommittedHasNotChanged() throws Exception {
    repository.write("new", "user\n");
    repository.write("kept", "user\n");
    WorkTree before = repository.git.workTree();
    repository.git("add", "new");
    repository.git("commit", "-q", "-m", "kept", "kept");
    assertTrue(repository.git.changesSince(before).isEmpty());
  }

  @Test
  void aWorkTreeComparesWithOneThatWasRecorded() throws Exception {
    repository.write("kept", "user\n");
    WorkTree recorded = new WorkTree(Map.copyOf(contents(repository.git.workTree())));
    try (Git later = repository.open(repository.top)) {
      assertTrue(later.changesSince(recorded).isEmpty());
      repository.write("kept", "agent\n");
      assertEquals(changes(List.of(), List.of("kept")), later.changesSince(recorded));
    }
  }

  @Test
  void pathsAreRelativeToTheTopAlsoForAProjectBelow() throws Exception {
    Path project = Files.createDirectory(repository.top.resolve("project"));
    repository.write("project/in", "new\n");
    repository.write("out", "new\n");
    try (Git git = repository.open(project)) {
      assertEquals(Set.of("project/in", "out"), contents(git.workTree()).keySet());
    }
  }

  @Test
  void theRuntimeFolderOfPawlIsNobodysWork() throws Exception {
    repository.write(".pawl/state.jsonl", "{}\n");
    repository.write("sub/.pawl/runs/log", "x\n");
    repository.write("sub/.pawlish", "x\n");
    assertEquals(Set.of("sub/.pawlish"), contents(repository.git.workTree()).keySet());
  }

  @Test
  void aSubmoduleCountsByItsCommitAndItsDirtDoesNotMatter() throws Exception {
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", "./", "sub");
    repository.commitAll("submodule");
    Path module = repository.top.resolve("sub");
    repository.identify(module);
    WorkTree before = repository.git.workTree();
    assertEquals(Map.of(), contents(before));

    repository.write("sub/kept", "dirty\n");
    repository.write("sub/new", "dirty\n");
    assertTrue(repository.git.changesSince(before).isEmpty());

    repository.run(module, "git", "commit", "-q", "-a", "-m", "inside");
    assertEquals(changes(List.of("sub"), List.of()), repository.git.changesSince(before));
    WorkTree moved = repository.git.workTree();
    repository.run(module, "git", "commit", "-q", "--allow-empty", "-m", "again");
    assertEquals(changes(List.of(), List.of("sub")), repository.git.changesSince(moved));
    assertEquals("M sub ", commit("sub"));
    assertTrue(repository.git.workTree().contents().isEmpty());
  }

  private String commit(String path) throws Exception {
    repository.commit(path);
    return repository.committed().replace('\t', ' ');
  }

  @Test
  void aNewRepositoryInsideIsNamedAndNeverCommitted() throws Exception {
    WorkTree before = repository.git.workTree();
    repository.git("clone", "-q", ".", "a/clone");
    Changes changes = repository.git.changesSince(before);
    assertEquals(new Changes(List.of(), List.of(), List.of("a/clone/")), changes);
    String seen = repository.seen();
    assertEquals(
        new CommitOutcome.NothingToCommit(),
        repository.git.commit(List.of("a", "a/clone/"), "message"));
    assertEquals(seen, repository.seen());
  }

  @Test
  void anUnmergedPathIsTold() throws Exception {
    repository.sh(
        """
        git switch -q -c theirs; echo theirs >kept; git commit -q -a -m theirs
        git switch -q main; echo ours >kept; git commit -q -a -m ours
        git merge -q theirs || true
        """);
    assertEquals(Set.of("kept"), contents(repository.git.workTree()).keySet());
  }

  @Test
  void aFileThatCannotBeReadHidesNoOther() throws Exception {
    repository.write("new", "new\n");
    // Nobody reads that, not even the superuser.
    repository.git("rm", "-q", "--cached", "kept");
    Files.delete(repository.top.resolve("kept"));
    repository.sh(
        "mkfifo kept; git update-index --add --cacheinfo 100644,"
            + repository.git("rev-parse", "HEAD:other").strip()
            + ",kept");
    Map<String, String> contents = contents(repository.git.workTree());
    assertEquals(Set.of("new", "kept"), contents.keySet());
    assertTrue(contents.get("kept").startsWith("unreadable: "), contents.get("kept"));
  }

  @Test
  void fiveThousandFilesAreLookedAtCommittedAndComparedWithinSeconds() throws Exception {
    repository.sh(
        "i=0; while [ $i -lt 5000 ]; do i=$((i+1)); [ $((i % 100)) = 1 ] && mkdir d$i && d=d$i;"
            + " echo $i > $d/$i; done");
    WorkTree before = repository.git.workTree();
    assertEquals(5000, contents(before).size());
    repository.commit(List.copyOf(contents(before).keySet()));
    assertEquals(Map.of(), contents(repository.git.workTree()));
    repository.sh("for f in d*/*; do echo x >$f; done");
    long start = System.nanoTime();
    Changes changes = repository.git.changesSince(new WorkTree(Map.of()));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertEquals(5000, changes.fresh().size());
    assertTrue(took.toSeconds() < 10, took::toString);
  }

  @Test
  void whatIsNoRepositoryAnyMoreIsAClearError() throws Exception {
    repository.git.workTree();
    repository.sh("mv .git ../gone");
    GitException error = assertThrows(GitException.class, repository.git::workTree);
    assertTrue(error.getMessage().startsWith("git status "), error.getMessage());
    assertTrue(error.getMessage().contains("not a git repository"), error.getMessage());
  }
}
