package dev.pawl.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** The results as a document. */
final class Results {
  private final StringBuilder text = new StringBuilder();

  /** A table of one contest; ratios are to the median of {@code base}. */
  void contest(String title, List<Contender> contenders, String base) {
    double unit =
        contenders.stream()
            .filter(one -> one.name().equals(base))
            .mapToDouble(Contender::median)
            .findFirst()
            .orElseThrow();
    text.append("## ").append(title).append("\n\n");
    text.append("| program | median s | to " + base + " | all rounds, s | peak MB |\n");
    text.append("|---|---:|---:|---|---:|\n");
    for (Contender one : contenders) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %s | %d |%n",
              one.name(),
              one.median(),
              one.median() / unit,
              String.join(
                  " ",
                  one.seconds().stream()
                      .map(seconds -> String.format(Locale.ROOT, "%.2f", seconds))
                      .toList()),
              one.peakKilobytes() / 1024));
    }
    text.append('\n');
  }

  /** One figure. */
  void figure(String title, String value) {
    text.append("## ").append(title).append("\n\n").append(value).append("\n\n");
  }

  /** Writes the document, with the machine and the versions. */
  void write(Path file, String pawl) throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder("# Pawl beside its peers\n\n");
    all.append(
        "Written by `bench/compare`; do not edit. Rounds alternate between the programs; a\n");
    all.append(
        "ratio of medians in one run is what counts. `peak` is that of the main process.\n\n");
    all.append("- date: ").append(LocalDate.now(ZoneOffset.UTC)).append('\n');
    all.append("- machine: ").append(Runtime.getRuntime().availableProcessors());
    all.append(" processors, ").append(said("uname", "-sr")).append('\n');
    all.append("- pawl: ").append(said(pawl, "version")).append('\n');
    all.append("- ninja ").append(said("ninja", "--version")).append('\n');
    for (String peer : List.of("make", "xargs", "parallel")) {
      all.append("- ").append(said(peer, "--version")).append('\n');
    }
    all.append('\n').append(text);
    Files.writeString(file, all.toString().stripTrailing() + "\n");
  }

  private static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return all.lines().findFirst().orElse("?");
  }
}
