package dev.pawl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClosestTest {
  private static final List<String> WORDS = List.of("install", "build", "test", "lint");

  @Test
  void theCandidateWithTheFewestEditsIsMeant() {
    assertEquals(Optional.of("install"), Closest.to("instal", WORDS));
    assertEquals(Optional.of("build"), Closest.to("bulid", List.of("bold", "build")));
    assertEquals(Optional.of("test"), Closest.to("tst", WORDS));
    assertEquals(Optional.of("lint"), Closest.to("lint", WORDS));
  }

  @Test
  void aNeighbourThatTradedPlacesIsMeant() {
    assertEquals(Optional.of("build"), Closest.to("biuld", WORDS));
    assertEquals(Optional.of("test"), Closest.to("tets", WORDS));
  }

  @Test
  void whatIsFarFromEverythingMeansNothing() {
    assertEquals(Optional.empty(), Closest.to("deploy", WORDS));
    assertEquals(Optional.empty(), Closest.to("", List.of()));
    assertEquals(Optional.empty(), Closest.to("x".repeat(65), List.of("x".repeat(64))));
  }
}
