package dev.pawl.app.cli;

import dev.pawl.app.cli.Addresses.Target;
import dev.pawl.coordinator.RunRequest;
import dev.pawl.graph.JobGraph;
import dev.pawl.journal.Plan;
import dev.pawl.journal.Plans;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunStatus;
import dev.pawl.model.Secrets;
import dev.pawl.model.SkipCause;
import dev.pawl.model.Workflow;
import dev.pawl.run.JobReport;
import dev.pawl.run.Placement;
import dev.pawl.run.RunReport;
import dev.pawl.run.Selectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code pawl retry}: runs again what of a run has not succeeded, as {@code pawl.yml} is now, with
 * the concurrency and the variables of that run. What has succeeded counts as done.
 */
final class RetryCommand implements Subcommand {
  private static final Set<JobStatus> DONE = Set.of(JobStatus.SUCCEEDED, JobStatus.UP_TO_DATE);

  @Override
  public String synopsis() {
    return "retry [ADDRESS] [--from JOB]";
  }

  @Override
  public String example() {
    return "pawl retry last";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .option(
            "JOB", "Run this job again and all that depends on it, whatever it ended as", "--from")
        .argument("ADDRESS");
  }

  @Override
  public int run(Call call) throws IOException {
    call.caller().signals().endProgram();
    ProjectAt at = ProjectAt.read(call);
    UnseenRuns.tell(call, at.folder());
    Target target = find(call, at);
    RunReport run = target.run();
    Plan plan = plan(target);
    check(run, plan);
    Workflow workflow = at.workflow(Optional.of(run.workflow().value()));
    JobGraph graph = JobGraph.of(workflow.jobs());
    BitSet undone = undone(call, target, graph);
    if (undone.isEmpty()) {
      String what = target.job().map(job -> job.name() + " and what needs it: all").orElse("all");
      call.say("pawl: nothing to retry, " + what + " that ran in run " + run.run() + " succeeded");
      return ExitCode.FINE;
    }
    List<JobName> again = names(graph, withServices(graph, undone));
    Map<String, String> env = env(call, plan.env());
    OptionalInt concurrency =
        workflow.mode() == Workflow.Mode.PARALLEL ? plan.concurrency() : OptionalInt.empty();
    Selectors selectors =
        new Selectors(again.stream().map(JobName::value).toList(), List.of(), true, List.of());
    if (!call.options().quiet()) {
      String jobs = again.stream().map(JobName::value).collect(Collectors.joining(", "));
      call.say("retrying run " + run.run() + ": " + jobs);
    }
    Placement placement = Placing.of(call, workflow, false);
    return new ForegroundRun(call, again.size(), workflow)
        .run(echo ->
            new RunRequest(
                at.folder(),
                at.project(),
                workflow,
                selectors,
                concurrency,
                env,
                Optional.of(run.run()),
                false,
                Optional.empty(),
                echo,
                placement,
                Optional.empty()));
  }

  private static void check(RunReport run, Plan plan) {
    if (run.status() == RunStatus.RUNNING) {
      throw Refusal.refused("run " + run.run() + " is still running; retry it when it has ended");
    }
    if (plan.work().isPresent()) {
      throw Refusal.refused(
          "run "
              + run.run()
              + " worked at the backlog; 'pawl work' goes on with it,"
              + " 'pawl backlog unblock ID' first where an item is blocked");
    }
  }

  /** What is meant; a run that was killed has its end recorded first. */
  private static Target find(Call call, ProjectAt at) {
    String address = call.argument().orElse(Address.LAST);
    Addresses addresses = new Addresses(new RunRecords(at.folder(), call));
    Target found = addresses.find(address);
    if (!LostRun.is(found.run())) {
      return found;
    }
    LostRun.record(call, found.folder());
    return addresses.find(address);
  }

  /** With the services that they need, of which none is left from the old run. */
  private static BitSet withServices(JobGraph graph, BitSet undone) {
    BitSet all = graph.withNeeds(undone);
    all.stream()
        .filter(job -> !undone.get(job) && !graph.job(job).role().isService())
        .forEach(all::clear);
    return all;
  }

  /** The jobs that are to run again. */
  private static BitSet undone(Call call, Target target, JobGraph graph) {
    Optional<String> from = call.value("--from");
    if (from.isPresent() && target.job().isPresent()) {
      throw Refusal.usage("retry: name a job once, in the address or with --from");
    }
    if (from.isPresent()) {
      return graph.withDependents(only(graph, from.get()));
    }
    BitSet wanted = new BitSet();
    List<String> missing = new ArrayList<>();
    for (JobReport job : target.run().jobs()) {
      OptionalInt index = graph.find(job.name().value());
      if (!isUndone(job)) {
        continue;
      }
      if (index.isPresent()) {
        wanted.set(index.getAsInt());
      } else {
        missing.add(job.name().value());
      }
    }
    if (!missing.isEmpty() && wanted.isEmpty()) {
      throw Refusal.usage(
          "retry: what has not succeeded is no longer in pawl.yml: " + String.join(", ", missing));
    }
    if (!missing.isEmpty()) {
      call.say("pawl: no longer in pawl.yml, so not retried: " + String.join(", ", missing));
    }
    if (target.job().isPresent()) {
      wanted.and(graph.withDependents(only(graph, target.job().get().name().value())));
    }
    return wanted;
  }

  private static boolean isUndone(JobReport job) {
    return job.status() == JobStatus.SKIPPED
        ? job.cause().equals(Optional.of(SkipCause.NOT_REACHED))
        : !DONE.contains(job.status());
  }

  private static BitSet only(JobGraph graph, String name) {
    BitSet one = new BitSet();
    one.set(
        graph
            .find(name)
            .orElseThrow(() -> Refusal.usage("retry: there is no job '" + name + "' in pawl.yml")));
    return one;
  }

  private static List<JobName> names(JobGraph graph, BitSet jobs) {
    return jobs.stream().mapToObj(graph::name).toList();
  }

  private static Plan plan(Target target) {
    try {
      return Plans.read(target.folder());
    } catch (BrokenFileException | DamagedFileException e) {
      throw Refusal.broken(String.valueOf(e.getMessage()));
    }
  }

  /** What --env said then; a secret is not on record and has to be in the environment now. */
  private static Map<String, String> env(Call call, Map<String, String> recorded) {
    Map<String, String> env = new LinkedHashMap<>();
    Set<String> lost = new LinkedHashSet<>();
    recorded.forEach((name, value) -> {
      String now = call.caller().environment().get(name);
      boolean isSecret = value.contains(Secrets.MASK);
      if (isSecret && now == null) {
        lost.add(name);
      } else {
        env.put(name, isSecret ? now : value);
      }
    });
    if (!lost.isEmpty()) {
      String names = String.join(", ", lost);
      throw Refusal.usage(
          "retry: the secret value of --env "
              + names
              + " is not on record; set it in the environment");
    }
    return env;
  }
}
