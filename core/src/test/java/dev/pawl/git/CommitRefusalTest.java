package dev.pawl.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.git.CommitOutcome.Cause;
import dev.pawl.git.CommitOutcome.Committed;
import dev.pawl.git.CommitOutcome.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitRefusalTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Long enough for git to come to its hook on a busy machine. */
  private static final Duration SHORT = Duration.ofSeconds(4);

  /** Leaves its pid, and ends only when it is killed. */
  private static final String HANGING = "echo $$ >../pid.tmp; mv ../pid.tmp ../pid; exec sleep 600";

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

  /** The same repository for one that is less patient. */
  private Git with(Patience patience) {
    return GitFixture.open(repository.top, patience, GitFixture.environment(repository.home));
  }

  /** Everything that a commit may do to an index: new, changed, deleted, and a swap of kinds. */
  private List<String> work() throws Exception {
    repository.write("swap to folder", "1\n");
    repository.write("swap to file/one", "1\n");
    repository.write("swap to file/two", "1\n");
    repository.write("users", "1\n");
    repository.commitAll("more");
    repository.sh(
        """
        echo 2 >users; git add users; echo 3 >users
        echo 2 >'swap to file/two'; git add 'swap to file/two'
        echo 1 >'users new'; git add 'users new'
        echo 1 >'users intention'; git add -N 'users intention'
        echo new >new; echo changed >kept; rm other
        rm 'swap to folder'; mkdir 'swap to folder'; echo 1 >'swap to folder/in'
        rm -r 'swap to file'; echo 1 >'swap to file'
        """);
    return List.of("new", "kept", "other", "swap to folder", "swap to file");
  }

  @Test
  @DisplayName(
      "J58 a commit for which the disk has no room is told apart from one that is declined")
  void aCommitWithoutRoomIsToldApart() throws Exception {
    List<String> work = work();
    String seen = repository.seen();
    repository.hook("pre-commit", "echo 'tee: made: No space left on device' >&2; exit 1");

    CommitOutcome outcome = repository.git.commit(work, "message");

    Refused refused = assertInstanceOf(Refused.class, outcome);
    assertEquals(Cause.NO_ROOM, refused.cause());
    assertTrue(refused.output().contains("tee: made: No space left"), refused.output());
    assertEquals(seen, repository.seen());
  }

  @Test
  @DisplayName("B37 a hook that fails leaves the index as it was and is heard")
  void aHookThatFailsLeavesTheIndexAsItWasAndIsHeard() throws Exception {
    List<String> work = work();
    String seen = repository.seen();
    String head = repository.head();
    repository.hook("pre-commit", "echo the tests fail; echo 'at \u001b[31mline 3' >&2; exit 7");

    Refused refused = assertInstanceOf(Refused.class, repository.git.commit(work, "message"));

    assertEquals(Cause.DECLINED, refused.cause());
    assertEquals("git or a hook refused it with exit code 1", refused.reason());
    assertEquals("the tests fail\nat \u001b[31mline 3", refused.output());
    assertEquals(seen, repository.seen());
    assertEquals(head, repository.head());

    Files.delete(repository.top.resolve(".git/hooks/pre-commit"));
    assertInstanceOf(Committed.class, repository.git.commit(work, "message"));
    assertEquals(
        "M kept A new D other A swap to file D swap to file/one D swap to file/two"
            + " D swap to folder A swap to folder/in ",
        repository.committed());
    assertEquals(
        "A  users new\0 A users intention\0MM users\0".length(),
        repository.git("status", "--porcelain", "-z").length());
  }

  @Test
  void aHookThatRefusesTheMessageLeavesTheIndexAsItWas() throws Exception {
    List<String> work = work();
    String seen = repository.seen();
    repository.hook("commit-msg", "grep -q JIRA \"$1\" || { echo no ticket; exit 1; }");
    assertEquals("no ticket", repository.refused(work.toArray(String[]::new)).output());
    assertEquals(seen, repository.seen());
  }

  @Test
  void ofALongOutputTheBeginningAndTheEndAreTold() throws Exception {
    repository.hook("pre-commit", "echo first; seq 1000000; echo last; exit 1");
    repository.write("kept", "changed\n");
    String output = repository.refused("kept").output();
    assertTrue(output.startsWith("first\n1\n2\n"), output);
    assertTrue(output.endsWith("\n1000000\nlast"), output);
    assertTrue(output.contains(" lines left out ...\n"), output);
    assertTrue(output.length() < 17_000, () -> "it has " + output.length());
  }

  @Test
  void aHookThatHangsIsEndedWithAllThatItStarted() throws Exception {
    List<String> work = work();
    String seen = repository.seen();
    repository.hook("pre-commit", "setsid sh -c 'trap \"\" TERM; " + HANGING + "' & wait");
    try (Git hasty = with(new Patience(LONG, SHORT, LONG))) {
      Refused refused = assertInstanceOf(Refused.class, hasty.commit(work, "message"));
      assertEquals(Cause.LATE, refused.cause());
    }
    assertFalse(GitFixture.lives(repository.home.resolve("pid")));
    assertEquals(seen, repository.seen());
    assertNoLock();
  }

  private void assertNoLock() throws Exception {
    try (var files = Files.list(repository.top.resolve(".git"))) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".lock")).toList());
    }
  }

  @Test
  void aHookThatHangsAfterTheCommitDoesNotHideIt() throws Exception {
    repository.hook("post-commit", HANGING);
    repository.write("new", "new\n");
    try (Git hasty = with(new Patience(LONG, SHORT, LONG))) {
      Committed made = assertInstanceOf(Committed.class, hasty.commit(List.of("new"), "message"));
      assertEquals(repository.head(), made.hash());
    }
    assertEquals("A new ", repository.committed());
    assertEquals("", repository.git("status", "--porcelain"));
  }

  @Test
  void anInterruptEndsAHookThatHangsAndLeavesTheIndexAsItWas() throws Exception {
    List<String> work = work();
    String seen = repository.seen();
    repository.hook("pre-commit", HANGING);
    CompletableFuture<CommitOutcome> outcome = new CompletableFuture<>();
    Thread worker = committing(work, outcome);
    GitFixture.await(() -> Files.exists(repository.home.resolve("pid")));
    worker.interrupt();
    ExecutionException end =
        assertThrows(ExecutionException.class, () -> outcome.get(60, TimeUnit.SECONDS));
    assertInstanceOf(InterruptedException.class, end.getCause());
    assertFalse(GitFixture.lives(repository.home.resolve("pid")));
    assertEquals(seen, repository.seen());
    assertNoLock();
  }

  @Test
  void anInterruptAfterTheCommitTellsItAllTheSame() throws Exception {
    repository.hook("post-commit", HANGING);
    repository.write("new", "new\n");
    CompletableFuture<CommitOutcome> outcome = new CompletableFuture<>();
    AtomicBoolean stayed = new AtomicBoolean();
    Thread worker =
        Thread.ofPlatform()
            .start(() -> {
              commit(List.of("new"), outcome);
              stayed.set(Thread.currentThread().isInterrupted());
            });
    GitFixture.await(() -> Files.exists(repository.home.resolve("pid")));
    worker.interrupt();
    assertEquals(new Committed(repository.head(), ""), outcome.get(60, TimeUnit.SECONDS));
    worker.join();
    assertTrue(stayed.get());
  }

  @Test
  void closingEndsAHookThatHangsAndLeavesTheIndexAsItWas() throws Exception {
    List<String> work = work();
    String seen = repository.seen();
    repository.hook("pre-commit", HANGING);
    CompletableFuture<CommitOutcome> outcome = new CompletableFuture<>();
    committing(work, outcome);
    GitFixture.await(() -> Files.exists(repository.home.resolve("pid")));
    repository.git.close();
    Refused refused = assertInstanceOf(Refused.class, outcome.get(60, TimeUnit.SECONDS));
    assertEquals("git was ended by signal 15", refused.reason());
    assertFalse(GitFixture.lives(repository.home.resolve("pid")));
    assertEquals(seen, repository.seen());
    assertThrows(GitException.class, repository.git::head);
  }

  private Thread committing(List<String> paths, CompletableFuture<CommitOutcome> outcome) {
    return Thread.ofPlatform().start(() -> commit(paths, outcome));
  }

  private void commit(List<String> paths, CompletableFuture<CommitOutcome> outcome) {
    try {
      outcome.complete(repository.git.commit(paths, "message"));
    } catch (GitException | InterruptedException | RuntimeException e) {
      outcome.completeExceptionally(e);
    }
  }

  @Test
  void anIndexThatAnotherGitHoldsForAWhileIsAwaited() throws Exception {
    List<String> work = work();
    Path lock = Files.createFile(repository.top.resolve(".git/index.lock"));
    CompletableFuture<CommitOutcome> outcome = new CompletableFuture<>();
    Thread worker = committing(work, outcome);
    // It waits by now: there is nothing to see of that but the state of the thread.
    GitFixture.await(() -> isSleeping(worker));
    assertFalse(outcome.isDone());
    Files.delete(lock);
    assertInstanceOf(Committed.class, outcome.get(60, TimeUnit.SECONDS));
  }

  private static boolean isSleeping(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getMethodName().equals("awaitRelease")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void anIndexThatIsHeldForTooLongIsARefusalThatNamesTheLock() throws Exception {
    List<String> work = work();
    String seen = repository.seen();
    Path lock = Files.createFile(repository.top.resolve(".git/index.lock"));
    try (Git hasty = with(new Patience(LONG, LONG, SHORT))) {
      long start = System.nanoTime();
      Refused refused = assertInstanceOf(Refused.class, hasty.commit(work, "message"));
      assertTrue(System.nanoTime() - start >= SHORT.toNanos());
      assertEquals(Cause.LOCKED, refused.cause());
      assertTrue(refused.reason().contains(lock.toString()), refused.reason());
    }
    Files.delete(lock);
    assertEquals(seen, repository.seen());
  }

  @Test
  void aPathThatSomebodyStagesMeanwhileIsNotTakenOutAgain() throws Exception {
    repository.hook(
        "pre-commit",
        """
        unset GIT_INDEX_FILE; mv .git/index.lock ../kept.lock
        git add theirs; mv ../kept.lock .git/index.lock; exit 1
        """);
    repository.write("theirs", "new\n");
    repository.write("ours", "new\n");
    repository.refused("theirs", "ours");
    assertEquals("A  theirs\0?? ours\0", repository.git("status", "--porcelain", "-z"));
  }

  @Test
  void aCommitDuringAMergeIsRefusedWithTheWordsOfGit() throws Exception {
    repository.sh(
        """
        git switch -q -c theirs; echo theirs >kept; git commit -q -a -m theirs
        git switch -q main; echo ours >kept; git commit -q -a -m ours
        git merge -q theirs || true
        """);
    repository.write("new", "new\n");
    String seen = repository.seen();
    Refused refused = repository.refused("new");
    assertEquals(Cause.DECLINED, refused.cause());
    assertTrue(refused.output().contains("during a merge"), refused.output());
    assertEquals(seen, repository.seen());
  }

  @Test
  void aSignatureThatCannotBeMadeIsARefusal() throws Exception {
    repository.git("config", "commit.gpgSign", "true");
    repository.git("config", "gpg.program", "false");
    repository.write("new", "new\n");
    String seen = repository.seen();
    assertEquals(Cause.DECLINED, repository.refused("new").cause());
    assertEquals(seen, repository.seen());
  }

  @Test
  void aQuestionThatHangsIsEndedToo() throws Exception {
    repository.git("config", "filter.slow.clean", "sh -c '" + HANGING + "'");
    repository.git("config", "filter.slow.required", "true");
    repository.write(".gitattributes", "kept filter=slow\n");
    repository.write("kept", "size\n");
    repository.sh("touch -d 2001-01-01 kept");
    try (Git hasty = with(new Patience(SHORT, SHORT, SHORT))) {
      GitException late = assertThrows(GitException.class, hasty::workTree);
      assertTrue(late.getMessage().endsWith("has not ended within 4 s"), late.getMessage());
    }
    assertFalse(GitFixture.lives(repository.home.resolve("pid")));
  }
}
