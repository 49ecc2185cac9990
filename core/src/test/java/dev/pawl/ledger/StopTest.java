package dev.pawl.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StopTest {
  @TempDir Path project;

  private final StopSource stop = new StopSource();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  private String next() throws InterruptedException {
    return String.valueOf(events.poll(30, TimeUnit.SECONDS));
  }

  /** Runs a step on a thread of its own; what became of it is the last event. */
  private Thread start(Ledger ledger, boolean virtual, StepWork<Integer> work) {
    Runnable task =
        () -> {
          Outcome<Integer> outcome = ledger.step("demo/a").run(work);
          String flag = Thread.currentThread().isInterrupted() ? ", interrupted" : "";
          events.add(outcome.getClass().getSimpleName() + ": " + outcome.reason() + flag);
        };
    return virtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().start(task);
  }

  private void reaches(StepWork<Integer> work) throws InterruptedException {
    for (boolean virtual : new boolean[] {false, true}) {
      StopSource source = new StopSource();
      try (Ledger ledger = Ledger.open(project, source.token())) {
        start(ledger, virtual, work);
        assertEquals("begun", next());
        source.request("stopped by the test");
        assertEquals("Interrupted: stopped by the test", next(), "virtual " + virtual);
      }
    }
  }

  @Test
  @DisplayName("L31 a stop reaches code that polls, by asking or by sleeping")
  void l31polls() throws InterruptedException {
    reaches(work -> {
      events.add("begun");
      while (!work.stop().isRequested()) {
        LockSupport.parkNanos(1_000_000);
      }
      return 1;
    });
    reaches(work -> {
      events.add("begun");
      work.stop().sleep(Duration.ofHours(1));
      return 1;
    });
  }

  @Test
  @DisplayName("L31 a stop reaches code that blocks in an interruptible call")
  void l31blocks() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    reaches(work -> {
      events.add("begun");
      work.stop()
          .blocking(() -> {
            never.await();
            return 1;
          });
      return 1;
    });
  }

  @Test
  @DisplayName("L31 a stop reaches code that has registered a callback")
  void l31calls() throws InterruptedException {
    reaches(work -> {
      CountDownLatch told = new CountDownLatch(1);
      work.stop().onRequest(told::countDown);
      events.add("begun");
      told.await();
      return 1;
    });
  }

  @Test
  @DisplayName("L31 an urgent stop interrupts the work and its items wherever they are")
  void l31urgent() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int atOnce : new int[] {1, 2}) {
      StopSource source = new StopSource();
      try (Ledger ledger = Ledger.open(project, source.token())) {
        start(
            ledger,
            false,
            work -> {
              work.items(List.of("a", "b"), name -> name)
                  .each(
                      atOnce,
                      name -> {
                        events.add("begun");
                        never.await();
                      });
              return 1;
            });
        assertEquals("begun", next());
        source.request("stopped");
        source.requestUrgently("again");
        String outcome = next();
        assertEquals(
            "Interrupted: stopped, processed 0 of 2 items",
            outcome.equals("begun") ? next() : outcome);
      }
    }
  }

  @Test
  @DisplayName("L31 hooks run in reverse order of registration, also below, each bounded in time")
  void l31hooks() throws InterruptedException {
    StopNode top = new StopNode(List.of(), Duration.ofMillis(100));
    StopNode below = new StopNode(List.of(top), Duration.ofMillis(100));
    top.add(() -> events.add("1"));
    below.add(() -> events.add("2"));
    top.add(() -> {
      throw new IllegalStateException("3 fails");
    });
    below.add(() -> {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        events.add("4 is cut off");
      }
    });
    top.add(() -> events.add("5")).close();
    top.add(() -> events.add("6"));
    top.ask("stopped", false);
    top.awaitHooks();
    below.awaitHooks();
    assertEquals("6", next());
    assertEquals("4 is cut off", next());
    assertEquals("2", next());
    assertEquals("1", next());
    below.add(() -> events.add("late"));
    assertEquals("late", next());
    assertTrue(events.isEmpty(), events::toString);
  }

  @Test
  void aStepIsNotOverBeforeItsHooksAre() {
    AtomicReference<String> saved = new AtomicReference<>("");
    try (Ledger ledger = Ledger.open(project, stop.token())) {
      ledger
          .step("demo/a")
          .run(work -> {
            work.stop()
                .onRequest(() -> {
                  LockSupport.parkNanos(50_000_000);
                  saved.set("saved");
                });
            stop.request("stopped");
            return 1;
          });
      assertEquals("saved", saved.get());
    }
  }

  @Test
  void aParentAsksItsChildrenAndNotTheOtherWayRound() {
    StopSource child = new StopSource(stop.token());
    StopSource sibling = new StopSource(stop.token());
    child.request("the child");
    assertFalse(stop.token().isRequested());
    stop.request("the parent");
    assertEquals("the child", child.token().reason().orElseThrow());
    assertEquals("the parent", sibling.token().reason().orElseThrow());
    assertFalse(sibling.token().isUrgent());
    stop.requestUrgently("now");
    assertTrue(sibling.token().isUrgent());
    assertEquals("the parent", sibling.token().reason().orElseThrow());
    assertEquals("the parent", new StopSource(stop.token()).token().reason().orElseThrow());
    assertThrows(StopRequestedException.class, () -> sibling.token().throwIfRequested());
  }

  @Test
  void aStepMayHaveATokenOfItsOwn() {
    try (Ledger ledger = Ledger.open(project)) {
      Outcome<Integer> outcome =
          ledger
              .step("demo/a")
              .stoppedBy(stop.token())
              .run(work -> {
                stop.request("stopped alone");
                return 1;
              });
      assertEquals("stopped alone", outcome.reason());
      assertTrue(ledger.step("demo/b").run(work -> 1).isComplete());
    }
  }

  @Test
  void anInterruptOfTheHostLeavesTheStepIncompleteAndTheThreadInterrupted() throws Exception {
    try (Ledger ledger = Ledger.open(project)) {
      Thread thread =
          start(
              ledger,
              false,
              work -> {
                events.add("begun");
                new CountDownLatch(1).await();
                return 1;
              });
      assertEquals("begun", next());
      thread.interrupt();
      assertEquals("Interrupted: interrupted, interrupted", next());
    }
  }

  @Test
  void closingTheLedgerStopsWhatRunsAndEndsItsThreads() throws Exception {
    Set<Thread> others = Thread.getAllStackTraces().keySet();
    Ledger ledger = Ledger.open(project);
    start(
        ledger,
        true,
        work -> {
          events.add("begun");
          work.stop().sleep(Duration.ofHours(1));
          return 1;
        });
    assertEquals("begun", next());
    ledger.close();
    assertEquals("Interrupted: stopped: the ledger was closed", next());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("pawl-") && !others.contains(thread)) {
        assertTrue(thread.join(Duration.ofSeconds(20)), thread::toString);
      }
    }
  }

  @Test
  void whatAnInterruptedCallThrowsOtherwisePassesThrough() {
    assertThrows(
        InterruptedException.class,
        () ->
            stop.token()
                .blocking(() -> {
                  throw new InterruptedException();
                }));
    assertInstanceOf(String.class, stop.token().blocking(() -> "a"));
  }
}
