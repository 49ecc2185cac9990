package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The memory of a coordinator that has nothing to do but wait for a job. */
final class IdleCoordinator implements Comparison {
  private static final Duration SHORT = Duration.ofMinutes(1);
  private static final Duration REST = Duration.ofSeconds(10);

  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    Path folder = setting.folder("idle");
    Files.writeString(folder.resolve("pawl.yml"), "jobs: { wait: { run: sleep 600 } }\n");
    pawl(setting, folder, "run", "--detach");
    Figure resident;
    try {
      Thread.sleep(REST);
      resident = resident(folder);
    } finally {
      pawl(setting, folder, "cancel", "--all");
    }
    results.section("A detached coordinator that waits");
    results.paragraph("Resident %d s after its start.".formatted(REST.toSeconds()));
    results.bounds(Bound.under("under 60 MB", 60, resident, "%.0f MB"));
  }

  private static void pawl(Setting setting, Path folder, String... words)
      throws IOException, InterruptedException {
    List<String> command = Stream.concat(Stream.of(setting.pawl()), Stream.of(words)).toList();
    Launch.of(folder, command).printedWithin(SHORT);
  }

  /** Of the coordinator of the only run in that folder. */
  private static Figure resident(Path folder) throws IOException {
    String project = folder.toRealPath().toString();
    return ProcessHandle.allProcesses()
        .filter(process -> isCoordinator(process, project))
        .findFirst()
        .map(process -> Figure.of(Launch.residentKilobytes(process.pid()) / 1024.0))
        .orElse(Figure.missing("no coordinator was found"));
  }

  private static boolean isCoordinator(ProcessHandle process, String project) {
    List<String> words = process.info().arguments().map(List::of).orElse(List.of());
    return words.containsAll(List.of("_coordinate", project));
  }
}
