package dev.pawl.bench;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemDraft;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A repository with a backlog and an agent that only says that it is done. One item in ten is
 * ready; the others are new, and need one of those before them.
 */
final class BacklogProject {
  private static final String PREFIX = "WRK";
  private static final int READY = 10;
  private static final String CONFIG =
      """
      agents: { quick: { command: [sh, agent.sh] } }
      pipelines:
        feature:
          phases: [{ name: plan, instructions: plan.md }, { name: build, instructions: plan.md }]
      """;
  private static final String AGENT =
      """
      printf '{"item_id":"%s","phase":"%s","result":"phase_complete","summary":"did it"}' \\
        "$PAWL_ITEM" "$PAWL_PHASE" >"$PAWL_RESULT"
      """;

  private BacklogProject() {}

  /** Writes it, all of it committed. */
  static Path write(Path folder, int items) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("pawl.yml"), CONFIG);
    Files.writeString(folder.resolve("agent.sh"), AGENT);
    Files.writeString(folder.resolve("plan.md"), "Do it.\n");
    Files.writeString(folder.resolve(".gitignore"), ".pawl/\nbench.out\n");
    Path file = folder.resolve(BacklogFile.NAME);
    Files.writeString(file, "schema_version: 4\nitems: []\n");
    BacklogResult empty = BacklogFile.read(file, BacklogFile.NAME, PREFIX);
    BacklogFile.save(file, ((BacklogResult.Read) empty).document(), backlog(items));
    git(folder, "init", "-q");
    git(folder, "config", "user.name", "Bench");
    git(folder, "config", "user.email", "bench@example.org");
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "-m", "first");
    return folder;
  }

  private static Backlog backlog(int count) {
    List<Item> items = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      ItemDraft draft =
          new ItemDraft(ItemId.of(PREFIX, number), "Make the thing number " + number + " work")
              .description(
                  new Description.Text(
                      "Some text that goes on for a while.\n\nAnd more of it: with colons.\n"))
              .tags(Set.of("one", "two"))
              .created(Instant.EPOCH.plusSeconds(number))
              .updated(Instant.EPOCH.plusSeconds(number));
      items.add(number % READY == 0 ? ready(draft) : waiting(draft, number));
    }
    return Backlog.of(items, count);
  }

  private static Item ready(ItemDraft draft) {
    return draft.status(ItemStatus.READY).pipeline(new PipelineName("feature")).item();
  }

  private static Item waiting(ItemDraft draft, int number) {
    int need = number / READY * READY;
    return (need == 0 ? draft : draft.dependencies(List.of(ItemId.of(PREFIX, need)))).item();
  }

  private static void git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Launch.of(folder, command).printedWithin(Duration.ofMinutes(1));
  }
}
