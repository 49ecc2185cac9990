package dev.pawl.bench;

import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A long backlog: looked at, chosen from, and worked at by an agent that takes no time. */
final class LargeBacklog implements Comparison {
  private static final int PHASES = 40;

  @Override
  public void run(Setting setting, Results results) throws IOException, InterruptedException {
    int size = setting.size();
    Path folder = BacklogProject.write(setting.folder("backlog"), size);
    Contender status = new Contender("pawl status", folder, List.of(setting.pawl(), "status"));
    Contender list =
        new Contender("pawl backlog list", folder, List.of(setting.pawl(), "backlog", "list"));
    Race race = new Race("backlog", List.of(status.keepingState(), list.keepingState()));
    race.run(setting.rounds());
    Probing chosen = new Probing(BacklogProbe.class).run(folder);
    work(setting, folder);
    Sample transitions = transitions(folder);

    results.section("A backlog of " + Setting.told(size) + " items");
    results.table(race, status);
    results.paragraph(
        """
        - selection: %s, the first time %s, with its code still cold
        - one transition, from its decision to the saved file, in a run of %d phases: \
        %s, 95 of 100 within %s\
        """
            .formatted(
                chosen.median("again", "%.2f ms"),
                chosen.median("first", "%.2f ms"),
                PHASES,
                transitions.median().in("%.1f ms"),
                transitions.percentile(95).in("%.1f ms")));
    results.bounds(
        Bound.under("`pawl status` in under 1 s", 1, status.median(), "%.2f s"),
        Bound.under("one transition in under 50 ms", 50, transitions.median(), "%.1f ms"),
        Bound.under("selection in under 10 ms", 10, chosen.median("again"), "%.2f ms"));
  }

  private static void work(Setting setting, Path folder) throws IOException, InterruptedException {
    List<String> command = List.of(setting.pawl(), "work", "--cap", Integer.toString(PHASES));
    Launch.of(folder, command).printedWithin(Duration.ofMinutes(2));
  }

  /** Milliseconds. */
  private static Sample transitions(Path folder) throws IOException {
    Path journal;
    try (Stream<Path> runs = Files.list(folder.resolve(".pawl/runs"))) {
      journal = runs.findFirst().orElseThrow().resolve("journal.jsonl");
    }
    Map<Long, Instant> decided = new HashMap<>();
    Sample all = new Sample();
    for (String line : Files.readAllLines(journal)) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      JsonObject event = Json.object(bytes, 0, bytes.length);
      Instant at = Instant.parse(event.text("at"));
      switch (event.text("event")) {
        case "ItemsChanged" -> decided.put(event.number("number"), at);
        case "ItemsSaved" ->
            all.add(millis(decided.getOrDefault(event.number("number"), Instant.EPOCH), at));
        default -> {}
      }
    }
    return all;
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}
