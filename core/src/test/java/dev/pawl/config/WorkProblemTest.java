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
        "agents: { default: clade } | 2:20: 'default' in 'agents' names the agent 'clade', which is"
            + " not configured; did you mean 'claude'?",
        "agents: { default: x, own: { command: [y] } } | 2:20: 'default' in 'agents' names the agent"
            + " 'x', which is not configured; add it to 'agents', or name one of own, claude,"
            + " codex, opencode, gemini",
        "agents: { defualt: claude } | 2:11: unknown key 'defualt' in 'agents';"
            + " did you mean 'default'?",
        "agents: { own: claude } | 2:11: unknown key 'own' in 'agents';"
            + " an agent is a map: { NAME: { preset: claude } }",
        "agents: { model: opus } | 2:11: unknown key 'model' in 'agents'; 'model' belongs in an agent",
        "agents: { a: { preset: codex }, b: { preset: codex } } | 2:1: 'agents' does not say which"
            + " of a, b is the default; add it: 'default: a'",
        "agents: { own: { preset: cloude } } | 2:26: 'preset' in agent 'own' must be one of claude,"
            + " codex, opencode, gemini, but is the text 'cloude'; did you mean 'claude'?",
        "agents: { own: { preset: claude, command: [x] } } | 2:34: agent 'own' must have exactly one"
            + " of preset, command, but has both; keep one",
        "agents: { own: { model: x } } | 2:11: agent 'own' must have exactly one of preset, command,"
            + " but has none; add one",
        "agents: { claude: { model: x } } | 2:11: agent 'claude' must have exactly one of preset,"
            + " command, but has none; add 'preset: claude'",
        "agents: { claude: { command: [x] } } | 2:11: agent 'claude' has the name of a preset and is"
            + " something else; choose another name, or write 'preset: claude'",
        "agents: { claude: { preset: codex } } | 2:11: agent 'claude' has the name of a preset and"
            + " is something else; choose another name, or write 'preset: claude'",
        "agents: { own: { command: claude -p } } | 2:27: 'command' in agent 'own' must be a list,"
            + " but is the text 'claude -p'; write a list: [claude, -p]",
        "agents: { own: { command: [x], skip_permissions: true } } | 2:32: 'skip_permissions' in"
            + " agent 'own' has no effect beside 'command';"
            + " remove it: the command says itself what it may do",
        "agents: { own: { preset: codex, usage_limit: [a, '(b'] } } | 2:50: an entry of"
            + " 'usage_limit' in agent 'own' is no regular expression: '(b', Unclosed group;"
            + " correct it, or put '\\' before what is meant as it stands",
        "agents: { default: codex, prompts: ../x } | 2:36: 'prompts' in 'agents' leaves the project:"
            + " '../x'; name something inside it",
        "agents: { all: { preset: codex } } | 2:11: 'all' is not a name for an agent; use 1 to 64"
            + " letters, digits, '.', '_' or '-', starting with a letter or digit;"
            + " not \"all\" or \"last\"",
        "agents: {} | 2:9: 'agents' is an empty map; add an agent: { claude: { preset: claude } }",
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
