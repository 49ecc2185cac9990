package dev.pawl.e2e.background;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A project whose runs go on without the command; at the end of the test nothing of it lives. */
record BackgroundProject(Project project) implements AutoCloseable {
  static BackgroundProject in(Path folder, String config) throws IOException {
    return new BackgroundProject(Project.in(folder, config));
  }

  Program.Result pawl(String... arguments) throws IOException, InterruptedException {
    return project.pawl(arguments);
  }

  /** Starts a run that goes on; its record. */
  RunRecord detach(String... arguments) throws IOException, InterruptedException {
    List<String> all = new java.util.ArrayList<>(List.of("run", "--detach"));
    all.addAll(List.of(arguments));
    Program.Result result = project.pawl(all.toArray(String[]::new));
    if (result.exit() != 0) {
      throw new AssertionError(result.told());
    }
    return new RunRecord(project.path(".pawl/runs/" + result.out().strip()));
  }

  /** Waits until the run is over. */
  void awaitEnd(RunRecord run) throws Exception {
    Eventually.holds(() -> told(run), () -> !run.status().isEmpty());
  }

  /** Waits for the process of a job, and for what its command does first. */
  void awaitStart(RunRecord run, String job) throws Exception {
    Eventually.holds(() -> told(run), () -> run.hasStarted(job));
  }

  /** The process of the coordinator that drives a run now. */
  long coordinator(RunRecord run) throws IOException {
    Map<?, ?> last =
        run.events().stream()
            .filter(event -> event.get("event").equals("TakenOver"))
            .reduce((a, b) -> b)
            .map(event -> (Map<?, ?>) event.get("owner"))
            .orElseThrow();
    return (Long) last.get("pid");
  }

  /** The small process that starts the next coordinator of a run. */
  long helper(RunRecord run) throws Exception {
    List<Live.Entry> found =
        Live.marked(run.id()).stream()
            .filter(entry -> entry.command().contains("pawl-helper"))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("expected one helper, found " + found);
    }
    return found.getFirst().pid();
  }

  /** Kills both at once: a coordinator that still runs would start another helper. */
  void killDrivers(RunRecord run) throws Exception {
    long coordinator = coordinator(run);
    long helper = helper(run);
    Live.signal(coordinator, "STOP");
    Live.signal(helper, "KILL");
    Live.signal(coordinator, "KILL");
    Eventually.holds(() -> "it lives on", () -> !Live.isAlive(coordinator));
  }

  /** How many coordinators have taken a run. */
  long takers(RunRecord run) throws IOException {
    return run.events().stream().filter(event -> event.get("event").equals("TakenOver")).count();
  }

  /** A job as {@code pawl jobs} lists it. */
  Map<String, Object> listed(RunRecord run, String job) throws Exception {
    Program.Result listing = project.pawl("jobs", "--run", run.id(), "--format", "json");
    return Listing.job(Listing.of(listing).run(run.id()), job);
  }

  /** What lives of this project: coordinators, helpers, jobs. */
  List<Live.Entry> alive() throws IOException {
    return Live.marked(project.folder() + "");
  }

  private static String told(RunRecord run) {
    try {
      return run.id() + ": " + run.events();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws Exception {
    for (int round = 0; round < 50 && !alive().isEmpty(); round++) {
      alive().forEach(entry -> Live.signal(entry.pid(), "KILL"));
    }
  }
}
