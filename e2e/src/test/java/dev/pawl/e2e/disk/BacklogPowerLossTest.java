package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import dev.pawl.backlog.file.Inbox;
import dev.pawl.e2e.disk.PowerLoss.Moment;
import dev.pawl.e2e.disk.PowerLoss.Sample;
import dev.pawl.e2e.disk.Records.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The power fails while a person changes the backlog. */
@Timeout(600)
class BacklogPowerLossTest {
  private static final String CONFIG =
      "pipelines: { feature: { phases: [{ name: plan, instructions: plan.md }] } }\n";
  private static final String BACKLOG =
      """
      schema_version: 4
      next_id: 2
      items:
        - { id: WRK-001, title: Mend the login, status: new }
        - { id: WRK-002, title: Sort the table, status: new }
      """;
  private static final String INBOX = "- title: Rename the table\n";

  @TempDir Path temp;

  /** The items of the file, and those of the worklog. */
  private record Found(Set<String> items, String worklog, String inbox) {}

  private record Saved(Records records, String told) implements PowerLoss.Promise<Found> {
    @Override
    public Found find(DiskState left) throws IOException, RefusedException {
      Set<String> items =
          records.read(
              left.only(path -> path.equals(BacklogFile.NAME)),
              project -> items(project.resolve(BacklogFile.NAME)));
      StringBuilder worklog = new StringBuilder();
      left.files().keySet().stream()
          .filter(path -> path.startsWith("worklog/") && path.endsWith(".md"))
          .forEach(path -> worklog.append(left.text(path)));
      return new Found(items, worklog.toString(), left.text(Inbox.NAME));
    }

    private static Set<String> items(Path file) {
      return switch (BacklogFile.read(file, BacklogFile.NAME, "WRK")) {
        case BacklogResult.Read(var document) -> {
          Set<String> titles = new TreeSet<>();
          document.backlog().items().forEach(item -> titles.add(item.title()));
          yield titles;
        }
        case BacklogResult.Refused(var problems) -> throw new AssertionError(problems);
      };
    }

    @Override
    public void check(Moment<Found> moment, Found left) {
      for (String title : List.of("Mend the login", "Sort the table")) {
        assertTrue(
            left.items().contains(title) || left.worklog().contains(title),
            () -> title + " is lost");
      }
      assertEquals(INBOX, left.inbox());
      if (moment.isOver() || moment.isTold(told)) {
        assertEquals(moment.seen(), left, "told, and lost");
      }
    }
  }

  private Scene scene(String name) throws Exception {
    Scene scene = Scene.in(temp.resolve(name), CONFIG);
    scene.project().write("plan.md", "Plan it.\n");
    scene.project().write(BacklogFile.NAME, BACKLOG);
    scene.project().write(Inbox.NAME, INBOX);
    return scene;
  }

  private void tryAll(String name, Recording recording, String told, String... again)
      throws Exception {
    int restarts = 0;
    try (Records records = new Records()) {
      PowerLoss<Found> loss =
          new PowerLoss<>(recording, new Saved(records, told), Extent.asked(), 1);
      for (Sample<?> sample : loss.check()) {
        Scene left = Scene.left(temp.resolve(name + " left " + restarts++), sample.left());
        left.run(again);
        left.run("backlog", "list");
        assertEquals(
            List.of(),
            left.files().files().keySet().stream()
                .filter(path -> path.endsWith(".tmp") && !sample.left().has(path))
                .toList(),
            sample.told());
      }
      loss.tell(name, restarts);
    }
  }

  @Test
  @DisplayName(
      "pawl backlog add beside an inbox: no item is lost, a new one is kept once it is told")
  void add() throws Exception {
    Recording recording = scene("add").record("backlog", "add", "Draw the icon");
    tryAll("backlog add", recording, "WRK-003", "backlog", "add", "Another one");
  }

  @Test
  @DisplayName("pawl backlog complete: an item is in the file or in the worklog, at every moment")
  void complete() throws Exception {
    Recording recording = scene("complete").record("backlog", "complete", "WRK-001");
    tryAll("backlog complete", recording, "WRK-001", "backlog", "block", "WRK-002", "why not");
  }
}
