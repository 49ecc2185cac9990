package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are started without waiting for them. */
final class StartTest {
  @TempDir Path folder;

  @Test
  void aStartIsToldBeforeItsEndHoweverShortTheProcess() throws Exception {
    try (ProcessesFixture fixture = new ProcessesFixture(folder)) {
      List<Scope> scopes = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        SpawnRequest request = fixture.command(List.of("true"));
        scopes.add(request.scope());
        fixture.processes.start(request);
      }
      List<String> expected = new ArrayList<>();
      for (Scope scope : scopes) {
        assertEquals(0, fixture.await(scope).status().code());
        expected.addAll(List.of("started " + scope, "ended " + scope));
      }
      for (Scope scope : scopes) {
        List<String> told =
            fixture.told.stream().filter(word -> word.endsWith(" " + scope)).toList();
        assertEquals(List.of("started " + scope, "ended " + scope), told);
      }
      assertEquals(expected.size(), fixture.told.size());
    }
  }

  @Test
  void theStatusIsTheLeadersAlsoWhenSomethingOutlivesIt() throws Exception {
    try (ProcessesFixture fixture = new ProcessesFixture(folder)) {
      List<Scope> scopes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        SpawnRequest request = fixture.script("sleep 1000 & exit 7");
        scopes.add(request.scope());
        fixture.processes.start(request);
      }
      for (Scope scope : scopes) {
        assertEquals(7, fixture.await(scope).status().code());
      }
    }
  }

  @Test
  void aProgramThatIsMissingIsRefusedAndNothingElseIsTold() throws Exception {
    try (ProcessesFixture fixture = new ProcessesFixture(folder)) {
      SpawnRequest request = fixture.command(List.of("no-such-program"));
      fixture.processes.start(request);
      ProcessesFixture.awaitThat(() -> !fixture.told.isEmpty(), "the refusal");
      String told = fixture.told.element();
      assertTrue(told.startsWith("refused " + request.scope()), told);
      assertTrue(told.contains("no-such-program"), told);
      assertFalse(fixture.hasEnded(request.scope()));
    }
  }

  @Test
  void aStopThatIsOrderedBeforeTheProcessIsThereIsNotLost() throws Exception {
    try (ProcessesFixture fixture = new ProcessesFixture(folder)) {
      List<Scope> scopes = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        SpawnRequest request = fixture.command(List.of("sleep", "1000"));
        scopes.add(request.scope());
        fixture.processes.start(request);
        fixture.processes.stop(request.scope(), Duration.ofSeconds(5));
      }
      for (Scope scope : scopes) {
        ProcessesFixture.awaitThat(() -> isOver(fixture, scope), "the end of " + scope);
      }
    }
  }

  private static boolean isOver(ProcessesFixture fixture, Scope scope) {
    return fixture.hasEnded(scope)
        || fixture.told.stream()
            .anyMatch(
                word -> word.equals("refused " + scope + " stopped before its process was there"));
  }

  @Test
  void whatWaitsWhenTheLayerClosesIsNeverStarted() throws Exception {
    ProcessesFixture fixture = new ProcessesFixture(folder);
    for (int i = 0; i < 100; i++) {
      fixture.processes.start(fixture.script("echo >> started; sleep 1000"));
    }
    fixture.close();
    long lines =
        Files.exists(folder.resolve("started"))
            ? Files.readAllLines(folder.resolve("started")).size()
            : 0;
    long ended = fixture.told.stream().filter(word -> word.startsWith("ended ")).count();
    assertTrue(lines <= ended, lines + " started, " + ended + " ended");
    assertTrue(Identity.findByCookie(fixture.run() + ":").isEmpty());
  }
}
