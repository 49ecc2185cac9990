package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs every comparison side by side on this machine and writes RESULTS.md.
 *
 * <p>Rounds alternate between the programs, so that whatever else the machine does hits all alike;
 * a ratio of medians is what counts. Arguments: the pawl launcher, a folder to work in, the file to
 * write, rounds.
 */
public final class Compare {
  private static final int JOBS = 10_000;
  private static final int MANY_JOBS = 100_000;
  private static final int LINKS = 500;
  private static final String AT_A_TIME = "-j4";

  private final String pawl;
  private final Path work;
  private final int rounds;
  private final Results results = new Results();

  private Compare(String pawl, Path work, int rounds) {
    this.pawl = pawl;
    this.work = work;
    this.rounds = rounds;
  }

  /** Entry. */
  public static void main(String[] arguments) throws Exception {
    Compare compare =
        new Compare(arguments[0], Path.of(arguments[1]), Integer.parseInt(arguments[3]));
    compare.independent();
    compare.layered();
    compare.latency();
    compare.plan();
    compare.results.write(Path.of(arguments[2]), arguments[0]);
  }

  private void independent() throws IOException, InterruptedException {
    Path folder = Workload.independent(JOBS).write(work.resolve("independent"));
    String feed = "seq " + JOBS + " | ";
    List<Contender> contenders =
        List.of(
            pawl(folder),
            new Contender("ninja", folder, "ninja", AT_A_TIME, "--quiet"),
            new Contender("make", folder, "make", AT_A_TIME, "-s", "all"),
            new Contender("xargs", folder, "sh", "-c", feed + "xargs -P4 -n1 sh -c true"),
            new Contender(
                "GNU parallel", folder, "sh", "-c", feed + "parallel -j4 'sh -c true #'"));
    results.contest("10,000 independent jobs `true`, 4 at a time", race(contenders), "ninja");
  }

  private void layered() throws IOException, InterruptedException {
    Path folder = new Workload(JOBS, 10, 5).write(work.resolve("layered"));
    List<Contender> contenders =
        List.of(
            pawl(folder),
            new Contender("ninja", folder, "ninja", AT_A_TIME, "--quiet"),
            new Contender("make", folder, "make", AT_A_TIME, "-s", "all"));
    results.contest(
        "10,000 jobs in 10 layers, 5 needs each, 4 at a time", race(contenders), "ninja");
  }

  private Contender pawl(Path folder) {
    return new Contender("pawl", folder, pawl, "run", AT_A_TIME);
  }

  private List<Contender> race(List<Contender> contenders)
      throws IOException, InterruptedException {
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        contender.round();
        System.err.printf(
            "round %d: %s %.2f s%n", round, contender.name(), contender.seconds().getLast());
      }
    }
    return contenders;
  }

  /** The last act of a job is to note the time, and the first of the next; so is bash's start. */
  private void latency() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve("latency"));
    StringBuilder text =
        new StringBuilder(
            "workflows:\n  default:\n    defaults: { shell: [bash, -c] }\n    jobs:\n");
    for (int job = 0; job < LINKS; job++) {
      text.append("      j").append(job);
      text.append(": { run: 'echo $EPOCHREALTIME; echo $EPOCHREALTIME' ");
      text.append(job == 0 ? "" : ", needs: j" + (job - 1)).append(" }\n");
    }
    Files.writeString(folder.resolve("pawl.yml"), text);
    pawl(folder).round();
    Path runs = folder.resolve(".pawl/runs");
    List<Double> gaps = new ArrayList<>();
    try (var found = Files.list(runs)) {
      Path logs = found.findFirst().orElseThrow().resolve("logs");
      double ended = 0;
      for (int job = 0; job < LINKS; job++) {
        List<String> stamps = Files.readAllLines(logs.resolve("j" + job + ".log"));
        if (job > 0) {
          gaps.add((Double.parseDouble(stamps.getFirst()) - ended) * 1000);
        }
        ended = Double.parseDouble(stamps.getLast());
      }
    }
    gaps.sort(null);
    results.figure(
        "From the last act of a need to the first act of its dependent, both in bash, "
            + LINKS
            + " links (includes the exit of one bash and the start of the next)",
        "median %.2f ms, p95 %.2f ms"
            .formatted(gaps.get(gaps.size() / 2), gaps.get(gaps.size() * 95 / 100)));
  }

  private void plan() throws IOException, InterruptedException {
    Path folder = new Workload(MANY_JOBS, 100, 5).write(work.resolve("plan"));
    Contender dry = new Contender("pawl", folder, pawl, "run", "--dry-run");
    for (int round = 0; round < 3; round++) {
      dry.round();
    }
    results.figure(
        "100,000 jobs with 5 needs each: load, validate, plan, to the end of `--dry-run`",
        "median %.2f s, at most %d MB resident"
            .formatted(dry.median(), dry.peakKilobytes() / 1024));
  }
}
