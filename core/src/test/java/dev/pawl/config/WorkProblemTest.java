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
        "agents: { model: opus } | 2:11: unknown key 'model' in 'agents'; 'model' belongs in an agent or a phase",
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
        "pipelines: {} | 2:12: 'pipelines' is an empty map; add a pipeline, or remove it",
        "pipelines: { p: {} } | 2:14: pipeline 'p' has no 'phases';"
            + " add one: phases: [{ name: build, instructions: FILE }]",
        "pipelines: { p: { phases: [] } } | 2:27: 'phases' in pipeline 'p' is an empty list;"
            + " fill it or remove it",
        "pipelines: { p: [a] } | 2:17: pipeline 'p' must be a map, but is a list;"
            + " write { phases: [{ name: build, instructions: FILE }] }",
        "pipelines: { p: { phases: [plan] } } | 2:28: an entry of 'phases' in pipeline 'p' must be a"
            + " map, but is the text 'plan'; write { name: plan, instructions: FILE }",
        "pipelines: { p: { phases: [{ name: a }] } } | 2:28: phase 'a' has no 'instructions';"
            + " add the file that says what to do: instructions: phases/NAME.md",
        "pipelines: { p: { phases: [{ instructions: a }] } } | 2:28: a phase of 'phases' has no"
            + " 'name'; add it: { name: build, instructions: FILE }",
        "pipelines: { p: { phases: [{ name: triage, instructions: a }] } } | 2:36: a phase cannot be"
            + " called 'triage'; choose another name: that is what Pawl calls its look at new items",
        "pipelines: { p: { phases: [{ name: a, instructions: b, destructiv: true }] } } | 2:56:"
            + " unknown key 'destructiv' in phase 'a'; did you mean 'destructive'?",
        "pipelines: { p: { phases: [{ name: a, instructions: b, staleness: warn }] } } | 2:56:"
            + " 'staleness' in phase 'a' has no effect without 'destructive: true';"
            + " add it or remove 'staleness'",
        "pipelines: { p: { phases: [{ name: a, instructions: b, agent: clade }] } } | 2:63: 'agent'"
            + " in phase 'a' names the agent 'clade', which is not configured;"
            + " did you mean 'claude'?",
        "pipelines: { p: { phases: [{ name: a, instructions: [b, ../c] }] } } | 2:57:"
            + " 'instructions' in phase 'a' leaves the project: '../c'; name something inside it",
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
  void aPhaseTwiceInAPipelineIsToldWithBothPlaces() {
    assertEquals(
        "pawl.yml:5:17: phase 'a' is there twice; the first is at pawl.yml:3:26;"
            + " rename or remove one",
        Reading.only(
            """
            pipelines:
              one:
                pre_phases: [{ name: a, instructions: x }]
                phases:
                  - { name: a, instructions: x }
              other: { phases: [{ name: a, instructions: x }] }
            """));
  }

  @Test
  void aDestructivePhaseBeforeTheWorkIsRefused() {
    assertEquals(
        "pawl.yml:3:46: phase 'a' comes before the work and cannot be destructive;"
            + " put it into 'phases', or remove 'destructive'",
        Reading.only(
            """
            pipelines:
              p:
                pre_phases: [{ name: a, instructions: x, destructive: true }]
                phases: [{ name: b, instructions: x }]
            """));
  }

  @Test
  void aWrongAgentIsToldOnceAndNotAgainWhereItIsNamed() {
    assertEquals(
        "pawl.yml:1:24: 'preset' in agent 'a' must be one of claude, codex, opencode, gemini,"
            + " but is the text 'x'; write one of these",
        Reading.only(
            """
            agents: { a: { preset: x }, default: a }
            pipelines: { p: { phases: [{ name: b, instructions: c, agent: a }] } }
            """));
  }

  @Test
  void aKeyOfTheBacklogIsNotLookedForAmongJobsNorTheOtherWayRound() {
    String job = Reading.only("jobs: { a: { run: x, prefix: y } }");
    assertTrue(job.contains("; known here are run, needs, "), job);
    String execution = Reading.only("jobs: {}\nexecution: { shell: x }");
    assertTrue(execution.contains("; known here are concurrency, "), execution);
  }
}
