package dev.pawl.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemsTest {
  private static final List<Integer> THOUSAND = IntStream.rangeClosed(1, 1000).boxed().toList();

  @TempDir Path project;

  private Path log() {
    return project.resolve(".pawl/items/demo/loop.jsonl");
  }

  @Test
  @DisplayName("L02 a loop that is stopped says how far it was, and goes on with what is missing")
  void l02() throws IOException {
    List<Integer> done = new ArrayList<>();
    StopSource stop = new StopSource();
    try (Ledger ledger = Ledger.open(project, stop.token())) {
      Outcome<Integer> outcome =
          ledger
              .step("demo/loop")
              .run(work -> {
                work.items(THOUSAND, String::valueOf)
                    .each(item -> {
                      done.add(item);
                      if (item == 523) {
                        stop.request("stopped by the test");
                      }
                    });
                return 0;
              });
      assertEquals("stopped by the test, processed 523 of 1000 items", outcome.reason());
    }
    Files.writeString(log(), "{\"item\":\"52", StandardOpenOption.APPEND);
    try (Ledger ledger = Ledger.open(project)) {
      Outcome<Integer> outcome =
          ledger
              .step("demo/loop")
              .run(work -> {
                Items<Integer> items = work.items(THOUSAND, String::valueOf);
                assertEquals(523, items.completed());
                assertEquals(477, items.missing().size());
                items.each(
                    4,
                    item -> {
                      synchronized (done) {
                        done.add(item);
                      }
                    });
                return items.completed();
              });
      assertEquals(1000, outcome.result().orElseThrow());
    }
    Collections.sort(done);
    assertEquals(THOUSAND, done);
    assertEquals(1001, Files.readAllLines(log()).size());
    assertTrue(Files.exists(log().resolveSibling("loop.jsonl.torn")));
  }

  @Test
  void anItemThatThrowsStaysMissingAndTheRestToo() {
    List<String> done = new ArrayList<>();
    try (Ledger ledger = Ledger.open(project)) {
      Step step = ledger.step("demo/loop");
      List<String> names = List.of("a", "b", "a", "c");
      Outcome<Integer> outcome =
          step.run(work -> {
            work.items(names, name -> name)
                .each(name -> {
                  done.add(name);
                  if (done.size() == 3) {
                    throw new IOException("no");
                  }
                });
            return 0;
          });
      assertEquals("IOException: no, processed 2 of 4 items", outcome.reason());
      done.clear();
      step.run(work -> {
        work.items(names, name -> name).each(done::add);
        return 0;
      });
      assertEquals(List.of("a", "c"), done);
    }
  }

  @Test
  void allItemsAreDoneAgainForAnotherKeyAndAfterAnInvalidation() {
    try (Ledger ledger = Ledger.open(project)) {
      Step step = ledger.step("demo/loop").content(Content.folder("out"));
      assertEquals(2, count(step));
      assertEquals(0, count(step));
      assertEquals(2, count(step.key("size", 2)));
      ledger.invalidate("demo/loop", "by the test");
      assertEquals(2, count(step.key("size", 2)));
    }
  }

  private int count(Step step) {
    List<String> done = new ArrayList<>();
    step.run(work -> {
      Files.createDirectories(project.resolve("out"));
      work.items(List.of("a", "b"), name -> name).each(done::add);
      return 0;
    });
    return done.size();
  }

  @Test
  void allItemsAreDoneAgainWhenWhatTheyMadeIsNotThere() {
    try (Ledger ledger = Ledger.open(project)) {
      Step step = ledger.step("demo/loop").content(Content.file("out/all"));
      for (int run = 0; run < 2; run++) {
        List<String> done = new ArrayList<>();
        Outcome<Integer> outcome =
            step.run(work -> {
              work.items(List.of("a", "b"), name -> name).each(done::add);
              return 0;
            });
        assertInstanceOf(Outcome.Failed.class, outcome);
        assertEquals(List.of("a", "b"), done);
      }
    }
  }

  @Test
  void nothingIsCompletedAfterTheWorkHasReturned() {
    AtomicReference<Items<String>> kept = new AtomicReference<>();
    try (Ledger ledger = Ledger.open(project)) {
      ledger
          .step("demo/loop")
          .run(work -> {
            kept.set(work.items(List.of("a", "b"), name -> name));
            assertThrows(IllegalStateException.class, () -> work.items(List.of("c"), name -> name));
            return 0;
          });
      assertThrows(IllegalStateException.class, () -> kept.get().each(name -> {}));
    }
  }

  @Test
  void manyAtOnceStopAtTheFirstFailureAndWaitForWhatIsUnderWay() {
    ConcurrentLinkedQueue<Integer> begun = new ConcurrentLinkedQueue<>();
    try (Ledger ledger = Ledger.open(project)) {
      Outcome<Integer> outcome =
          ledger
              .step("demo/loop")
              .run(work -> {
                work.items(THOUSAND, String::valueOf)
                    .each(
                        8,
                        item -> {
                          begun.add(item);
                          if (item == 20) {
                            throw new IOException("no");
                          }
                          work.stop().sleep(java.time.Duration.ofMillis(2));
                        });
                return 0;
              });
      assertTrue(outcome.reason().startsWith("IOException: no, processed "), outcome.reason());
      assertTrue(begun.size() < 100, begun::toString);
    }
  }
}
