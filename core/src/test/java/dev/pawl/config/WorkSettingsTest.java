package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.pawl.backlog.Execution;
import dev.pawl.backlog.Guardrails;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.Size;
import dev.pawl.backlog.WorkSettings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says about the backlog. */
class WorkSettingsTest {
  @Test
  void aFileThatDoesNotSpeakOfTheBacklogHasTheDefaults() {
    assertEquals(WorkSettings.NONE, Reading.work("jobs: {}"));
  }

  @Test
  void sectionsWithoutKeysHaveTheDefaults() {
    assertEquals(
        WorkSettings.NONE,
        Reading.work("{ jobs: {}, project: {}, guardrails: {}, execution: {} }"));
  }

  @Test
  void thePrefixOfNewItemsIsTaken() {
    assertEquals("my-2", Reading.work("jobs: {}\nproject: { prefix: my-2 }").prefix());
  }

  @Test
  void theGuardrailsAreTaken() {
    assertEquals(
        new Guardrails(Size.SMALL, Level.HIGH, Level.MEDIUM),
        Reading.work(
                "jobs: {}\nguardrails: { max_size: small, max_complexity: high, max_risk: medium }")
            .guardrails());
  }

  @Test
  void whatBoundsARunIsTaken() {
    assertEquals(
        new Execution(
            2,
            3,
            0,
            Duration.ofHours(1),
            Duration.ofSeconds(5),
            4,
            5,
            6,
            7,
            Optional.of(Duration.ofHours(8)),
            Optional.of(12.5)),
        Reading.work(
                """
                jobs: {}
                execution:
                  concurrency: 2
                  max_wip: 3
                  retries: 0
                  phase_timeout: 1h
                  result_grace: 5s
                  circuit_breaker: 4
                  cap: 5
                  max_subphases: 6
                  max_follow_ups: 7
                  max_time: 8h
                  max_cost: 12.5
                """)
            .execution());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "project: { prefix: X }",
        "guardrails: { max_risk: high }",
        "execution: { cap: 1 }",
      })
  void eachSectionIsReadAlsoByItself(String section) {
    assertNotEquals(WorkSettings.NONE, Reading.work("jobs: {}\n" + section));
  }
}
