package dev.pawl.bench;

import java.io.IOException;
import java.util.List;

/** A few jobs, and all programs of the kind: what a small run costs with each. */
final class Peers implements Comparison {
  private static final int SHARE = 100;

  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int jobs = Math.max(Setting.SMALLEST_SIZE, setting.size() / SHARE);
    PeerProject project = PeerProject.write(setting.folder("peers"), jobs);
    Contender pawl = setting.run(project.folder());
    ItemFile items = ItemFile.write(project.folder(), jobs);
    List<Contender> all =
        List.of(
            pawl,
            Contender.of(Tool.NINJA, project.folder(), Setting.AT_A_TIME, "--quiet"),
            Contender.of(Tool.MAKE, project.folder(), Setting.AT_A_TIME, "-s", "all"),
            items.xargs(),
            items.parallel(),
            project.taskSpooler(),
            project.just(),
            project.lefthook(),
            project.snakemake(),
            project.turbo().atMost(1));
    Race race = new Race("peers", all);
    race.run(setting.few());

    results.section("A small run: " + Setting.told(jobs) + " independent jobs `true`, 4 at a time");
    results.paragraph(
        "task-spooler is given one job after the other, and waited for. snakemake's jobs make a "
            + "file each. turbo runs `npm run` in a package per job.");
    results.table(race, pawl);
    results.losses(race, pawl, "half of a run so small is the start of a virtual machine");
  }
}
