package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results as a document. */
final class Results {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> drawings = new LinkedHashMap<>();

  void section(String title) {
    text.append("## ").append(title).append("\n\n");
  }

  void paragraph(String words) {
    text.append(words).append("\n\n");
  }

  /** A table of one race; ratios are to the median of {@code base}. */
  void table(Race race, Contender base) {
    text.append("| program | median s | to ").append(base.name());
    text.append(" | all rounds, s | peak MB |\n|---|---:|---:|---|---:|\n");
    for (Contender one : race.contenders()) {
      text.append("| ").append(one.name()).append(" | ").append(cells(one, base)).append(" |\n");
    }
    text.append('\n');
  }

  /** Who was faster, and why; nothing if nobody was. */
  void losses(Race race, Contender ours, String why) {
    String faster =
        race.contenders().stream()
            .filter(one -> one.median().isKnown() && one.median().value() < ours.median().value())
            .map(Contender::name)
            .collect(Collectors.joining(", "));
    if (!faster.isEmpty()) {
      paragraph("Faster than " + ours.name() + ": " + faster + ". Why: " + why + ".");
    }
  }

  private static String cells(Contender one, Contender base) {
    if (!one.failure().isEmpty()) {
      return String.join(" | ", "", "", one.failure().replace("|", "\\|"), "");
    }
    Figure ratio = one.median().over(base.median());
    return String.join(
        " | ",
        one.median().seconds(),
        ratio.isKnown() ? ratio.in("%.2f") : "",
        one.allSeconds(),
        one.peak().in("%.0f"));
  }

  /** A file that lies beside the document. */
  void drawing(String name, String content) {
    drawings.put(name, content);
  }

  /** By name. */
  Map<String, String> drawings() {
    return drawings;
  }

  void bounds(Bound... bounds) {
    for (Bound bound : bounds) {
      text.append("- ").append(bound.told()).append('\n');
    }
    text.append('\n');
  }

  /** What was noted until now. */
  String text() {
    return text.toString();
  }

  /** All of it, with the machine and the versions. */
  String document(Setting setting) throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    all.append(
        """
        # Pawl beside its peers

        Written by `bench/compare`; do not edit. Rounds alternate between the programs; a ratio of
        medians in one run is what counts. `peak` is the resident memory of the main process alone.

        """);
    all.append("- date: ").append(LocalDate.now(ZoneOffset.UTC)).append('\n');
    all.append("- machine: ").append(Runtime.getRuntime().availableProcessors());
    all.append(" processors, ").append(Tool.said("uname", "-sr"));
    all.append(", files on ").append(Files.getFileStore(setting.work()).type()).append('\n');
    all.append("- rounds: ").append(setting.rounds()).append(", or as many as are shown\n");
    if (setting.size() != Setting.USUAL_SIZE) {
      all.append(
          String.format(
              Locale.ROOT,
              "- **sizes are not those of the bounds**: SIZE=%d in place of %d%n",
              setting.size(),
              Setting.USUAL_SIZE));
    }
    all.append("- pawl: ").append(Tool.said(setting.pawl(), "version")).append('\n');
    for (Tool tool : Tool.values()) {
      all.append("- ").append(tool.version()).append('\n');
    }
    return all.append('\n').append(text).toString().stripTrailing() + "\n";
  }
}
