package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether more jobs cost more than their share. */
final class Growth implements Comparison {
  private static final String DRAWING = "growth.svg";
  private static final double MICROS = 1e6;

  /** One size: seconds and the most that was resident. */
  private record Measured(int jobs, Contender pawl, Contender ninja) {
    String row() {
      return "| %s | %s | %s | %s | %s |"
          .formatted(
              Setting.told(jobs),
              pawl.median().seconds(),
              ninja.median().seconds(),
              each(pawl.median()),
              pawl.peak().in("%.0f"));
    }

    private String each(Figure seconds) {
      return seconds.over(Figure.of(jobs / MICROS)).in("%.0f");
    }
  }

  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    List<Measured> all = new ArrayList<>();
    int largest = setting.large();
    for (int jobs : List.of(largest / 100, largest / 30, largest / 10, largest)) {
      Path folder = Workload.independent(jobs).write(setting.folder("growth-" + jobs));
      Contender pawl = setting.run(folder);
      Contender ninja = Contender.of(Tool.NINJA, folder, Setting.AT_A_TIME, "--quiet");
      new Race("growth " + jobs, List.of(pawl, ninja)).run(1);
      all.add(new Measured(jobs, pawl, ninja));
    }
    results.section("Growth: independent jobs `true`, 4 at a time, once");
    StringBuilder table = new StringBuilder();
    table.append("| jobs | pawl s | ninja s | pawl, µs a job | pawl, peak MB |\n");
    table.append("|---:|---:|---:|---:|---:|");
    all.forEach(one -> table.append('\n').append(one.row()));
    results.paragraph(table.toString());
    results.paragraph("![Seconds over jobs, both logarithmic](" + DRAWING + ")");
    Chart chart = new Chart("jobs", "s");
    chart.line("pawl", all.stream().map(one -> point(one.jobs, one.pawl)).toList());
    chart.line("ninja", all.stream().map(one -> point(one.jobs, one.ninja)).toList());
    results.drawing(DRAWING, chart.svg());
    Measured last = all.getLast();
    results.bounds(
        Bound.atMostTimes(
            String.format(Locale.ROOT, "%s jobs at most 1.05 times ninja", Setting.told(last.jobs)),
            1.05,
            last.pawl.median().over(last.ninja.median())));
  }

  private static Chart.Point point(int jobs, Contender contender) {
    return new Chart.Point(jobs, contender.median());
  }
}
