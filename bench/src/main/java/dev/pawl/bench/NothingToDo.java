package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A graph of steps, all of them up to date. What Pawl needs to start is measured by the same over a
 * single step, and taken off.
 */
final class NothingToDo implements Comparison {
  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    Workload usual = new Workload(setting.size(), 10, 5);
    compare(setting, results, usual, setting.rounds(), 1.5);
    Workload large = new Workload(setting.large(), 100, 5);
    compare(setting, results, large, setting.few(), 1);
  }

  /** One program and its own copy of the graph: the run that makes all, and those after it. */
  private record Entrant(Path folder, Contender first, Contender again) {
    static Entrant pawl(Setting setting, String name, Path folder) {
      return new Entrant(
          folder,
          new Contender(name, folder, setting.command()),
          new Contender(name, folder, setting.command()).keepingState());
    }

    static Entrant ninja(Path folder) {
      String[] options = {Setting.AT_A_TIME, "--quiet"};
      return new Entrant(
          folder,
          Contender.of(Tool.NINJA, folder, options),
          Contender.of(Tool.NINJA, folder, options).keepingState());
    }

    FileTime newestOutput() throws IOException {
      FileTime newest = FileTime.fromMillis(0);
      try (Stream<Path> outputs = Files.list(folder.resolve(Workload.OUTPUTS))) {
        for (Path output : (Iterable<Path>) outputs::iterator) {
          FileTime written = Files.getLastModifiedTime(output);
          newest = written.compareTo(newest) > 0 ? written : newest;
        }
      }
      return newest;
    }
  }

  private static void compare(
      Setting setting, Results results, Workload graph, int rounds, double limit)
      throws IOException, InterruptedException {
    String name = "noop-" + graph.jobs();
    Path single = Workload.independent(1).writeSteps(setting.folder(name + "/one"));
    Entrant one = Entrant.pawl(setting, "pawl, one step", single);
    Entrant pawl = Entrant.pawl(setting, "pawl", graph.writeSteps(setting.folder(name + "/pawl")));
    Entrant ninja = Entrant.ninja(graph.writeSteps(setting.folder(name + "/ninja")));
    Race race = run(name, List.of(one, pawl, ninja), rounds);

    results.section(
        "Nothing to do: %s steps in %d layers, 5 needs and one small output each"
            .formatted(Setting.told(graph.jobs()), graph.layers()));
    results.table(race, ninja.again());
    results.losses(
        race, pawl.again(), "the start of a virtual machine, which is pawl over one step");
    Figure start = one.again().median();
    Figure afterStart = pawl.again().median().minus(start);
    results.paragraph(
        "After the start of the JVM (%s, which is pawl over one step): %s. The first runs, once: "
                .formatted(start.in("%.3f s"), afterStart.in("%.3f s"))
            + "pawl %s, ninja %s."
                .formatted(
                    pawl.first().median().in("%.1f s"), ninja.first().median().in("%.1f s")));
    results.bounds(
        Bound.atMostTimes(
            "at most %s times ninja after the start of the JVM".formatted(limit),
            limit,
            afterStart.over(ninja.again().median())));
  }

  private static Race run(String name, List<Entrant> entrants, int rounds)
      throws IOException, InterruptedException {
    new Race(name + " first run", entrants.stream().map(Entrant::first).toList()).run(1);
    List<FileTime> made = new ArrayList<>();
    for (Entrant entrant : entrants) {
      entrant.again().after(entrant.first());
      made.add(entrant.newestOutput());
    }
    Race race = new Race(name, entrants.stream().map(Entrant::again).toList());
    race.run(rounds);
    for (int at = 0; at < made.size(); at++) {
      if (!entrants.get(at).newestOutput().equals(made.get(at))) {
        entrants.get(at).again().fail("failed: it has made outputs again");
      }
    }
    return race;
  }
}
