package dev.pawl.app.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.app.console.ConsoleStyle.Rows;
import dev.pawl.app.console.ConsoleStyle.Volume;
import dev.pawl.app.format.Palette;
import dev.pawl.app.testing.ScriptedRun;
import dev.pawl.app.testing.VirtualTerminal;
import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Limits;
import dev.pawl.model.Role;
import dev.pawl.model.RunStatus;
import dev.pawl.model.Script;
import dev.pawl.model.Workflow;
import dev.pawl.run.Entry;
import dev.pawl.run.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Workflow TWO =
      Workflow.of("default", Job.of("build", "make"), Job.of("test", "check"));

  private static final Console.ProgressSource UNTOLD = (run, job, attempt) -> Optional.empty();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static ConsoleStyle style(boolean live, boolean echo, boolean terminal, Volume volume) {
    return new ConsoleStyle(
        live ? Rows.ALWAYS : Rows.NEVER,
        echo,
        volume,
        false,
        new ConsoleStyle.Out(terminal, Palette.PLAIN),
        Palette.PLAIN);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("J32 without a terminal every line shows its job's name, and no escape code passes")
  void plainLines() {
    ConsoleStyle style = style(false, true, false, Volume.NORMAL);
    try (Console console = Console.open(style, new Screen(out, err), () -> 0, 2, UNTOLD)) {
      ScriptedRun run = new ScriptedRun(TWO, console::recorded);
      run.starts("build").starts("test");
      console.line(new JobName("build"), 1, "\u001b[32mcompiling\u001b[0m");
      console.line(new JobName("test"), 1, "one\u001b[2J two\u0007");
      run.after(Duration.ofMillis(1200)).ends("test", JobStatus.FAILED, 3, "exit code 3");
      run.ends("build", JobStatus.SUCCEEDED, 0, "");
    }

    assertEquals("build | compiling\ntest | one two\n", out());
    assertEquals("run 20261120-154741-7f3a: default, 2 jobs\ntest: failed\n", err());
  }

  @Test
  void quietTellsNothingBeforeTheSummaryAndVerboseTellsEveryEnd() {
    for (Volume volume : List.of(Volume.QUIET, Volume.VERBOSE)) {
      err.reset();
      ConsoleStyle style = style(false, false, false, volume);
      try (Console console = Console.open(style, new Screen(out, err), () -> 0, 2, UNTOLD)) {
        ScriptedRun run = new ScriptedRun(TWO, console::recorded);
        run.starts("build").starts("test");
        run.ends("build", JobStatus.SUCCEEDED, 0, "");
        run.ends("test", JobStatus.FAILED, 3, "exit code 3");
      }
      boolean quiet = volume == Volume.QUIET;
      assertEquals(!quiet, err().contains("test: failed, exit code 3 (0.0 s)\n"), err());
      assertEquals(!quiet, err().contains("build: succeeded (0.0 s)\n"), err());
      assertEquals(quiet ? 0 : 3, err().lines().count(), err());
    }
  }

  @Test
  void aRetryIsToldWithItsWait() {
    Workflow workflow = Workflow.of("default", Job.of("flaky", "false"));
    ConsoleStyle style = style(false, false, false, Volume.NORMAL);
    try (Console console = Console.open(style, new Screen(out, err), () -> 0, 1, UNTOLD)) {
      ScriptedRun run = new ScriptedRun(workflow, console::recorded);
      run.starts("flaky").attemptEnds("flaky", JobStatus.FAILED, 1, "exit code 1");
      run.event(new RunEvent.RetryScheduled(new JobName("flaky"), 2, run.now().plusSeconds(4)));
    }
    assertTrue(err().contains("flaky: failed, exit code 1; attempt 2 of 1 in 4.0 s\n"), err());
  }

  @Test
  void noWordIsSaidTwiceAndNoWaitIsEmpty() {
    assertEquals(
        "timed out after 1s",
        Sentences.told(JobStatus.TIMED_OUT, Optional.of("timed out after 1s")));
    assertEquals("failed, exit code 1", told("exit code 1"));
    assertEquals("failed", Sentences.told(JobStatus.FAILED, Optional.empty()));
    assertEquals("in 64 ms", Sentences.due(Duration.ofMillis(64)));
    assertEquals("in 0.1 s", Sentences.due(Duration.ofMillis(100)));
    assertEquals("now", Sentences.due(Duration.ZERO));
  }

  private static String told(String reason) {
    return Sentences.told(JobStatus.FAILED, Optional.of(reason));
  }

  @Test
  void theLastFailureIsLeftToTheSummaryAndOnlySomeJobsAreAnnouncedAsSome() {
    ConsoleStyle style = style(false, false, false, Volume.NORMAL);
    try (Console console = Console.open(style, new Screen(out, err), () -> 0, 1, UNTOLD)) {
      ScriptedRun run = new ScriptedRun(TWO, (state, entries) -> {});
      JobName test = new JobName("test");
      run.starts("test").attemptEnds("test", JobStatus.FAILED, 1, "exit code 1");
      RunEvent created = run.state().created();
      RunEvent ended =
          new RunEvent.JobFinished(
              test, JobStatus.FAILED, Optional.empty(), Optional.of("exit code 1"));
      run.event(ended).over(RunStatus.FAILED, 1);
      for (RunEvent event : List.of(created, ended)) {
        console.recorded(run.state(), List.of(new Entry(1, run.now(), event)));
      }
    }
    assertEquals("run 20261120-154741-7f3a: default, 1 of 2 jobs\n", err());
  }

  @Test
  void liveRowsStandBelowTheLinesAndLeaveNothingBehind() throws Exception {
    VirtualTerminal terminal = new VirtualTerminal(60);
    AtomicLong size = new AtomicLong(24L << 32 | 60);
    ConsoleStyle style = style(true, true, true, Volume.VERBOSE);
    try (Console console =
        Console.open(style, new Screen(terminal, terminal), size::get, 2, UNTOLD)) {
      ScriptedRun run = new ScriptedRun(TWO, console::recorded);
      run.starts("build").starts("test");
      console.line(new JobName("build"), 1, "compiling \u001b[1mmuch\u001b[0m " + "x".repeat(90));
      await(terminal, rows -> rows.getLast().startsWith("[>"));
      List<String> rows = terminal.screen();
      assertTrue(rows.getLast().contains("0/2 jobs, 2 running"), rows.toString());
      assertTrue(rows.get(rows.size() - 3).startsWith("  build "), rows.toString());
      assertTrue(rows.get(rows.size() - 3).endsWith("…"), rows.toString());

      terminal.resize(31);
      size.set(24L << 32 | 31);
      run.ends("build", JobStatus.SUCCEEDED, 0, "");
      await(terminal, now -> now.getLast().startsWith("1/2 jobs"));
    }

    List<String> rows = terminal.screen();
    assertEquals("build: succeeded (0.0 s)", rows.getLast());
    assertTrue(rows.getFirst().startsWith("run 20261120"), rows.toString());
    assertFalse(rows.toString().contains("running"), rows.toString());
    assertTrue(terminal.cursorIsAtLineStart());
  }

  @Test
  @DisplayName("L28 of a job that runs alone a row is drawn once it tells progress")
  void aSingleJobHasARowForItsProgress() throws Exception {
    VirtualTerminal terminal = new VirtualTerminal(60);
    ConsoleStyle style =
        new ConsoleStyle(
            Rows.FOR_PROGRESS,
            true,
            Volume.NORMAL,
            false,
            new ConsoleStyle.Out(true, Palette.PLAIN),
            Palette.PLAIN);
    AtomicReference<String> file = new AtomicReference<>("");
    CountDownLatch asked = new CountDownLatch(2);
    Console.ProgressSource source =
        (run, job, attempt) -> {
          asked.countDown();
          assertEquals(ScriptedRun.ID + ":update:1", run + ":" + job + ":" + attempt);
          return JobProgress.parse(file.get());
        };
    Screen screen = new Screen(terminal, terminal);
    try (Console console = Console.open(style, screen, () -> 24L << 32 | 60, 1, source)) {
      Workflow one = Workflow.of("default", Job.of("update", "./update"));
      ScriptedRun run = new ScriptedRun(one, console::recorded);
      run.starts("update");
      console.line(new JobName("update"), 1, "hello");
      asked.await();
      assertEquals(List.of("update | hello"), terminal.screen().subList(1, 2));
      assertEquals(2, terminal.screen().size(), terminal.screen().toString());
      file.set("5/9 reading");
      await(terminal, rows -> rows.size() > 2 && rows.get(2).contains("5/9  reading  hello"));
      run.ends("update", JobStatus.SUCCEEDED, 0, "");
    }
    assertEquals(2, terminal.screen().size(), terminal.screen().toString());
  }

  @Test
  void aClosedStdoutLosesLinesAndNothingElse() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ConsoleStyle style = style(false, true, false, Volume.NORMAL);
    try (Console console = Console.open(style, new Screen(closed, err), () -> 0, 2, UNTOLD)) {
      ScriptedRun run = new ScriptedRun(TWO, console::recorded);
      run.starts("build");
      console.line(new JobName("build"), 1, "one");
      console.line(new JobName("build"), 1, "two");
      run.ends("build", JobStatus.FAILED, 1, "exit code 1");
    }
    assertTrue(err().contains("build: failed\n"), err());
  }

  private static final Workflow ASKS =
      Workflow.of(
          "default",
          new Job(
              new JobName("asks"),
              "",
              List.of(),
              Script.of("vi"),
              Limits.DEFAULT,
              Gate.OPEN,
              new Role(false, false, true, Optional.empty(), false),
              0,
              Set.of(),
              "",
              Optional.empty(),
              Optional.empty()));

  @Test
  @DisplayName("J36 nothing is written while an interactive job has the terminal")
  void anInteractiveJobHasTheTerminalForItself() {
    ConsoleStyle style = style(false, false, true, Volume.NORMAL);
    try (Console console = Console.open(style, new Screen(out, err), () -> 0, 1, UNTOLD)) {
      ScriptedRun run = new ScriptedRun(ASKS, console::recorded);
      console.notice("before");
      run.starts("asks");
      String told = err();
      assertTrue(told.endsWith("pawl: before\n"), told);
      console.notice("meanwhile");
      assertEquals(told, err());
      run.ends("asks", JobStatus.SUCCEEDED, 0, "");
    }
    assertTrue(err().endsWith("pawl: before\npawl: meanwhile\n"), err());
  }

  @Test
  void aTerminalThatTakesNothingDoesNotHoldTheCoordinator() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    OutputStream stopped =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            stuck.countDown();
            try {
              released.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    ConsoleStyle style = style(false, false, true, Volume.NORMAL);
    try (Console console = Console.open(style, new Screen(out, stopped), () -> 0, 1, UNTOLD)) {
      ScriptedRun run = new ScriptedRun(ASKS, console::recorded);
      stuck.await();
      try {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> run.starts("asks"));
      } finally {
        released.countDown();
      }
      run.ends("asks", JobStatus.SUCCEEDED, 0, "");
    }
  }

  @Test
  void tenThousandJobsCostTheCoordinatorNextToNothing() {
    Job[] jobs = new Job[10_000];
    for (int at = 0; at < jobs.length; at++) {
      jobs[at] = Job.of("job" + at, "true");
    }
    Workflow workflow = Workflow.of("default", jobs);
    ConsoleStyle style = style(false, true, false, Volume.NORMAL);
    long[] spent = {0};
    try (Console console =
        Console.open(style, new Screen(out, err), () -> 0, jobs.length, UNTOLD)) {
      ScriptedRun run =
          new ScriptedRun(
              workflow,
              (state, entries) -> {
                long before = System.nanoTime();
                console.recorded(state, entries);
                spent[0] += System.nanoTime() - before;
              });
      for (Job job : jobs) {
        run.starts(job.name().value());
        console.line(job.name(), 1, "a line");
        run.ends(job.name().value(), JobStatus.SUCCEEDED, 0, "");
      }
    }
    assertEquals(10_000, out().lines().count());
    assertEquals(1, err().lines().count());
    long each = spent[0] / jobs.length;
    assertTrue(each < 200_000, () -> each + " ns per job");
  }

  private static void await(VirtualTerminal terminal, Predicate<List<String>> wanted)
      throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    List<String> rows = List.of();
    while (System.nanoTime() < until) {
      rows = terminal.screen();
      if (!rows.isEmpty() && wanted.test(rows)) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("never seen; last: " + rows);
  }
}
