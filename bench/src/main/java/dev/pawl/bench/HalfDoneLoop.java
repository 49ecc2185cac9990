package dev.pawl.bench;

import dev.pawl.item.ItemKey;
import dev.pawl.item.ItemLog;
import dev.pawl.item.ItemRecord;
import dev.pawl.line.Json;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Project.Sync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A long loop that was interrupted half way: how long until its first missing item starts. Every
 * item notes the time as its first act; the run is stopped once one has.
 */
final class HalfDoneLoop implements Comparison {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final String STATE = ".pawl";
  private static final String WORKFLOW =
      """
      jobs:
        each:
          shell: [bash, -c]
          run: 'echo $EPOCHREALTIME $INDEX >>started'
          foreach: { lines: %s, concurrency: 4 }
      """;

  /** An item that has started: when, in seconds since 1970, and its place in the list. */
  private record Start(double at, int index) {
    static Start of(String line) {
      String[] words = line.replace(',', '.').split(" ");
      return new Start(Double.parseDouble(words[0]), Integer.parseInt(words[1]));
    }
  }

  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int size = setting.large();
    int done = size / 2;
    Path folder = setting.folder("resume");
    String halfDone = "resume-half-done";
    prepare(setting, folder, size);
    FileTree.replace(setting.work(), halfDone, folder.resolve(STATE));

    Sample seconds = new Sample();
    long peakKilobytes = 0;
    for (int round = 1; round <= setting.rounds(); round++) {
      FileTree.replace(folder, STATE, setting.work().resolve(halfDone));
      Launch launch = launchUntilItemStarts(setting, folder);
      seconds.add(untilStart(launch, starts(folder), done));
      peakKilobytes = Math.max(peakKilobytes, launch.peakKilobytes());
      System.err.println("resume, round " + round + ": " + seconds.allSeconds());
    }
    results.section(
        "Resume of a list of %s items, %s of them completed"
            .formatted(Setting.told(size), Setting.told(done)));
    results.paragraph(
        "From the start of the process to the first act of the first missing item, in bash. The "
            + "ledger's line and the item log are those of a real run that was stopped at once; "
            + "Pawl's own writer of item logs has then added the other items of the first half.");
    results.paragraph(
        "All rounds, s: %s. Peak until then: %d MB."
            .formatted(seconds.allSeconds(), peakKilobytes / 1024));
    results.bounds(Bound.under("under 1 s", 1, seconds.median(), "%.2f s"));
  }

  private static void prepare(Setting setting, Path folder, int size)
      throws IOException, InterruptedException {
    ItemFile items = ItemFile.write(folder, size);
    Files.writeString(folder.resolve("pawl.yml"), WORKFLOW.formatted(ItemFile.NAME));
    launchUntilItemStarts(setting, folder);
    completeFirstHalf(folder.resolve(STATE + "/items/default/each.jsonl"), items.items());
  }

  private static Launch launchUntilItemStarts(Setting setting, Path folder)
      throws IOException, InterruptedException {
    Files.deleteIfExists(folder.resolve("started"));
    Launch launch = Launch.of(folder, setting.command());
    Instant limit = launch.startedAt().plus(LONGEST);
    while (starts(folder).isEmpty() && !launch.awaitEnd(LOOK) && Instant.now().isBefore(limit)) {
      // looks again
    }
    launch.stop();
    if (starts(folder).isEmpty()) {
      throw new IOException("no item was started: " + launch.lastWords());
    }
    return launch;
  }

  private static List<Start> starts(Path folder) throws IOException {
    Path started = folder.resolve("started");
    return Files.exists(started)
        ? Files.readAllLines(started).stream().map(Start::of).toList()
        : List.of();
  }

  private static double untilStart(Launch launch, List<Start> starts, int done) throws IOException {
    for (Start start : starts) {
      if (start.index() <= done) {
        throw new IOException("item " + start.index() + " was completed, and was started again");
      }
    }
    double first = starts.stream().map(Start::at).min(Comparator.naturalOrder()).orElseThrow();
    Instant began = launch.startedAt();
    return first - began.getEpochSecond() - began.getNano() / 1e9;
  }

  private static void completeFirstHalf(Path file, List<String> items) throws IOException {
    List<ItemKey> keys = ItemKey.of(items, List.of());
    ItemLog.Opened opened =
        ItemLog.open(
            new ItemLog.Wish(file, "default/each", command(file), keys, Sync.GROUPED),
            failure -> System.err.println(failure.getMessage()));
    Instant now = Instant.now();
    try (ItemLog log = opened.log()) {
      log.append(
          IntStream.range(0, keys.size() / 2)
              .filter(at -> !opened.completed().contains(keys.get(at)))
              .mapToObj(at -> new ItemRecord(keys.get(at), at + 1, JobStatus.SUCCEEDED, 1, "", now))
              .toList());
    }
  }

  /** The hash of the command, as the run has written it into the first line. */
  private static String command(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      byte[] header = lines.findFirst().orElseThrow().getBytes(StandardCharsets.UTF_8);
      return Json.object(header, 0, header.length).text("key");
    }
  }
}
