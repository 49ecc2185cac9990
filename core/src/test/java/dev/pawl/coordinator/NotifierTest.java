package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.model.Occasion;
import dev.pawl.process.Environment;
import dev.pawl.process.Output;
import dev.pawl.process.Processes;
import dev.pawl.process.Program;
import dev.pawl.process.Scope;
import dev.pawl.process.SpawnRequest;
import dev.pawl.run.RunCommand.NoticeEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, served on the thread of the test; only the limit of time is another one. */
class NotifierTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String RUN = "20261120-154741-7f3a:";

  @TempDir private Path folder;

  private final Children children =
      new Children(new Processes.Settings(false, Duration.ofSeconds(1), false, LONG, RUN));
  private final AtomicReference<List<NoticeEnd>> ends = new AtomicReference<>();

  @AfterEach
  void endAll() {
    children.close();
  }

  @Test
  void theyAreGivenOneAfterTheOther() {
    start(LONG, "sleep 0.2; echo one >> all", "echo two >> all; exit 3");

    List<NoticeEnd> told = await();

    assertEquals(
        List.of(
            new NoticeEnd(Occasion.SUCCESS, OptionalInt.of(0), 0, "", ""),
            new NoticeEnd(Occasion.FINISH, OptionalInt.of(3), 0, "", "")),
        told);
    assertEquals("one\ntwo\n", read("all"));
  }

  @Test
  void oneThatTakesTooLongIsStoppedAndGoneBeforeTheNextStarts() {
    start(
        Duration.ofMillis(300),
        """
        count() { i=0; while test $i -lt $1; do i=$((i+1)); done; }
        trap 'count 100000; echo gone >> all; exit 0' TERM
        count 1000000000
        """,
        "echo next >> all");

    List<NoticeEnd> told = await();

    assertEquals("timed out after 300ms", told.get(0).failure());
    assertEquals(new NoticeEnd(Occasion.FINISH, OptionalInt.of(0), 0, "", ""), told.get(1));
    assertEquals("gone\nnext\n", read("all"));
  }

  @Test
  void aStopEndsTheOneThatRunsAndStartsNoOther() {
    Notifier notifier = start(LONG, "touch up; exec sleep 1000", "touch next");
    serveUntilThereIs("up");

    notifier.stop(LONG, "stopped by SIGTERM");
    List<NoticeEnd> told = await();

    assertEquals(
        new NoticeEnd(Occasion.SUCCESS, OptionalInt.of(143), 15, "stopped by SIGTERM", ""),
        told.get(0));
    assertEquals("not started: stopped by SIGTERM", told.get(1).failure());
    assertFalse(Files.exists(folder.resolve("next")));
  }

  @Test
  void aSecondStopKillsWhatIgnoresTheFirst() {
    Notifier notifier = start(LONG, "trap '' TERM; touch up; while true; do sleep 0.02; done");
    serveUntilThereIs("up");

    notifier.stop(LONG, "stopped by SIGTERM");
    notifier.stop(Duration.ZERO, "stopped by SIGTERM");

    assertEquals(9, await().getFirst().signal());
  }

  @Test
  void aStopBeforeTheProcessIsThereStartsNone() {
    for (int round = 0; round < 20; round++) {
      ends.set(null);
      start(LONG, "touch started; exec sleep 1000").stop(Duration.ZERO, "killed");
      String failure = await().getFirst().failure();
      assertTrue(failure.equals("not started: killed") || failure.equals("killed"), failure);
    }
  }

  @Test
  void whatCannotBeStartedSaysWhy() {
    folder = folder.resolve("missing");
    start(LONG, "true");

    NoticeEnd end = await().getFirst();

    assertEquals(OptionalInt.empty(), end.exitCode());
    assertTrue(end.failure().startsWith("could not be started: "), end.failure());
  }

  private Notifier start(Duration limit, String... commands) {
    Map<Occasion, SpawnRequest> requests = new TreeMap<>();
    Occasion[] order = {Occasion.SUCCESS, Occasion.FINISH};
    for (int at = 0; at < commands.length; at++) {
      requests.put(order[at], request(order[at], commands[at]));
    }
    return Notifier.start(children, requests, limit, ends::set);
  }

  private SpawnRequest request(Occasion notice, String command) {
    Program program =
        new Program(List.of("sh", "-ec", command), Environment.inherited(), Map.of(), folder);
    Scope scope = new Scope(RUN + "@" + notice.wire() + ":" + System.nanoTime());
    return new SpawnRequest(scope, program, new Output.Discard(), false, Duration.ofSeconds(5));
  }

  private List<NoticeEnd> await() {
    long until = System.nanoTime() + LONG.toNanos();
    while (ends.get() == null) {
      assertTrue(System.nanoTime() - until < 0, "no answer");
      children.serve(10);
    }
    return ends.get();
  }

  private void serveUntilThereIs(String file) {
    long until = System.nanoTime() + LONG.toNanos();
    while (!Files.exists(folder.resolve(file))) {
      assertTrue(System.nanoTime() - until < 0, "no " + file);
      children.serve(10);
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
