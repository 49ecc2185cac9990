package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A loop over a list of items, all of which are on record afterwards: the speeds of case L27 of the
 * contract.
 */
final class ItemLoop implements Comparison {
  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int size = setting.size();
    Path folder = setting.folder("foreach");
    ItemFile items = ItemFile.write(folder, size);
    Files.writeString(
        folder.resolve("pawl.yml"),
        "jobs: { each: { run: 'true', foreach: { lines: %s, concurrency: 4 } } }\n"
            .formatted(ItemFile.NAME));
    Contender pawl = setting.run(folder);
    Contender xargs = items.xargs();
    Contender parallel = items.parallel("--joblog", "joblog").atMost(1);

    Race race = new Race("foreach", List.of(pawl, xargs, parallel));
    race.run(setting.rounds());

    results.section("`foreach` over " + Setting.told(size) + " items of `true`, 4 at a time");
    results.paragraph(
        "The same file of items for all. pawl begins each round without `.pawl` and keeps an item "
            + "log; xargs, `sh -c true` per item, keeps nothing; GNU parallel keeps a `--joblog`.");
    results.table(race, xargs);
    results.losses(race, pawl, Setting.RECORDS);
    results.bounds(
        Bound.atLeastTimes("at least as fast as xargs -P", 1, xargs.median().over(pawl.median())),
        Bound.atLeastTimes(
            "at least 4 times as fast as GNU parallel --joblog",
            4,
            parallel.median().over(pawl.median())));
  }
}
