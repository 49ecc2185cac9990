package dev.pawl.app.cli;

import dev.pawl.coordinator.LostRuns;
import dev.pawl.coordinator.Repetition;
import dev.pawl.coordinator.RunRequest;
import dev.pawl.coordinator.StepPreview;
import dev.pawl.graph.JobGraph;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.run.Placement;
import dev.pawl.run.Selection;
import dev.pawl.run.Selectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pawl run}: runs a workflow in the foreground, or tells what it would do. */
final class RunWorkflowCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "run [WORKFLOW] [OPTIONS]";
  }

  @Override
  public String example() {
    return "pawl run --job test -j 4";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .values("JOB", "Run this job and what it needs", "--job")
        .values("TAG", "Run the jobs with this tag and what they need", "--tag")
        .flag("Leave out what --job and --tag need", "--only-named")
        .values("WHAT", "Leave out: JOB, tag:TAG or all, with dependents", "--skip")
        .option("N", "Run at most N jobs at a time", "-j")
        .values("K=V", "Set a variable for every job", "--env")
        .flag("Run background jobs in the foreground too", "--foreground")
        .flag("Tell what would run, start nothing", "--dry-run")
        .flag("Run everything in the background, and return at once", "--detach")
        .flag("Run steps also when they are up to date", "--fresh")
        .flag("Tell of every job why it runs or not", "--explain")
        .argument("WORKFLOW");
  }

  @Override
  public int run(Call call) throws IOException {
    // Until the coordinator takes over. The virtual machine's own answer takes its time, and the
    // main thread would meanwhile go on and begin a run.
    call.caller().signals().endProgram();
    OptionalInt concurrency = call.count("-j", 1);
    Map<String, String> env = env(call.values("--env"));
    Optional<Repetition> repetition = repetition(call, concurrency, env);
    Optional<Repetition.Recorded> again = repetition.flatMap(Repetition::again);
    if (again.isPresent()) {
      return repeated(call, again.get());
    }
    ProjectAt at = ProjectAt.read(call);
    Workflow workflow = at.workflow(call.argument());
    Selectors selectors = selectors(call);
    refuseUselessConcurrency(workflow, concurrency);
    if (call.flag("--dry-run")) {
      Secrets secrets = call.secrets(workflow, env);
      StepPreview steps = StepPreview.of(at.folder(), workflow, env, secrets, call.flag("--fresh"));
      return DryRun.of(workflow, selectors, secrets, steps).tell(call, concurrency);
    }
    UnseenRuns.tell(call, at.folder());
    Placement placement = Placing.of(call, workflow);
    return new ForegroundRun(call, taking(workflow, selectors), workflow)
        .run(echo ->
            new RunRequest(
                at.folder(),
                at.project(),
                workflow,
                selectors,
                concurrency,
                env,
                Optional.empty(),
                call.flag("--fresh"),
                placement == Placement.INLINE ? repetition : Optional.empty(),
                echo,
                placement,
                Optional.empty()));
  }

  /** What a run does for its project besides, here as well. */
  private static int repeated(Call call, Repetition.Recorded run) {
    Path project = ProjectAt.folderOf(ProjectAt.find(call));
    UnseenRuns.tell(call, project);
    ForegroundRun.tellRepeated(call, run);
    new LostRuns(project, new LookersMask(call), notice -> call.say("pawl: " + notice)).record();
    return ExitCode.FINE;
  }

  /** Empty when more is asked for than a run of all jobs, or when every job is to be told of. */
  private static Optional<Repetition> repetition(
      Call call, OptionalInt concurrency, Map<String, String> env) {
    boolean all = selectors(call).takeAll();
    boolean told =
        call.flag("--detach")
            || call.flag("--explain")
            || call.options().verbose()
            || call.flag("--dry-run");
    if (!all || told || call.flag("--fresh")) {
      return Optional.empty();
    }
    Path config = ProjectAt.find(call);
    return Optional.of(
        new Repetition(
            new Repetition.Question(
                ProjectAt.folderOf(config),
                config,
                call.argument(),
                concurrency,
                env,
                call.caller().environment(),
                call.caller().version() + " " + System.getProperty("java.class.path"))));
  }

  private static void refuseUselessConcurrency(Workflow workflow, OptionalInt concurrency) {
    if (concurrency.isPresent() && workflow.mode() != Workflow.Mode.PARALLEL) {
      throw Refusal.usage(
          "-j "
              + concurrency.getAsInt()
              + ": workflow '"
              + workflow.name()
              + "' is "
              + workflow.mode().name().toLowerCase(Locale.ROOT)
              + " and runs one job at a time");
    }
  }

  /** How many jobs take part, as far as the command line decides it. */
  private static int taking(Workflow workflow, Selectors selectors) {
    if (selectors.takeAll()) {
      return workflow.jobs().size();
    }
    int skipped = Selection.of(JobGraph.of(workflow.jobs()), selectors).skips().size();
    return workflow.jobs().size() - skipped;
  }

  private static Selectors selectors(Call call) {
    return new Selectors(
        call.values("--job"),
        call.values("--tag"),
        call.flag("--only-named"),
        call.values("--skip"));
  }

  private static Map<String, String> env(List<String> settings) {
    Map<String, String> env = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw Refusal.usage("--env: expected NAME=VALUE, found '" + setting + "'");
      }
      String name = setting.substring(0, equals);
      if (name.startsWith("PAWL_")) {
        throw Refusal.usage("--env " + name + ": names that begin with PAWL_ are Pawl's own");
      }
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw Refusal.usage("--env: '" + name + "' is not the name of a variable");
      }
      env.put(name, setting.substring(equals + 1));
    }
    return env;
  }
}
