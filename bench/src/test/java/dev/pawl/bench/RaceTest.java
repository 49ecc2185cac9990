package dev.pawl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceTest {
  @TempDir Path top;

  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(top.resolve("race"));
  }

  @Test
  void roundsAlternateAndOneWhoTakesPartInFewEndsBeforeTheOthers() throws Exception {
    Contender seldom = sh("seldom", "echo s >>order").atMost(1);
    Contender always = sh("always", "echo a >>order");

    new Race("test", List.of(seldom, always)).run(3);

    assertEquals(List.of("s", "a", "a", "a"), Files.readAllLines(folder.resolve("order")));
    assertTrue(seldom.median().isKnown());
  }

  @Test
  void aFailureIsToldWithItsMessageAndTheOthersGoOn() throws Exception {
    Contender broken = sh("broken", "echo x >>tries; echo out; echo err >&2; exit 3");
    Contender well = sh("well", "true");
    Race race = new Race("test", List.of(broken, well));

    race.run(2);

    assertEquals("failed with exit code 3: out / err", broken.failure());
    assertEquals(List.of("x"), Files.readAllLines(folder.resolve("tries")));
    assertFalse(broken.median().isKnown());
    assertEquals(2, well.allSeconds().split(" ").length);
    Results results = new Results();
    results.table(race, well);
    assertTrue(results.text().contains("| broken |  |  | failed with exit code 3: out / err |  |"));
  }

  @Test
  void aProgramThatCannotBeStartedHasFailed() throws Exception {
    Contender gone = new Contender("gone", folder, List.of("./no-such-program"));

    gone.round();

    assertTrue(gone.failure().contains("no-such-program"), gone.failure());
  }

  @Test
  void stateIsMovedAwayBeforeEachRoundUnlessItIsKept() throws Exception {
    String countRounds = "mkdir -p .pawl; echo x >>.pawl/rounds; cp .pawl/rounds .";

    new Race("fresh", List.of(sh("fresh", countRounds))).run(2);
    assertEquals(1, rounds());
    try (Stream<Path> earlier = Files.list(top.resolve("race-earlier"))) {
      assertEquals(1, earlier.count());
    }
    new Race("kept", List.of(sh("kept", countRounds).keepingState())).run(2);
    assertEquals(3, rounds());
  }

  @Test
  void whoDependsOnAFailedFirstRunTakesNoPart() throws Exception {
    Contender first = sh("first", "exit 1");
    first.round();
    Contender again = sh("again", "true").after(first);

    assertFalse(again.takesPart(1));
    assertTrue(again.failure().startsWith("its first run failed"), again.failure());
  }

  private int rounds() throws IOException {
    return Files.readAllLines(folder.resolve("rounds")).size();
  }

  private Contender sh(String name, String script) {
    return new Contender(name, folder, List.of("sh", "-c", script));
  }
}
