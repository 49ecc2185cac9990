package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Jobs that need others: what a graph costs on top of its jobs. */
final class LayeredJobs implements Comparison {
  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int jobs = setting.size();
    Path folder = new Workload(jobs, 10, 5).write(setting.folder("layered"));
    Contender pawl = setting.run(folder);
    Contender ninja = Contender.of(Tool.NINJA, folder, Setting.AT_A_TIME, "--quiet");
    Contender make =
        Contender.of(Tool.MAKE, folder, Setting.AT_A_TIME, "-s", "all").atMost(setting.few());

    Race race = new Race("layered", List.of(pawl, ninja, make));
    race.run(setting.rounds());

    results.section(Setting.told(jobs) + " jobs `true` in 10 layers, 5 needs each, 4 at a time");
    results.table(race, ninja);
    results.losses(race, pawl, Setting.RECORDS);
    results.bounds(
        Bound.atMostTimes("at most 1.05 times ninja", 1.05, pawl.median().over(ninja.median())),
        Bound.under("under 200 MB", 200, pawl.peak(), "%.0f MB"));
  }
}
