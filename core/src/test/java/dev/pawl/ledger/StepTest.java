package dev.pawl.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTest {
  @TempDir Path project;
  private Instant now = Instant.now();
  private final StopSource stop = new StopSource();
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.open(project, stop.token(), () -> now);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String lastLine() throws IOException {
    return Files.readAllLines(project.resolve(".pawl/state.jsonl")).getLast();
  }

  /** Runs a step that writes a file, and tells what became of it. */
  private Outcome<String> make(Step step, String file, String text) {
    return step.run(work -> {
      write(file, text);
      return work.why();
    });
  }

  private static void assertDone(String why, Outcome<String> outcome) {
    assertEquals(Optional.of(why), outcome.result(), outcome::toString);
  }

  private static void assertUpToDate(Outcome<?> outcome) {
    assertInstanceOf(Outcome.UpToDate.class, outcome);
  }

  @Test
  @DisplayName("L01 a step that returns is complete, valid, with a time and a hash")
  void l01() throws IOException {
    Step step = ledger.step("demo/a").content(Content.file("out/a.txt"));
    assertDone("is new", make(step, "out/a.txt", "one"));
    String line = lastLine();
    assertTrue(line.contains("\"completed\":true,\"completed_at\":\"2"), line);
    assertTrue(line.contains("\"validation_status\":\"Valid\""), line);
    assertTrue(line.matches(".*\"content_hash\":\"[0-9a-f]{32}\".*"), line);
    assertFalse(line.contains("\"by\""), line);
    Status status = ledger.status("demo/a");
    assertTrue(status.complete() && status.valid(), status.toString());
    assertUpToDate(make(step, "out/a.txt", "never written"));
    assertEquals("one", Files.readString(project.resolve("out/a.txt")));
  }

  @Test
  @DisplayName("L04 an incomplete line has no time, no hash, a reason; it names who works on it")
  void l04() throws IOException {
    List<String> during = new ArrayList<>();
    ledger.step("demo/a").run(work -> during.add(lastLine()));
    String line = during.getFirst();
    assertTrue(line.contains("\"completed\":false,\"completed_at\":null"), line);
    assertTrue(line.contains("\"validation_status\":{\"Invalid\":\"Incomplete: started\"}"), line);
    assertTrue(line.contains("\"by\":{\"run\":\"\""), line);
    assertTrue(line.contains("\"pid\":" + ProcessHandle.current().pid()), line);
  }

  @Test
  @DisplayName("L05 a stop between the last unit of work and the mark leaves the step incomplete")
  void l05() {
    Outcome<Integer> outcome =
        ledger
            .step("demo/a")
            .run(work -> {
              work.progress(10, 10);
              stop.request("stopped by the test");
              return 10;
            });
    assertEquals("stopped by the test at 10 of 10", outcome.reason());
    assertInstanceOf(Outcome.Interrupted.class, outcome);
    assertEquals(
        Optional.of("is incomplete: stopped by the test at 10 of 10"),
        ledger.status("demo/a").reason());
  }

  @Test
  @DisplayName("L06 a step that throws is incomplete, the reason carries the error")
  void l06() {
    IOException thrown = new IOException("connection\nreset");
    Outcome<String> outcome =
        ledger
            .step("demo/a")
            .run(work -> {
              work.progress(5, 9, "page 5");
              throw thrown;
            });
    assertEquals("IOException: connection reset at 5 of 9: page 5", outcome.reason());
    assertSame(thrown, assertInstanceOf(Outcome.Failed.class, outcome).cause());
    assertSame(thrown, assertThrows(StepException.class, outcome::orThrow).getCause());
    assertFalse(ledger.status("demo/a").complete());
    assertEquals(Optional.empty(), ledger.status("demo/a").holder());
  }

  @Test
  void anErrorIsRecordedAndThrownOn() {
    StackOverflowError thrown = new StackOverflowError("deep");
    Step step = ledger.step("demo/a");
    assertSame(
        thrown,
        assertThrows(
            StackOverflowError.class,
            () ->
                step.run(work -> {
                  throw thrown;
                })));
    assertEquals(
        Optional.of("is incomplete: StackOverflowError: deep"), ledger.status("demo/a").reason());
  }

  @Test
  void contentThatIsMissingAtTheEndFailsTheStep() {
    Outcome<String> outcome =
        ledger.step("demo/a").content(Content.file("out/a.txt")).run(work -> "done");
    assertInstanceOf(Outcome.Failed.class, outcome);
    assertEquals("what it should have made is missing: out/a.txt", outcome.reason());
  }

  @Test
  @DisplayName("L11 a step whose file has changed is done again, and says why")
  void l11() throws IOException {
    Step step = ledger.step("demo/a").content(Content.folder("out").include("*.txt"));
    make(step, "out/a.txt", "one");
    write("out/b.txt", "more");
    assertDone("has changed: out/b.txt added", make(step, "out/a.txt", "one"));
    assertUpToDate(make(step, "out/a.txt", "one"));
  }

  @Test
  @DisplayName("L15 L16 dependencies: missing, incomplete, rebuilt alike, rebuilt otherwise")
  void l16() throws IOException {
    Step first = ledger.step("demo/a").content(Content.file("a.txt"));
    Step second = ledger.step("demo/b").dependsOn("demo/a").content(Content.file("b.txt"));
    assertEquals(
        "depends on demo/a, which is missing",
        assertInstanceOf(Outcome.NotReady.class, make(second, "b.txt", "b")).reason());
    first.run(work -> {
      throw new IOException("no");
    });
    assertEquals(
        "depends on demo/a, which is incomplete: IOException: no",
        make(second, "b.txt", "b").reason());
    make(first, "a.txt", "one");
    assertDone("is new", make(second, "b.txt", "b"));
    ledger.invalidate("demo/a", "by the test");
    make(first, "a.txt", "one");
    assertUpToDate(make(second, "b.txt", "b"));
    ledger.invalidate("demo/a", "by the test");
    make(first, "a.txt", "two");
    assertDone("depends on demo/a, which has changed since", make(second, "b.txt", "b"));
  }

  @Test
  @DisplayName("L18 cache that is older than its time to live is expired")
  void l18() {
    Step step = ledger.step("demo/a").cachedFor(Duration.ofHours(1));
    step.run(work -> 1);
    now = now.plusSeconds(3000);
    assertUpToDate(step.run(work -> 1));
    assertDone("is expired", step.cachedFor(Duration.ofMinutes(1)).run(Work::why));
    now = now.plusSeconds(3700);
    String why = step.run(Work::why).result().orElseThrow();
    assertTrue(why.startsWith("is expired: ") && why.endsWith(" old, good for 1m"), why);
  }

  @Test
  void whatElseDecidesIsComparedAndNamed() throws IOException {
    write("in.txt", "one");
    Step step = ledger.step("demo/a").key("url", "x").key("size", 3).reads(Content.file("in.txt"));
    assertDone("is new", step.run(Work::why));
    assertUpToDate(step.run(Work::why));
    assertDone("key url changed", step.key("url", "y").run(Work::why));
    assertDone("key url changed, key fast added", step.key("fast", true).run(Work::why));
    assertDone("key fast removed", step.run(Work::why));
    write("in.txt", "other");
    assertDone("inputs changed", step.run(Work::why));
    Files.delete(project.resolve("in.txt"));
    assertEquals("what it reads is missing: in.txt", step.run(Work::why).reason());
  }

  @Test
  void aStepIsBusyWhileItRunsAlsoForItself() {
    Step step = ledger.step("demo/a");
    try (Ledger other = Ledger.open(project)) {
      Outcome<Outcome<Integer>> outcome = step.run(work -> other.step("demo/a").run(inner -> 1));
      Outcome<Integer> inner = outcome.result().orElseThrow();
      assertEquals(
          new Holder(ProcessHandle.current().pid(), Optional.empty()),
          assertInstanceOf(Outcome.Busy.class, inner).holder());
    }
  }

  @Test
  void aStepThatIsInvalidatedWhileItRunsIsNotComplete() throws IOException {
    Step step = ledger.step("demo/a");
    Outcome<Integer> outcome =
        step.run(work -> {
          Files.writeString(
              project.resolve(".pawl/state.jsonl"),
              "{\"step_name\":\"demo/a\",\"completed\":false,\"completed_at\":null,"
                  + "\"validation_status\":{\"Invalid\":\"by hand\"}}\n",
              java.nio.file.StandardOpenOption.APPEND);
          return 1;
        });
    assertEquals("the ledger was changed meanwhile: by hand", outcome.reason());
    assertEquals(Optional.of("is incomplete: by hand"), ledger.status("demo/a").reason());
  }

  @Test
  void aStopBeforeTheBeginningChangesNothing() {
    stop.request("stopped");
    assertEquals("stopped before it began", ledger.step("demo/a").run(work -> 1).reason());
    assertFalse(Files.exists(project.resolve(".pawl/state.jsonl")));
  }

  @Test
  void aClosedLedgerIsRefused() {
    Step step = ledger.step("demo/a");
    ledger.close();
    assertThrows(IllegalStateException.class, () -> step.run(work -> 1));
  }

  @Test
  void aStepCannotCloseItsLedger() {
    Outcome<Integer> outcome =
        ledger
            .step("demo/a")
            .run(work -> {
              ledger.close();
              return 1;
            });
    assertInstanceOf(Outcome.Failed.class, outcome);
  }
}
