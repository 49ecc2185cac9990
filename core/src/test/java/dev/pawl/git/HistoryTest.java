package dev.pawl.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
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

  private String commit(String subject) throws Exception {
    repository.git("commit", "-q", "--allow-empty", "-m", subject);
    return repository.head();
  }

  @Test
  @DisplayName("B30 an ancestor, a commit elsewhere and an unknown one are told apart")
  void anAncestorACommitElsewhereAndAnUnknownOneAreToldApart() throws Exception {
    String first = repository.head();
    String elsewhere = commit("elsewhere");
    repository.git("reset", "-q", "--hard", first);
    String head = commit("here");
    Git git = repository.git;
    assertEquals(Optional.of(head), git.head());
    assertEquals(Ancestry.ANCESTOR, git.ancestry(head));
    assertEquals(Ancestry.ANCESTOR, git.ancestry(first));
    assertEquals(Ancestry.ANCESTOR, git.ancestry(first.substring(0, 10)));
    assertEquals(Ancestry.ELSEWHERE, git.ancestry(elsewhere));
    String blob = repository.git("rev-parse", "HEAD:kept").strip();
    for (String unknown : List.of("1".repeat(40), blob, "", "HEAD", "main", "--all", "no hash")) {
      assertEquals(Ancestry.UNKNOWN, git.ancestry(unknown), unknown);
    }
    repository.git("switch", "-q", "--orphan", "fresh");
    assertEquals(Ancestry.ELSEWHERE, git.ancestry(head));
    assertEquals(Optional.empty(), git.head());
  }

  @Test
  @DisplayName("B35 the commits that an agent made are told, the oldest first")
  void theCommitsThatAnAgentMadeAreToldTheOldestFirst() throws Exception {
    repository.git("config", "log.showSignature", "true");
    String before = repository.head();
    assertEquals(
        new CommitLog(0, List.of()), repository.git.commitsBetween(Optional.of(before), before));
    String one = commit("one: größer\n\nbody");
    String two = commit("  two  words  ");
    assertEquals(
        new CommitLog(2, List.of(new Commit(one, "one: größer"), new Commit(two, "  two  words"))),
        repository.git.commitsBetween(Optional.of(before), two));
    assertEquals(3, repository.git.commitsBetween(Optional.empty(), two).count());
    assertThrows(
        IllegalArgumentException.class,
        () -> repository.git.commitsBetween(Optional.empty(), "--all"));
  }

  @Test
  void ofManyCommitsTheNewestAreNamed() throws Exception {
    String before = repository.head();
    repository.sh(
        "i=0; while [ $i -lt 130 ]; do i=$((i+1)); git commit -q --allow-empty -m $i; done");
    CommitLog log = repository.git.commitsBetween(Optional.of(before), repository.head());
    assertEquals(130, log.count());
    assertEquals(CommitLog.MOST, log.newest().size());
    assertEquals("31", log.newest().getFirst().subject());
    assertEquals("130", log.newest().getLast().subject());
  }

  @Test
  void ignoredPathsAreToldWhetherOrNotTheyAreThere() throws Exception {
    repository.write(".gitignore", "/changes/\n*.log\nü*\nkept\n");
    repository.commitAll("ignore");
    Git git = repository.git;
    assertEquals(Set.of(), git.ignored(List.of()));
    assertEquals(Set.of(), git.ignored(List.of("kept", "BACKLOG.yaml", "change/x")));
    List<String> ignored =
        List.of(
            "changes/",
            "changes/WRK-1/plan.md",
            "a.log",
            ":(glob).log",
            "-a[b]*.log",
            "new\nline.log",
            "über",
            "\udcff.log");
    List<String> all = new ArrayList<>(ignored);
    all.addAll(List.of("x", ".gitignore", "logs"));
    assertEquals(Set.copyOf(ignored), git.ignored(all));
    repository.sh("mkdir target; ln -s target link");
    GitException beyond = assertThrows(GitException.class, () -> git.ignored(List.of("link/x")));
    assertTrue(beyond.getMessage().contains("beyond a symbolic link"), beyond.getMessage());
  }
}
