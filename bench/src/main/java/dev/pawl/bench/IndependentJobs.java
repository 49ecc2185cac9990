package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Jobs that need nothing: what a job costs. */
final class IndependentJobs implements Comparison {
  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int jobs = setting.size();
    Path folder = Workload.independent(jobs).write(setting.folder("independent"));
    ItemFile items = ItemFile.write(folder, jobs);
    Contender pawl = setting.run(folder);
    Contender ninja = Contender.of(Tool.NINJA, folder, Setting.AT_A_TIME, "--quiet");
    Contender make =
        Contender.of(Tool.MAKE, folder, Setting.AT_A_TIME, "-s", "all").atMost(setting.few());
    Contender xargs = items.xargs().atMost(setting.few());
    Contender parallel = items.parallel().atMost(1);

    Race race = new Race("independent", List.of(pawl, ninja, make, xargs, parallel));
    race.run(setting.rounds());

    results.section(Setting.told(jobs) + " independent jobs `true`, 4 at a time");
    results.table(race, ninja);
    results.losses(race, pawl, Setting.RECORDS);
    results.bounds(
        Bound.atMostTimes("at most 1.05 times ninja", 1.05, pawl.median().over(ninja.median())),
        Bound.atLeastTimes(
            "at least 4 times as fast as GNU parallel", 4, parallel.median().over(pawl.median())),
        Bound.under("under 200 MB", 200, pawl.peak(), "%.0f MB"));
  }
}
