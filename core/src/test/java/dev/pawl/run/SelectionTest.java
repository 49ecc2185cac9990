package dev.pawl.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.graph.JobGraph;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.SkipCause;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SelectionTest {
  /** The graph of J20 to J23. */
  private static final JobGraph GRAPH =
      graph(
          "install",
          "build tags=heavy needs=install",
          "test needs=build",
          "lint tags=quick needs=install");

  private static JobGraph graph(String... lines) {
    List<Job> jobs = new ArrayList<>();
    for (String line : lines) {
      jobs.add(JobNotation.job(JobNotation.words(line)));
    }
    return JobGraph.of(jobs);
  }

  private static Selection named(List<String> jobs, List<String> tags) {
    return Selection.of(GRAPH, new Selectors(jobs, tags, false, List.of()));
  }

  private static Selection skipping(String... skips) {
    return Selection.of(GRAPH, new Selectors(List.of(), List.of(), false, List.of(skips)));
  }

  private static String skipped(Selection selection) {
    return selection.skips().stream()
        .map(skip -> skip.job() + " " + skip.cause().wire() + ": " + skip.reason())
        .collect(Collectors.joining("\n"));
  }

  private static String left(Selection selection) {
    List<JobName> gone = selection.skips().stream().map(RunCommand.Skip::job).toList();
    return GRAPH.jobs().stream()
        .map(Job::name)
        .filter(name -> !gone.contains(name))
        .map(JobName::value)
        .collect(Collectors.joining(" "));
  }

  @Test
  void withoutSelectorsEveryJobTakesPart() {
    Selection selection = Selection.of(GRAPH, Selectors.ALL);
    assertEquals(new Selection(List.of(), selection.named(), List.of(), List.of()), selection);
    assertTrue(selection.named().isEmpty());
  }

  @Test
  @DisplayName("J20 --skip tag:TAG takes out the tagged and what depends on them, with reasons")
  void skipByTag() {
    assertEquals(
        """
        build excluded: asked for by --skip tag:heavy
        test excluded: depends on build, which was skipped\
        """,
        skipped(skipping("tag:heavy")));
  }

  @Test
  @DisplayName("J21 --skip of the root leaves nothing, and every row has a reason")
  void skipOfTheRoot() {
    assertEquals(
        """
        install excluded: asked for by --skip install
        build excluded: depends on install, which was skipped
        test excluded: depends on build, which was skipped
        lint excluded: depends on install, which was skipped\
        """,
        skipped(skipping("install")));
  }

  @Test
  void skipTakesANameAJobAllAndATag() {
    assertEquals("install build lint", left(skipping("test")));
    assertEquals("install build lint", left(skipping("job:test")));
    assertEquals("", left(skipping("all")));
    assertEquals("install build test", left(skipping("tag:quick")));
    assertEquals("install", left(skipping("tag:quick", "build")));
  }

  @Test
  void theFirstOfTwoSkipsIsTheReason() {
    assertTrue(
        skipped(skipping("build", "all")).contains("build excluded: asked for by --skip build"));
  }

  @Test
  @DisplayName("J22 a --skip that matches nothing is a warning, and everything runs")
  void skipOfNothing() {
    for (String text : List.of("nothing-here", "job:nope", "tag:nope", "tag:", "", "ALL")) {
      Selection selection = skipping(text);
      assertEquals(List.of("--skip " + text + " matches no job"), selection.warnings());
      assertEquals("", skipped(selection));
      assertEquals(List.of(), selection.problems());
    }
    assertEquals(
        List.of("--skip quick matches no job; did you mean 'tag:quick'?"),
        skipping("quick").warnings());
  }

  @Test
  @DisplayName("J22 a --job or --tag that matches nothing is a problem, all are named at once")
  void selectionOfNothing() {
    assertEquals(
        List.of(
            "--job nope: there is no such job",
            "--job biuld: there is no such job; did you mean 'build'?",
            "--job all: there is no such job",
            "--tag haevy: no job has this tag"),
        named(List.of("nope", "biuld", "all"), List.of("haevy")).problems());
  }

  @Test
  @DisplayName("J23 --job pulls in what it needs")
  void jobPullsInItsNeeds() {
    Selection selection = named(List.of("build"), List.of());
    assertEquals("install build", left(selection));
    assertEquals(
        "test not_selected: not selected\nlint not_selected: not selected", skipped(selection));
    assertEquals("[build]", selection.named().toString());
  }

  @Test
  void jobAndTagAddUp() {
    assertEquals("install build lint", left(named(List.of("build"), List.of("quick"))));
    assertEquals("install build lint", left(named(List.of(), List.of("quick", "heavy"))));
    assertEquals("install build test lint", left(named(List.of("test", "lint"), List.of())));
  }

  @Test
  void onlyNamedLeavesTheNeedsOut() {
    Selectors selectors = new Selectors(List.of("test"), List.of("quick"), true, List.of());
    assertEquals("test lint", left(Selection.of(GRAPH, selectors)));
  }

  @Test
  void onlyNamedWithoutANameIsAProblem() {
    Selectors selectors = new Selectors(List.of(), List.of(), true, List.of());
    assertEquals(
        List.of("--only-named: name the jobs with --job or --tag"),
        Selection.of(GRAPH, selectors).problems());
  }

  @Test
  void aNamedJobThatEndsExcludedIsAProblem() {
    Selectors itself = new Selectors(List.of("build"), List.of(), false, List.of("tag:heavy"));
    assertEquals(
        List.of("--job build cannot run: it is skipped, asked for by --skip tag:heavy"),
        Selection.of(GRAPH, itself).problems());
    Selectors need = new Selectors(List.of("test"), List.of(), false, List.of("install"));
    assertEquals(
        List.of("--job test cannot run: it depends on build, which was skipped"),
        Selection.of(GRAPH, need).problems());
  }

  @Test
  void aTaggedJobThatEndsExcludedIsNone() {
    Selectors selectors = new Selectors(List.of(), List.of("quick"), false, List.of("install"));
    Selection selection = Selection.of(GRAPH, selectors);
    assertEquals(List.of(), selection.problems());
    assertEquals("", left(selection));
  }

  @Test
  void whatWasNotSelectedIsNotExcluded() {
    Selectors selectors = new Selectors(List.of("lint"), List.of(), false, List.of("build"));
    Selection selection = Selection.of(GRAPH, selectors);
    assertEquals(List.of(), selection.problems());
    assertTrue(selection.skips().stream().allMatch(skip -> skip.cause() == SkipCause.NOT_SELECTED));
  }
}
