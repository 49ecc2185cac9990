package dev.pawl.git;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.git.Readiness.Ready;
import dev.pawl.git.Readiness.Unready;
import dev.pawl.process.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
  @TempDir Path folder;

  @Test
  void aProjectBelowTheTopIsReadyWithBranchHeadTopAndPrefix() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      repository.git("switch", "-q", "-c", "topic/ünder-way");
      Path project = Files.createDirectories(repository.top.resolve("a/b c"));
      try (Git git = repository.open(project)) {
        assertEquals(
            new Ready(repository.top, "a/b c/", "topic/ünder-way", Optional.of(repository.head())),
            git.readiness());
        assertEquals("a/b c/BACKLOG.yaml", git.path("BACKLOG.yaml"));
      }
    }
  }

  @Test
  void aBranchWithoutACommitIsReady() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      repository.git("switch", "-q", "--orphan", "fresh");
      Ready ready = assertInstanceOf(Ready.class, repository.git.readiness());
      assertEquals(Optional.empty(), ready.head());
      assertEquals("fresh", ready.branch());
      assertEquals(Optional.empty(), repository.git.obstacle());
    }
  }

  @Test
  void aLinkedWorkTreeIsReadyAndHasStatesOfItsOwn() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      repository.git("worktree", "add", "-q", "-b", "linked", "../linked");
      conflict(repository);
      repository.sh("git merge -q theirs || true");
      try (Git git = repository.open(repository.home.resolve("linked"))) {
        Ready ready = assertInstanceOf(Ready.class, git.readiness());
        assertEquals(repository.home.resolve("linked"), ready.top());
        assertEquals("linked", ready.branch());
        assertEquals(Optional.empty(), git.obstacle());
      }
      assertObstacle(Obstacle.MERGE, repository);
    }
  }

  @Test
  @DisplayName("B34 no git program is refused")
  void noGitProgramIsRefused() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Environment environment = GitFixture.environment(folder).with(Map.of("PATH", empty.toString()));
    try (Git git = GitFixture.open(folder, Patience.DEFAULT, environment)) {
      assertEquals(new Unready(Obstacle.NO_GIT, ""), git.readiness());
      GitException refusal = assertThrows(GitException.class, git::head);
      assertEquals("the program git was not found in PATH", refusal.getMessage());
    }
  }

  @Test
  @DisplayName("B34 no repository is refused")
  void noRepositoryIsRefused() throws Exception {
    Environment environment =
        GitFixture.environment(folder)
            .with(Map.of("GIT_CEILING_DIRECTORIES", folder.toRealPath().toString()));
    Path project = Files.createDirectory(folder.resolve("project"));
    try (Git git = GitFixture.open(project, Patience.DEFAULT, environment)) {
      assertEquals(new Unready(Obstacle.NO_REPOSITORY, ""), git.readiness());
      GitException refusal = assertThrows(GitException.class, git::workTree);
      assertTrue(refusal.getMessage().contains("not a git repository"), refusal.getMessage());
    }
  }

  @Test
  void aBareRepositoryAndGitsOwnFolderAreRefused() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      repository.git("clone", "-q", "--bare", ".", "../bare");
      for (Path place :
          new Path[] {repository.home.resolve("bare"), repository.top.resolve(".git/refs")}) {
        try (Git git = repository.open(place)) {
          assertEquals(new Unready(Obstacle.NO_WORK_TREE, ""), git.readiness());
        }
      }
    }
  }

  @Test
  void aRepositoryThatGitDoesNotAcceptIsRefusedWithItsWords() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      repository.git("config", "core.repositoryFormatVersion", "99");
      Unready unready = assertInstanceOf(Unready.class, repository.git.readiness());
      assertEquals(Obstacle.UNUSABLE, unready.obstacle());
      assertTrue(unready.text().contains("99"), unready.text());
    }
  }

  @Test
  @DisplayName("B34 a detached HEAD is refused")
  void aDetachedHeadIsRefused() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      repository.git("switch", "-q", "--detach");
      assertObstacle(Obstacle.DETACHED_HEAD, repository);
    }
  }

  @Test
  @DisplayName("B34 a rebase in progress is refused")
  void aRebaseInProgressIsRefused() throws Exception {
    for (String backend : new String[] {"--merge", "--apply"}) {
      try (GitFixture repository = new GitFixture(Files.createTempDirectory(folder, "r"))) {
        conflict(repository);
        repository.sh("git rebase -q " + backend + " theirs || true");
        assertObstacle(Obstacle.REBASE, repository);
      }
    }
  }

  @Test
  @DisplayName("B34 a merge in progress is refused")
  void aMergeInProgressIsRefused() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      conflict(repository);
      repository.sh("git merge -q theirs || true");
      assertObstacle(Obstacle.MERGE, repository);
    }
  }

  @Test
  void whatElseMayBeInProgressIsRefusedByItsName() throws Exception {
    Map<String, Obstacle> cases =
        Map.of(
            "git cherry-pick theirs || true", Obstacle.CHERRY_PICK,
            "git revert --no-edit HEAD~1 || true", Obstacle.REVERT,
            "git bisect start -q || git bisect start", Obstacle.BISECT,
            "git format-patch -q -1 --stdout theirs >../p; git am -q ../p || true",
                Obstacle.PATCHES);
    for (Map.Entry<String, Obstacle> one : cases.entrySet()) {
      try (GitFixture repository = new GitFixture(Files.createTempDirectory(folder, "r"))) {
        conflict(repository);
        repository.write("kept", "once more\n");
        repository.commitAll("once more");
        repository.sh(one.getKey());
        assertObstacle(one.getValue(), repository);
      }
    }
  }

  @Test
  void anUnknownCommitterIsRefused() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      repository.git("config", "--unset", "user.email");
      repository.git("config", "user.useConfigOnly", "true");
      assertObstacle(Obstacle.NO_IDENTITY, repository);
    }
  }

  @Test
  @DisplayName("B34 unrelated dirty files are no reason to refuse")
  void unrelatedDirtyFilesAreNoReasonToRefuse() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      repository.write("kept", "changed\n");
      repository.write("new", "new\n");
      repository.git("add", "kept");
      assertInstanceOf(Ready.class, repository.git.readiness());
    }
  }

  @Test
  void lookingChangesNoByteOfTheRepository() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      repository.sh("touch -d 2001-01-01 kept"); // the index has another time of it now
      Path index = repository.top.resolve(".git/index");
      byte[] before = Files.readAllBytes(index);
      repository.git.readiness();
      repository.git.workTree();
      repository.git.changesSince(new WorkTree(Map.of()));
      assertArrayEquals(before, Files.readAllBytes(index));
    }
  }

  @Test
  void whatGitTellsBesidesIsNotTakenForItsAnswer() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      repository.write("new", "new\n");
      Environment talkative = GitFixture.environment(folder).with(Map.of("GIT_TRACE", "1"));
      try (Git git = GitFixture.open(repository.top, Patience.DEFAULT, talkative)) {
        assertInstanceOf(Ready.class, git.readiness());
        assertEquals(Set.of("new"), git.workTree().contents().keySet());
      }
    }
  }

  @Test
  void aRepositoryNamedByTheEnvironmentIsNotMeant() throws Exception {
    try (GitFixture repository = new GitFixture(folder)) {
      Environment inHook =
          GitFixture.environment(folder)
              .with(Map.of("GIT_DIR", "/nowhere", "GIT_INDEX_FILE", "/nowhere/index"));
      try (Git git = GitFixture.open(repository.top, Patience.DEFAULT, inHook)) {
        assertInstanceOf(Ready.class, git.readiness());
        assertEquals(Map.of(), git.workTree().contents());
      }
    }
  }

  private static void assertObstacle(Obstacle expected, GitFixture repository) throws Exception {
    Unready unready = assertInstanceOf(Unready.class, repository.git.readiness());
    assertEquals(expected, unready.obstacle(), unready.text());
    assertTrue(unready.text().contains(expected.remedy()), unready.text());
    boolean canComeLater = expected != Obstacle.NO_IDENTITY;
    assertEquals(
        canComeLater ? Optional.of(expected) : Optional.empty(), repository.git.obstacle());
  }

  /** Two branches that have changed the same line. */
  private static void conflict(GitFixture repository) throws Exception {
    repository.git("switch", "-q", "-c", "theirs");
    repository.write("kept", "theirs\n");
    repository.commitAll("theirs");
    repository.git("switch", "-q", "main");
    repository.write("kept", "ours\n");
    repository.commitAll("ours");
  }
}
