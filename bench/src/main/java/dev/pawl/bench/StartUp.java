package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a command takes from shell to shell when there is next to nothing to do. */
final class StartUp implements Comparison {
  private static final String JOB = "jobs:\n  hello: { run: 'true' }\n";
  private static final String RECIPE = "hello:\n  @true\n";

  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    Path folder = setting.folder("start");
    BacklogProject.write(folder, 1);
    Files.writeString(folder.resolve("pawl.yml"), JOB);
    Files.writeString(folder.resolve("justfile"), RECIPE);
    Contender version = pawl(setting, folder, "version");
    Contender validate = pawl(setting, folder, "validate");
    Contender status = pawl(setting, folder, "status");
    Contender jobs = pawl(setting, folder, "jobs");
    Contender run = pawl(setting, folder, "run");
    Contender git = new Contender("git --version", folder, List.of("git", "--version"));
    Contender just = Contender.of(Tool.JUST, folder, "--list").named("just --list");
    Race race = new Race("start", List.of(version, validate, status, jobs, run, git, just));
    race.run(2 * setting.rounds());

    results.section("Start-up, from shell to shell");
    results.paragraph(
        "A project of one job `true` and one item, with the records of earlier runs.");
    results.table(race, git);
    results.losses(race, version, "a virtual machine starts, some 35 ms, and reads its classes");
    results.bounds(
        Bound.under("`pawl version` in under 60 ms", 0.06, version.median(), "%.3f s"),
        Bound.under("`pawl validate` in under 100 ms", 0.1, validate.median(), "%.3f s"),
        Bound.under("`pawl status` in under 150 ms", 0.15, status.median(), "%.3f s"),
        Bound.under("`pawl jobs` in under 150 ms", 0.15, jobs.median(), "%.3f s"),
        Bound.under("`pawl run` of one job in under 200 ms", 0.2, run.median(), "%.3f s"));
  }

  private static Contender pawl(Setting setting, Path folder, String... words) {
    String name = "pawl " + String.join(" ", words);
    List<String> command = Stream.concat(Stream.of(setting.pawl()), Stream.of(words)).toList();
    return new Contender(name, folder, command).keepingState();
  }
}
