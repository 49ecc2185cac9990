package dev.pawl.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.model.Checkpoint;
import dev.pawl.model.Command;
import dev.pawl.model.Condition;
import dev.pawl.model.Gate.Rule;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Limits;
import dev.pawl.model.Loop;
import dev.pawl.model.Notices;
import dev.pawl.model.Occasion;
import dev.pawl.model.Project;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.Retry;
import dev.pawl.model.Role;
import dev.pawl.model.RunStatus;
import dev.pawl.model.Script;
import dev.pawl.model.Workflow;
import dev.pawl.model.Workflow.Mode;
import dev.pawl.model.WorkflowName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a correct file becomes. */
class ConfigReaderTest {
  @Test
  @DisplayName("J01 jobs: {} is a workflow without jobs")
  void aWorkflowMayHaveNoJobs() {
    assertEquals(Workflow.of("default"), Reading.defaultWorkflow("jobs: {}"));
  }

  @Test
  void aJobWithNothingButRunHasTheDefaultsOfTheModel() {
    assertEquals(Job.of("a", "npm test"), Reading.job("jobs: { a: { run: npm test } }"));
  }

  @Test
  void theShortFormIsTheWorkflowNamedDefaultBesideOthers() {
    Project project = Reading.project("jobs: {}\nworkflows: { b: { jobs: {} }, a: { jobs: {} } }");
    assertEquals("[default, b, a]", project.workflows().keySet().toString());
  }

  @Test
  void theSettingsOfAWorkflowAreTaken() {
    Workflow workflow =
        Reading.defaultWorkflow(
            """
            workflows:
              w: { description: d, concurrency: 3, fail_fast: true, env: { A: 1 }, jobs: {} }
              p: { mode: piped, jobs: {} }
            """);
    assertEquals(
        new Workflow(
            new WorkflowName("w"),
            "d",
            Mode.PARALLEL,
            OptionalInt.of(3),
            true,
            Map.of("A", "1"),
            List.of()),
        workflow);
  }

  @Test
  void theNoticesOfAWorkflowAreTakenInTheOrderInWhichTheyAreGiven() {
    Workflow workflow =
        Reading.defaultWorkflow(
            """
            workflows:
              w:
                on:
                  finish: { linux: [one, two], macos: three }
                  success: true
                jobs: {}
            """);
    Map<String, String> finish = Map.of("linux", "one\ntwo", "macos", "three");
    assertEquals(
        Map.of(
            Occasion.SUCCESS,
            new Command.Everywhere("true"),
            Occasion.FINISH,
            new Command.PerPlatform(finish)),
        workflow.notices().commands());
    assertEquals(
        List.of(Occasion.SUCCESS, Occasion.FINISH), workflow.notices().after(RunStatus.SUCCEEDED));
    assertEquals(List.of(Occasion.FINISH), workflow.notices().after(RunStatus.CANCELLED));
    assertEquals(Notices.NONE, Reading.defaultWorkflow("jobs: {}").notices());
  }

  @Test
  void needsAreANameOrAListInFileOrder() {
    Workflow workflow =
        Reading.defaultWorkflow(
            "jobs: { a: {run: x}, b: {run: x, needs: a}, c: {run: x, needs: [b, a]} }");
    assertEquals(List.of(new JobName("a")), workflow.jobs().get(1).needs());
    assertEquals(List.of(new JobName("b"), new JobName("a")), workflow.jobs().get(2).needs());
  }

  @Test
  void aListUnderRunIsTheBlockOfItsLines() {
    Job job = Reading.job("jobs: { a: { run: [cd web, npm test, true] } }");
    assertEquals(new Command.Everywhere("cd web\nnpm test\ntrue"), job.script().command());
  }

  @Test
  @DisplayName("J19 a map under run holds a text per platform")
  void aMapUnderRunHoldsATextPerPlatform() {
    Job job = Reading.job("jobs: { a: { run: { macos: [x, y] } } }");
    assertEquals(Optional.empty(), job.script().command().on("linux"));
    assertEquals(Optional.of("x\ny"), job.script().command().on("macos"));
  }

  @Test
  void valuesInEnvAreTakenAsWritten() {
    Job job =
        Reading.jobWith(
            "env: { A: 1.10, B: true, C: 0x1F, D: '~', E: yes, F: \"\", G: 007, H: 1e3, I: TRUE }");
    assertEquals(
        "{A=1.10, B=true, C=0x1F, D=~, E=yes, F=, G=007, H=1e3, I=TRUE}",
        job.script().env().toString());
  }

  @Test
  void theScriptOfAJobIsTaken() {
    Job job = Reading.jobWith("shell: [bash, -c], dir: ./sub/../web//app/, env: { A: b }");
    assertEquals(
        new Script(new Command.Everywhere("x"), List.of("bash", "-c"), "web/app", Map.of("A", "b")),
        job.script());
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "./", "a/..", "\"./.\""})
  void aDirThatIsTheProjectIsADot(String dir) {
    assertEquals(".", Reading.jobWith("dir: " + dir).script().dir());
  }

  @Test
  void retriesAreANumberOrAMapWithDefaults() {
    assertEquals(Retry.NONE.withLimit(2), Reading.jobWith("retries: 2").limits().retry());
    assertEquals(
        new Retry(3, Duration.ofSeconds(10), 2.0, Duration.ofMinutes(1), true, List.of(75)),
        Reading.jobWith("retries: { limit: 3, delay: 10s, on_exit: [75] }").limits().retry());
    assertEquals(
        new Retry(1, Duration.ofSeconds(1), 1.5, Duration.ofHours(1), false, List.of()),
        Reading.jobWith("retries: { limit: 1, backoff: 1.5, max_delay: 1h, jitter: false }")
            .limits()
            .retry());
  }

  @Test
  void limitsTagsPriorityAndTextsAreTaken() {
    Job job =
        Reading.jobWith(
            "timeout: 2h, grace: 500ms, tags: [b, a], priority: -3, description: d, fail_text: f");
    assertEquals(
        new Limits(Optional.of(Duration.ofHours(2)), Duration.ofMillis(500), Retry.NONE),
        job.limits());
    assertEquals(List.of("b", "a"), List.copyOf(job.tags()));
    assertEquals(-3, job.priority());
    assertEquals("d", job.description());
    assertEquals("f", job.failText());
  }

  @Test
  @DisplayName("J16 a condition may be the name of a variable")
  void aConditionIsABooleanAVariableOrAList() {
    assertEquals(
        List.of(new Rule(new Condition.Env("X"), "")), Reading.jobWith("skip: X").gate().skip());
    assertEquals(
        List.of(new Rule(new Condition.Literal(false), "")),
        Reading.jobWith("only: false").gate().only());
    assertEquals(
        List.of(
            new Rule(new Condition.Env("CI"), "not here"),
            new Rule(new Condition.Ref("release/*"), ""),
            new Rule(new Condition.Run("test -f x"), ""),
            new Rule(new Condition.Exists("*.md"), ""),
            new Rule(new Condition.Changed("src/**", "HEAD"), ""),
            new Rule(new Condition.Changed("a", "main~2"), "")),
        Reading.jobWith(
                "skip: [{ env: CI, desc: not here }, { ref: release/* }, { run: test -f x },"
                    + " { exists: '*.md' }, { changed: 'src/**' }, { changed: a, since: main~2 }]")
            .gate()
            .skip());
  }

  @Test
  void theRoleOfAJobIsTaken() {
    assertEquals(
        new Role(true, true, false, Optional.empty(), true),
        Reading.jobWith("background: true, silent: true, daemonize: keep").role());
    assertEquals(
        Optional.of(new Role.Service(Optional.of("test -S x"))),
        Reading.jobWith("service: true, ready: test -S x").role().service());
    assertTrue(Reading.jobWith("interactive: true").role().interactive());
  }

  @Test
  void defaultsFillInWhatAJobDoesNotSayAndEnvIsMergedPerVariable() {
    Workflow workflow =
        Reading.defaultWorkflow(
            """
            workflows:
              w:
                background: true
                defaults:
                  { timeout: 5m, retries: 2, tags: [x], silent: true, env: { A: 1, B: 2 }, dir: sub }
                jobs:
                  a: { run: x }
                  b: { run: x, timeout: 1h, retries: 0, tags: [y], env: { B: 3 }, background: false }
            """);
    Job a = workflow.jobs().getFirst();
    Job b = workflow.jobs().getLast();
    assertEquals(Optional.of(Duration.ofMinutes(5)), a.limits().timeout());
    assertEquals(2, a.limits().retry().limit());
    assertEquals("sub", a.script().dir());
    assertEquals(new Role(true, true, false, Optional.empty(), false), a.role());
    assertEquals(Optional.of(Duration.ofHours(1)), b.limits().timeout());
    assertEquals(0, b.limits().retry().limit());
    assertEquals(Set.of("y"), b.tags());
    assertEquals("{A=1, B=3}", b.script().env().toString());
    assertEquals(Role.PLAIN, b.role());
  }

  @Test
  void aDefaultThatCannotApplyToAServiceIsLeftOutThere() {
    Job job =
        Reading.job(
            """
            workflows:
              w:
                defaults: { timeout: 5m, retries: 2 }
                jobs: { s: { run: x, service: true } }
            """);
    assertEquals(Limits.DEFAULT, job.limits());
  }

  @Test
  void logAndSyncAreTaken() {
    Project project =
        Reading.project(
            "jobs: {}\nsync: always\nlog: { retention: 1d, keep_last: 0, max_size: 1KB }");
    assertEquals(Sync.ALWAYS, project.sync());
    assertEquals(new LogLimits(Duration.ofDays(1), 0, 1024, 500L << 20), project.log());
  }

  @Test
  void keysThatBeginWithXAreIgnoredAtTheTop() {
    assertEquals(Reading.project("jobs: {}"), Reading.project("x-a: { b: [c] }\njobs: {}"));
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsAreTolerated() {
    assertEquals(
        Reading.job("jobs: {a: {run: x}}"), Reading.job("\uFEFFjobs:\r\n  a: {run: x}\r\n"));
  }

  @Test
  void theStarterFileIsReadAndItsJobsNeedEachOther() {
    List<Job> jobs = Reading.defaultWorkflow(StarterConfig.text()).jobs();
    assertEquals(2, jobs.size());
    assertEquals(List.of(jobs.getFirst().name()), jobs.getLast().needs());
  }

  @Test
  void filesOrAFlagMakeAJobAStep() {
    assertEquals(Optional.empty(), Reading.jobWith("tags: [t]").checkpoint());
    assertEquals(Optional.of(Checkpoint.PLAIN), Reading.jobWith("checkpoint: true").checkpoint());
    assertEquals(
        Optional.of(new Checkpoint(List.of("../a", "b/**"), List.of("c"))),
        Reading.jobWith("dir: d, inputs: [../a, b/**], outputs: [c]").checkpoint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "inputs: [x] | tags: [t] | inputs=[x], outputs=[]",
        "inputs: [x] | inputs: [y], outputs: [z] | inputs=[y], outputs=[z]",
        "inputs: [x] | checkpoint: false |",
        "inputs: [x] | service: true |",
        "checkpoint: true | tags: [t] | inputs=[], outputs=[]",
        "checkpoint: true | interactive: true |",
        "checkpoint: false | tags: [t] |",
        "checkpoint: false, inputs: [x] | outputs: [z] | inputs=[], outputs=[z]",
        "checkpoint: false, inputs: [x] | checkpoint: true | inputs=[x], outputs=[]",
        "checkpoint: false | foreach: { list: [a] } | inputs=[], outputs=[]",
      })
  void aJobsOwnKeysGoOverTheCheckpointOfTheDefaults(String defaults, String own, String found) {
    Job job =
        Reading.job(
            "workflows: { w: { defaults: { %s }, jobs: { a: { run: x, %s } } } }"
                .formatted(defaults, own));
    Optional<String> expected = Optional.ofNullable(found).map(it -> "Checkpoint[" + it + "]");
    assertEquals(expected, job.checkpoint().map(Checkpoint::toString));
  }

  @Test
  void aLoopKnowsItsItemsAndIsAStep() {
    assertEquals(
        Optional.of(new Loop(new Loop.Lines("../x.txt"), OptionalInt.of(3), true)),
        Reading.jobWith("dir: d, foreach: { lines: ../x.txt, concurrency: 3, keep_going: true }")
            .loop());
    assertEquals(new Loop.Matching("*.{a,b}"), items("glob: \"*.{a,b}\""));
    assertEquals(new Loop.Output("true"), items("run: true"));
    assertEquals(new Loop.Listed(List.of("a", "1.10", "", "a")), items("list: [a, 1.10, \"\", a]"));
    assertEquals(
        Optional.of(Checkpoint.PLAIN), Reading.jobWith("foreach: { list: [a] }").checkpoint());
  }

  private static Loop.Items items(String source) {
    return Reading.jobWith("foreach: { " + source + " }").loop().orElseThrow().items();
  }
}
