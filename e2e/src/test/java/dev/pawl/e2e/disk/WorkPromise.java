package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Item;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import dev.pawl.backlog.file.Inbox;
import dev.pawl.e2e.disk.PowerLoss.Moment;
import dev.pawl.e2e.disk.Records.RefusedException;
import dev.pawl.journal.Journal;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.Runs;
import dev.pawl.run.Entry;
import dev.pawl.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a run over the backlog promises: the file can be read and says of an item nothing that is
 * not in the journal, whose last word on a phase follows the agent's end; what has left the file is
 * in the worklog, or the journal has it to be repeated; and nothing that was forced is lost.
 */
final class WorkPromise implements PowerLoss.Promise<WorkPromise.Found> {
  private static final String DONE = "done ";
  private static final String GONE = "gone ";
  private static final String UNSAVED = "unsaved ";

  /** The item that the entry of the inbox becomes. */
  private static final String TAKEN = "WRK-003";

  private static final Pattern HEADING = Pattern.compile("## (\\S+) ");

  private final Records records;
  private final Found before;

  WorkPromise(DiskState before, Records records) throws IOException, RefusedException {
    this.records = records;
    this.before = find(before);
  }

  /**
   * What there is of items.
   *
   * @param items of the file, each with where it stands
   * @param decided what the journals say of items
   * @param logged the items of the worklog
   * @param inbox what is not taken in yet
   */
  record Found(Set<String> items, Set<String> decided, Set<String> logged, String inbox) {
    private Set<String> ids() {
      Set<String> ids = new TreeSet<>();
      items.forEach(item -> ids.add(item.substring(0, item.indexOf(' '))));
      return ids;
    }

    private boolean isKept(String id) {
      return ids().contains(id)
          || decided.contains(GONE + id) && (logged.contains(id) || decided.contains(UNSAVED + id));
    }
  }

  @Override
  public Found find(DiskState left) throws IOException, RefusedException {
    Set<String> _ = records.runs(left);
    return new Found(items(left), decided(left), logged(left), left.text(Inbox.NAME));
  }

  @Override
  public void check(Moment<Found> moment, Found left) {
    Set<String> undecided = new TreeSet<>(left.items());
    undecided.removeAll(before.items());
    undecided.removeAll(left.decided());
    undecided.removeIf(item -> item.contains(" NEW ")); // taken in
    assertEquals(Set.of(), undecided, "in the file, not in the journal");
    for (String claim : left.decided()) {
      assertTrue(
          !claim.startsWith(DONE) || moment.isNoted(claim.substring(DONE.length())),
          () -> claim + " before it happened");
    }
    before.ids().forEach(id -> assertTrue(left.isKept(id), () -> id + " is lost"));
    assertTrue(left.inbox().equals(before.inbox()) || left.isKept(TAKEN), "the inbox is lost");
    Set<String> lost = new TreeSet<>(moment.forced().decided());
    lost.removeIf(claim -> claim.startsWith(UNSAVED));
    lost.removeAll(left.decided());
    assertEquals(Set.of(), lost, "lost, though it was forced");
    if (moment.isOver()) {
      assertEquals(moment.seen(), left, "lost, though all is over");
    }
  }

  private static Set<String> logged(DiskState state) {
    Set<String> found = new TreeSet<>();
    for (String path : state.files().keySet()) {
      if (path.startsWith("worklog/") && path.endsWith(".md") && !path.startsWith("worklog/.")) {
        HEADING.matcher(state.text(path)).results().forEach(item -> found.add(item.group(1)));
      }
    }
    return found;
  }

  /** The items of the file, each with where it stands. */
  private Set<String> items(DiskState state) throws IOException, RefusedException {
    return records.read(
        state.only(path -> path.equals(BacklogFile.NAME)),
        project -> items(project.resolve(BacklogFile.NAME)));
  }

  private static Set<String> items(Path file) {
    Set<String> found = new TreeSet<>();
    switch (BacklogFile.read(file, BacklogFile.NAME, "WRK")) {
      case BacklogResult.Read(var document) ->
          document.backlog().items().forEach(item -> found.add(told(item)));
      case BacklogResult.Refused(var problems) -> throw new AssertionError(problems);
    }
    return found;
  }

  private static String told(Item item) {
    String where = item.position().map(at -> at.pool() + "/" + at.phase()).orElse("-");
    return item.id() + " " + item.status() + " " + where;
  }

  /** What the journals say of items. */
  private Set<String> decided(DiskState state) throws IOException, RefusedException {
    return records.read(state.only(path -> path.endsWith("journal.jsonl")), WorkPromise::decided);
  }

  private static Set<String> decided(Path project) {
    Set<String> found = new TreeSet<>();
    for (RunFolder run : new Runs(project).list()) {
      if (Files.exists(run.journal())) {
        for (Entry entry : Journal.read(run.journal()).entries()) {
          switch (entry.event()) {
            case RunEvent.ItemsChanged(Transition transition) -> add(transition, found);
            case RunEvent.ItemsSaved _ -> found.removeIf(claim -> claim.startsWith(UNSAVED));
            default -> {}
          }
        }
      }
    }
    return found;
  }

  private static void add(Transition transition, Set<String> found) {
    transition.changes().forEach(change -> found.add(told(change.to())));
    transition
        .done()
        .ifPresent(done -> found.add(DONE + done.task().item() + "." + done.task().phase()));
    transition
        .gone()
        .forEach(id -> {
          found.add(GONE + id);
          found.add(UNSAVED + id);
        });
  }
}
