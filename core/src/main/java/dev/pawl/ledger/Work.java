package dev.pawl.ledger;

import dev.pawl.item.ItemFile;
import dev.pawl.item.ItemKey;
import dev.pawl.item.ItemLog;
import dev.pawl.item.ItemRecord;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Project.Sync;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the work of a step is given: its stop token, where to tell its progress, its items. Good
 * until the work has returned.
 */
public final class Work {
  private static final int LONGEST_MESSAGE = 500;

  private final Plan plan;
  private final Finding.Due due;
  private final StopToken stop;
  private final Surroundings around;
  private volatile @Nullable Progress progress;
  private @Nullable ItemLog log;
  private final Set<ItemKey> written = new HashSet<>();
  private boolean over;

  /** What the ledger lends to the work. */
  record Surroundings(
      Path project, FileThreads files, InstantSource clock, Consumer<String> notices) {}

  Work(Plan plan, Finding.Due due, StopToken stop, Surroundings around) {
    this.plan = plan;
    this.due = due;
    this.stop = stop;
    this.around = around;
  }

  /** Why the step is done, as the end of a sentence: "is new", "key url changed". */
  public String why() {
    return due.reason();
  }

  /** Where this work sees that it shall stop. A stop makes the step incomplete, however it ends. */
  public StopToken stop() {
    return stop;
  }

  /** Tells how far the work is. */
  public void progress(long done, long total) {
    progress(done, total, "");
  }

  /** The same with a few words on what it is at. */
  public void progress(long done, long total, String message) {
    tell(new Progress(done, total, Reasons.line(message, LONGEST_MESSAGE), false));
  }

  private void tell(Progress now) {
    progress = now;
    plan.watcher.accept(now);
    plan.job.tell(now, around.files());
  }

  Optional<Progress> progress() {
    return Optional.ofNullable(progress);
  }

  /**
   * The items of this step; those that an earlier try has completed are known. Once per step: two
   * lists are two steps.
   *
   * @param name tells an item from the others, in this run and in the next one. Two items of one
   *     name are told apart by their order.
   */
  public <T> Items<T> items(Iterable<T> items, Function<? super T, String> name) {
    Items<T> all = new Items<>(items, name, stop, new Counting());
    all.completedBefore(around.files().call(() -> openLog(all.keys())));
    return all;
  }

  private final class Counting implements Items.Log {
    @Override
    public void complete(ItemKey key, int index) {
      around.files().run(() -> write(key, index));
    }

    @Override
    public void counted(int completed, int total) {
      tell(new Progress(completed, total, "", true));
    }
  }

  private synchronized void write(ItemKey key, int index) {
    ItemLog open = log;
    if (open == null || over) {
      throw new IllegalStateException("the work of " + plan.name + " is over");
    }
    if (written.add(key)) {
      Instant now = around.clock().instant();
      open.append(List.of(new ItemRecord(key, index, JobStatus.SUCCEEDED, 1, "", now)));
    }
  }

  /** Opens the log of the items; the answer is what is completed. */
  private synchronized Set<ItemKey> openLog(List<ItemKey> keys) {
    if (log != null || over) {
      throw new IllegalStateException(
          log == null
              ? "the work of " + plan.name + " is over"
              : plan.name + " has its items already: a second list is a second step");
    }
    Path path = ItemFile.path(around.project(), plan.name.value());
    String same = due.key().fields().toString();
    ItemLog.Opened opened =
        ItemLog.open(
            new ItemLog.Wish(path, plan.name.value(), same, keys, Sync.GROUPED),
            broken -> around.notices().accept(String.valueOf(broken.getMessage())));
    opened.notice().ifPresent(around.notices());
    log = opened.log();
    written.addAll(opened.completed());
    return opened.completed();
  }

  /** Nothing more is taken from the work. */
  synchronized void end() {
    over = true;
    plan.job.write();
    if (log != null) {
      log.close();
    }
  }
}
