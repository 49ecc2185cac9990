package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A chain of jobs: how long it takes from the end of a need to the start of its dependent. The last
 * act of a job is to note the time, and the first of the next; so the exit of one shell and the
 * start of another are part of it. A loop in bash shows how much of it they are.
 */
final class StartOfDependents implements Comparison {
  private static final String LINK = "echo $EPOCHREALTIME; echo $EPOCHREALTIME";

  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int links = setting.size() / 20;
    Path folder = setting.folder("latency");
    Files.writeString(folder.resolve("pawl.yml"), chain(links));
    Contender pawl = setting.run(folder);
    Path beside = setting.folder("latency-loop");
    Files.writeString(beside.resolve("link"), LINK);
    String script = "for link in {1..%d}; do bash link; done > stamps".formatted(links);
    Contender loop = Contender.of(Tool.BASH, beside, "-c", script);

    Race race = new Race("latency", List.of(pawl, loop));
    Sample gaps = new Sample();
    Sample bare = new Sample();
    for (int round = 0; round < setting.rounds(); round++) {
      race.run(1);
      if (pawl.failure().isEmpty()) {
        addGaps(logged(folder, links), gaps);
      }
      if (loop.failure().isEmpty()) {
        addGaps(Files.readAllLines(beside.resolve("stamps")), bare);
      }
    }

    results.section("From the last act of a need to the first act of its dependent");
    results.paragraph(
        "%d links, both ends in bash, %d rounds; 95 of 100 within %s. A loop in bash that starts one link after the other, and keeps nothing: %s; pawl adds %s."
            .formatted(
                links,
                setting.rounds(),
                gaps.percentile(95).in("%.2f ms"),
                bare.median().in("%.2f ms"),
                gaps.median().minus(bare.median()).in("%.2f ms")));
    results.bounds(Bound.under("median under 2 ms", 2, gaps.median(), "%.2f ms"));
  }

  private static String chain(int links) {
    StringBuilder text =
        new StringBuilder(
            "workflows:\n  default:\n    defaults: { shell: [bash, -c] }\n    jobs:\n");
    for (int job = 0; job < links; job++) {
      text.append("      j").append(job).append(": { run: '").append(LINK).append("' ");
      text.append(job == 0 ? "" : ", needs: j" + (job - 1)).append(" }\n");
    }
    return text.toString();
  }

  /** What the jobs have printed, in their order. */
  private static List<String> logged(Path folder, int links) throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve(".pawl/runs"))) {
      Path logs = runs.findFirst().orElseThrow().resolve("logs");
      List<String> stamps = new ArrayList<>();
      for (int job = 0; job < links; job++) {
        stamps.addAll(Files.readAllLines(logs.resolve("j" + job + ".log")));
      }
      return stamps;
    }
  }

  /** Milliseconds, from the second stamp of each link to the first of the next. */
  private static void addGaps(List<String> stamps, Sample gaps) {
    for (int end = 1; end + 1 < stamps.size(); end += 2) {
      double ended = Double.parseDouble(stamps.get(end));
      gaps.add((Double.parseDouble(stamps.get(end + 1)) - ended) * 1000);
    }
  }
}
