package dev.pawl.app.cli;

import dev.pawl.app.cli.Addresses.Target;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.Closest;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Project;
import dev.pawl.model.RunStatus;
import dev.pawl.run.JobReport;
import dev.pawl.run.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds what a cancel is about. */
final class CancelTargets {
  private final Call call;
  private final Path project;
  private final RunRecords records;

  CancelTargets(Call call, Path project, RunRecords records) {
    this.call = call;
    this.project = project;
    this.records = records;
  }

  /** A run or a job that has not ended; with any other it is refused. */
  Cancellation at(String address) {
    Target target = new Addresses(records).find(address);
    if (target.attempt().isPresent()) {
      throw Refusal.usage("cancel: an attempt cannot be cancelled by itself; name the job");
    }
    RunReport run = target.run();
    Optional<JobReport> job = target.job();
    if (LostRun.is(run)) {
      LostRun.record(call, target.folder());
    }
    if (job.isPresent() && job.get().status().isFinal()) {
      JobReport over = job.get();
      String what = run.run() + ":" + over.name();
      throw ended(what, over.status().wire() + elsewhere(over.name()));
    }
    if (run.status() != RunStatus.RUNNING) {
      throw ended("run " + run.run(), run.status().wire());
    }
    return new Cancellation(target.folder(), run, job.map(JobReport::name).stream().toList());
  }

  /** An address without a run may mean a job of an older run than the user has in mind. */
  private String elsewhere(JobName job) {
    return all().stream()
        .filter(one -> one.run().jobs().stream().anyMatch(each -> isOpen(each, job)))
        .map(one -> "; one that has not: " + one.run().run() + ":" + job)
        .findFirst()
        .orElse("");
  }

  private static boolean isOpen(JobReport job, JobName name) {
    return job.name().equals(name) && !job.status().isFinal();
  }

  private static Refusal ended(String what, String status) {
    return Refusal.refused(what + " has already ended: " + status);
  }

  /** All runs that go on. */
  List<Cancellation> all() {
    return runs(Optional.empty());
  }

  /** The runs of a workflow that go on. */
  List<Cancellation> ofWorkflow(String name) {
    List<Cancellation> found = runs(Optional.of(name));
    if (found.isEmpty()) {
      known(
          "workflow",
          name,
          config -> config.workflows().keySet().stream().map(Object::toString),
          run -> Stream.of(run.workflow().value()));
    }
    return found;
  }

  /** The jobs with a tag that have not ended, in the runs that go on. */
  List<Cancellation> withTag(String tag) {
    List<Cancellation> found = new ArrayList<>();
    for (Cancellation run : all()) {
      List<JobName> jobs =
          run.run().jobs().stream()
              .filter(job -> job.tags().contains(tag) && !job.status().isFinal())
              .map(JobReport::name)
              .toList();
      if (!jobs.isEmpty()) {
        found.add(new Cancellation(run.folder(), run.run(), jobs));
      }
    }
    if (found.isEmpty()) {
      known(
          "tag",
          tag,
          config ->
              config.workflows().values().stream()
                  .flatMap(workflow -> workflow.jobs().stream())
                  .flatMap(job -> job.tags().stream()),
          run -> run.jobs().stream().flatMap(job -> job.tags().stream()));
    }
    return found;
  }

  private List<Cancellation> runs(Optional<String> workflow) {
    Optional<JobStatus> any = Optional.empty();
    return new RunFilter(Optional.empty(), any, workflow, OptionalInt.empty(), false)
        .of(records).stream()
            .filter(run -> run.status() == RunStatus.RUNNING)
            .map(run -> new Cancellation(new RunFolder(project, run.run()), run, List.of()))
            .toList();
  }

  /** Refuses a name that is neither in pawl.yml, as far as that can be read, nor in any run. */
  private void known(
      String kind,
      String name,
      Function<Project, Stream<String>> configured,
      Function<RunReport, Stream<String>> ran) {
    Set<String> names = new TreeSet<>();
    ProjectAt.ifReadable(call.options().folder(), call.options().config().map(Path::toString))
        .ifPresent(config -> configured.apply(config).forEach(names::add));
    if (names.contains(name)) {
      return;
    }
    for (RunFolder folder : records.newestFirst()) {
      records.report(folder).ifPresent(run -> ran.apply(run).forEach(names::add));
    }
    if (!names.contains(name)) {
      String meant =
          Closest.to(name, names)
              .map(close -> "; did you mean '" + close + "'?")
              .orElse(" in pawl.yml or in any run");
      throw Refusal.usage("cancel: no " + kind + " '" + name + "'" + meant);
    }
  }
}
