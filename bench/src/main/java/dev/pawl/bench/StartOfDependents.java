package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A chain of jobs: how long it takes from the end of a need to the start of its dependent. The last
 * act of a job is to note the time, and the first of the next; so the exit of one shell and the
 * start of another are part of it.
 */
final class StartOfDependents implements Comparison {
  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int links = setting.size() / 20;
    Path folder = setting.folder("latency");
    Files.writeString(folder.resolve("pawl.yml"), chain(links));
    Contender pawl = setting.run(folder);
    new Race("latency", List.of(pawl)).run(1);

    results.section("From the last act of a need to the first act of its dependent");
    if (!pawl.failure().isEmpty()) {
      results.paragraph("pawl " + pawl.failure());
      return;
    }
    Sample gaps = gaps(folder, links);
    results.paragraph(
        links + " links, both ends in bash; 95 of 100 within " + gaps.percentile(95).in("%.2f ms"));
    results.bounds(Bound.under("median under 2 ms", 2, gaps.median(), "%.2f ms"));
  }

  private static String chain(int links) {
    StringBuilder text =
        new StringBuilder(
            "workflows:\n  default:\n    defaults: { shell: [bash, -c] }\n    jobs:\n");
    for (int job = 0; job < links; job++) {
      text.append("      j").append(job);
      text.append(": { run: 'echo $EPOCHREALTIME; echo $EPOCHREALTIME' ");
      text.append(job == 0 ? "" : ", needs: j" + (job - 1)).append(" }\n");
    }
    return text.toString();
  }

  /** Milliseconds. */
  private static Sample gaps(Path folder, int links) throws IOException {
    Sample gaps = new Sample();
    try (Stream<Path> runs = Files.list(folder.resolve(".pawl/runs"))) {
      Path logs = runs.findFirst().orElseThrow().resolve("logs");
      double ended = 0;
      for (int job = 0; job < links; job++) {
        List<String> stamps = Files.readAllLines(logs.resolve("j" + job + ".log"));
        if (job > 0) {
          gaps.add((Double.parseDouble(stamps.getFirst()) - ended) * 1000);
        }
        ended = Double.parseDouble(stamps.getLast());
      }
    }
    return gaps;
  }
}
