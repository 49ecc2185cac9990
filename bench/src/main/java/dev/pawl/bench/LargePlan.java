package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A large workflow that is only looked at. */
final class LargePlan implements Comparison {
  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int jobs = setting.large();
    Path folder = new Workload(jobs, 100, 5).write(setting.folder("plan"));
    Contender pawl = setting.run(folder, "--dry-run");
    Race race = new Race("plan", List.of(pawl));
    race.run(setting.few());

    results.section(
        Setting.told(jobs)
            + " jobs with 5 needs each: load, validate, plan, to the end of `--dry-run`");
    results.table(race, pawl);
    results.bounds(
        Bound.under("under 4 s", 4, pawl.median(), "%.2f s"),
        Bound.under("under 1 GB", 1024, pawl.peak(), "%.0f MB"));
  }
}
