package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about what a file says wrongly about the backlog. */
class WorkProblemTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "project: { prefix: A- } | 2:20: 'prefix' in 'project' is no prefix: 'A-'; use 1 to 16"
            + " letters, digits or '-', starting with a letter and not ending with '-'",
        "project: { prefx: A } | 2:12: unknown key 'prefx' in 'project'; did you mean 'prefix'?",
        "guardrails: { max_size: larg } | 2:25: 'max_size' in 'guardrails' must be one of small,"
            + " medium, large, but is the text 'larg'; did you mean 'large'?",
        "guardrails: { max_wip: 2 } | 2:15: unknown key 'max_wip' in 'guardrails';"
            + " 'max_wip' belongs in 'execution'",
        "execution: { max_cost: 0 } | 2:24: 'max_cost' in 'execution' is 0;"
            + " it can be 0.01 to 1000000.0",
        "execution: { cap: 0 } | 2:19: 'cap' in 'execution' is 0; it can be 1 or more",
        "execution: { retries: 2.5 } | 2:23: 'retries' in 'execution' must be a whole number, but"
            + " is the number 2.5; write a number without quotes, 0 to 1000000",
        "execution: 5 | 2:12: 'execution' in the top level must be a map, but is the number 5;"
            + " write a map: { concurrency: 2 }",
      })
  void aProblemIsToldWithItsPlaceAndARemedy(String section, String problem) {
    assertEquals("pawl.yml:" + problem, Reading.only("jobs: {}\n" + section));
  }

  @Test
  @DisplayName("J59 problems of jobs and of the backlog are told at once")
  void problemsOfJobsAndOfTheBacklogAreToldAtOnce() {
    List<String> lines =
        Reading.lines("jobs: { a: { rum: x } }\nproject: { prefix: 1 }\nexecution: { cap: 0 }\n");
    assertEquals(4, lines.size(), lines::toString);
    assertTrue(lines.get(2).startsWith("pawl.yml:2:20: "), lines::toString);
    assertTrue(lines.get(3).startsWith("pawl.yml:3:19: "), lines::toString);
  }

  @Test
  void aKeyOfTheBacklogIsNotLookedForAmongJobsNorTheOtherWayRound() {
    String job = Reading.only("jobs: { a: { run: x, prefix: y } }");
    assertTrue(job.contains("; known here are run, needs, "), job);
    String execution = Reading.only("jobs: {}\nexecution: { shell: x }");
    assertTrue(execution.contains("; known here are concurrency, "), execution);
  }
}
