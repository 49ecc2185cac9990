package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.coordinator.Recovery;
import dev.pawl.item.ItemHistory;
import dev.pawl.item.ItemKey;
import dev.pawl.item.ItemLog;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunReader;
import dev.pawl.journal.RunReading;
import dev.pawl.line.DamagedFileException;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.RunId;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the records of a project say after a power loss: read and healed by the program's own code,
 * twice, because the second time must find nothing to do. Equal files are read once.
 */
final class Records implements AutoCloseable {
  /** The file of the ledger. */
  static final String LEDGER = ".pawl/state.jsonl";

  private static final String ITEMS = ".pawl/items/";
  private static final String RUNS = ".pawl/runs/";
  private static final String LINES = ".jsonl";
  private static final Pattern RUN = Pattern.compile("\\.pawl/runs/([^/]+)/");
  private static final Pattern START =
      Pattern.compile("(\\.pawl/runs/[^/]+/items/([^/@]+)@[^/]*)\\.item");
  private static final Pattern ITEM = Pattern.compile("\\{\"item\":\"([^\"]*)\".*\\}\n");
  private static final Pattern KEY = Pattern.compile("\"items_of\":.*\"key\":\"([^\"]*)\"");

  private final Path scratch;
  private final Map<DiskState.Key, Optional<Set<String>>> known = new HashMap<>();
  private int number;

  Records() throws IOException {
    Path memory = Path.of("/dev/shm");
    scratch =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "pawl-e2e")
            : Files.createTempDirectory("pawl-e2e");
  }

  @Override
  public void close() throws IOException {
    DiskState.delete(scratch);
  }

  /**
   * A file of lines has zero bytes before good lines. Only a disk that writes out of order what was
   * not forced leaves that, and it looks as a damaged disk does: such a file is refused by its name
   * and kept as it is.
   */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException() {
      super("a hole in a file of lines");
    }
  }

  /** What some files say. */
  interface Reading {
    /** Of a copy of them, which may be changed. */
    Set<String> of(Path project) throws IOException;
  }

  /** Reads a part of a state, unless an equal one was read before. */
  Set<String> read(DiskState part, Reading reading) throws IOException, RefusedException {
    DiskState.Key key = part.key();
    if (!known.containsKey(key)) {
      Path project = scratch.resolve("p" + number++);
      part.write(project);
      known.put(key, found(part, project, reading));
      DiskState.delete(project);
    }
    return known.get(key).orElseThrow(RefusedException::new);
  }

  private static Optional<Set<String>> found(DiskState part, Path project, Reading reading)
      throws IOException {
    try {
      return Optional.of(reading.of(project));
    } catch (DamagedFileException e) {
      if (part.files().entrySet().stream().noneMatch(Records::hasHole)) {
        throw e;
      }
      assertTrue(e.getMessage().contains("is damaged at line"), e.getMessage());
      assertEquals(
          List.of(), part.differences(all(project).only(part::has)), "damaged, and changed");
      return Optional.empty();
    }
  }

  private static boolean hasHole(Map.Entry<String, Content> file) {
    byte[] bytes = file.getValue().bytes();
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    for (int at = 0; at < end; at++) {
      if (bytes[at] == 0) {
        return file.getKey().endsWith(LINES);
      }
    }
    return false;
  }

  /** The steps that the ledger calls complete. */
  Set<String> steps(DiskState state) throws IOException, RefusedException {
    return read(state.only(path -> path.startsWith(LEDGER)), Records::ledger);
  }

  private static Set<String> ledger(Path project) throws IOException {
    Set<String> seen = complete(project);
    List<String> told = new ArrayList<>();
    assertEquals(seen, healed(project, told), "healing changes what the ledger says");
    DiskState healed = all(project);
    told.clear();
    assertEquals(seen, healed(project, told), "healing twice is not healing once");
    assertEquals(List.of(), told, "told again");
    assertEquals(List.of(), healed.differences(all(project)), "changed again");
    return seen;
  }

  private static Set<String> complete(Path project) {
    try (StepLedger ledger = StepLedger.open(project, Sync.GROUPED, _ -> {})) {
      return complete(ledger.look());
    }
  }

  private static Set<String> healed(Path project, List<String> told) {
    try (StepLedger ledger = StepLedger.open(project, Sync.GROUPED, told::add)) {
      return ledger.change(draft -> complete(draft.before()));
    }
  }

  private static Set<String> complete(Snapshot ledger) {
    return ledger.entries().stream()
        .filter(StepEntry::isComplete)
        .map(entry -> entry.name().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The items that item logs call completed, {@code default/a x}. */
  Set<String> items(DiskState state) throws IOException, RefusedException {
    Set<String> found = new TreeSet<>();
    for (String path : state.files().keySet()) {
      if (path.startsWith(ITEMS) && path.endsWith(LINES)) {
        String step = path.substring(ITEMS.length(), path.length() - LINES.length());
        DiskState part = state.only(one -> one.startsWith(path));
        read(part, project -> itemLog(project.resolve(path)))
            .forEach(item -> found.add(step + " " + item));
      }
    }
    return found;
  }

  /**
   * The items that have ended with 0 under their keepers, {@code default/a x}. Whoever takes their
   * loop next records them, if the ledger names the run.
   */
  static Set<String> kept(DiskState state) {
    Set<String> found = new TreeSet<>();
    for (String path : state.files().keySet()) {
      Matcher start = START.matcher(path);
      Matcher item = ITEM.matcher(state.text(path));
      if (start.matches()
          && item.matches()
          && state.text(start.group(1) + ".exit").lines().anyMatch("exit 0"::equals)) {
        found.add("default/" + start.group(2) + " " + item.group(1));
      }
    }
    return found;
  }

  private static Set<String> itemLog(Path log) throws IOException {
    Matcher header = KEY.matcher(Files.readString(log).lines().findFirst().orElse(""));
    String key = header.find() ? header.group(1) : "";
    Set<ItemKey> completed = ItemHistory.of(log).completed(key);
    assertEquals(completed, opened(log, key, completed), "healing changes what the log says");
    DiskState healed = all(log.getParent());
    assertEquals(completed, opened(log, key, completed), "healing twice is not healing once");
    assertEquals(List.of(), healed.differences(all(log.getParent())), "changed again");
    return completed.stream().map(ItemKey::text).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<ItemKey> opened(Path log, String key, Set<ItemKey> items) {
    List<ItemKey> list = new ArrayList<>(items);
    list.add(new ItemKey("one more", 1, ""));
    ItemLog.Wish wish = new ItemLog.Wish(log, "default/a", key, list, Sync.GROUPED);
    ItemLog.Opened opened = ItemLog.open(wish, _ -> {});
    opened.log().close();
    return opened.completed();
  }

  /** The runs that have begun, {@code RUN}, and the jobs that have succeeded, {@code RUN/JOB}. */
  Set<String> runs(DiskState state) throws IOException, RefusedException {
    Set<String> found = new TreeSet<>();
    for (String run : folders(state)) {
      String folder = RUNS + run + "/";
      DiskState part =
          state.only(path ->
              path.startsWith(folder)
                  && !path.endsWith(".log")
                  && !path.startsWith(folder + "tasks/"));
      found.addAll(read(part, project -> run(new RunFolder(project, new RunId(run)))));
    }
    return found;
  }

  /** The folders of runs, whatever is in them. */
  static Set<String> folders(DiskState state) {
    Set<String> runs = new TreeSet<>();
    for (String path : state.files().keySet()) {
      Matcher run = RUN.matcher(path);
      if (run.lookingAt() && RunId.isRunId(run.group(1))) {
        runs.add(run.group(1));
      }
    }
    return runs;
  }

  private static Set<String> run(RunFolder folder) throws IOException {
    if (RunReader.read(folder) instanceof RunReading.NotBegun) {
      return Set.of();
    }
    RunReading.Whole before = whole(folder);
    boolean open = before.state().end().isEmpty();
    assertEquals(open, Recovery.endLost(folder, UnaryOperator.identity()).isPresent());
    DiskState ended = all(folder.project());
    assertTrue(Recovery.endLost(folder, UnaryOperator.identity()).isEmpty(), "ended twice");
    assertEquals(List.of(), ended.differences(all(folder.project())), "changed again");
    RunReading.Whole after = whole(folder);
    assertTrue(after.state().end().isPresent() && !after.torn(), "its end is not recorded");
    assertTrue(succeeded(after).containsAll(succeeded(before)), "its end is another one");
    return succeeded(after);
  }

  private static RunReading.Whole whole(RunFolder folder) {
    return switch (RunReader.read(folder)) {
      case RunReading.Whole whole -> whole;
      case RunReading.Broken broken -> throw new DamagedFileException(broken.message());
      case RunReading.NotBegun none -> throw new AssertionError("not begun: " + none);
    };
  }

  private static Set<String> succeeded(RunReading.Whole run) {
    Set<String> found = new TreeSet<>();
    String id = run.folder().run().value();
    found.add(id);
    run.state().rows().stream()
        .filter(row -> row.status() == JobStatus.SUCCEEDED)
        .forEach(row -> found.add(id + "/" + row.job().name()));
    return found;
  }

  private static DiskState all(Path folder) throws IOException {
    return DiskState.of(folder, path -> !path.startsWith(".pawl/locks"));
  }
}
