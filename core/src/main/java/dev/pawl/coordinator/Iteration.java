package dev.pawl.coordinator;

import dev.pawl.item.ItemKey;
import dev.pawl.item.ItemLog;
import dev.pawl.item.ItemRecord;
import dev.pawl.journal.ItemFiles;
import dev.pawl.line.BrokenFileException;
import dev.pawl.model.Job;
import dev.pawl.model.JobStatus;
import dev.pawl.process.SharedLog;
import dev.pawl.run.RunEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One loop while it runs: its items, its item log, the log of its output and where its progress is
 * told. Belongs to the coordinator, except that other threads bring the items and the item log.
 */
final class Iteration {
  /** How often the progress is told at most; each time costs a write(2). */
  private static final long PROGRESS_NANOS = 100_000_000;

  final Job job;
  final int attempt;
  final SharedLog output;
  final Adopted adopted;
  private final Path progressFile;
  private @Nullable FileChannel progress;
  private String told = "";
  private String toTell = "";
  private long toldAt;
  private final List<ItemRecord> fresh = new ArrayList<>();
  private final List<ItemFiles> settled = new ArrayList<>();
  private @Nullable LoopItems items;
  private @Nullable ItemLog log;
  private boolean over;

  /** What all items depend on, once it is ours; see {@link LoopFinding#command}. */
  String command = "";

  /** How far it is; changed by the coordinator only. */
  Phase phase = Phase.LISTING;

  /** What a loop does. */
  enum Phase {
    /** Its items are being found by a thread, and judged. */
    LISTING,
    /** Its items are being found by a process. */
    PRINTING,
    /** It is ours, and a thread opens its item log. */
    OPENING
  }

  Iteration(Job job, int attempt, SharedLog output, Path progressFile, Adopted adopted) {
    this.job = job;
    this.attempt = attempt;
    this.output = output;
    this.progressFile = progressFile;
    this.adopted = adopted;
  }

  /** Brings the items. */
  synchronized void bring(LoopItems found) {
    items = found;
  }

  synchronized LoopItems items() {
    return known(items);
  }

  /** Brings the log; false when the loop is over by now, and the log still the caller's. */
  synchronized boolean bring(ItemLog opened) {
    if (!over) {
      log = opened;
    }
    return !over;
  }

  private synchronized @Nullable ItemLog openLog() {
    return log;
  }

  private <T> T known(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the items of " + job.name() + " are not known");
    }
    return part;
  }

  /** Takes note of an end, to be written with the others of the turn. */
  void ended(RunEvent.ItemFinished e, Instant at) {
    boolean counts = e.outcome().isFailure() || e.outcome() == JobStatus.SUCCEEDED;
    if (e.retryAt().isEmpty() && counts) {
      int index = e.item().index();
      ItemKey key = index > 0 ? items().key(index) : adopted.get(index).start().key();
      int place = index > 0 ? index : adopted.get(index).start().index();
      fresh.add(new ItemRecord(key, place, e.outcome(), e.attempt(), e.reason(), at));
    }
  }

  /** Takes note of files that nobody needs any more once the ends are written. */
  void settled(ItemFiles files) {
    settled.add(files);
  }

  /**
   * Writes the ends of a turn; those of adopted items that come before the item log is open wait.
   */
  void write() {
    ItemLog open = openLog();
    if (!fresh.isEmpty() && open != null) {
      List<ItemRecord> records = List.copyOf(fresh);
      fresh.clear();
      open.append(records);
    }
    if (!settled.isEmpty() && fresh.isEmpty()) {
      settled.forEach(ItemFiles::discard);
      settled.clear();
    }
  }

  void progress(int done, int total) {
    toTell = done + "/" + total + "\n";
  }

  /** Tells the progress, unless that was done a moment ago. It only grows, so it fits its place. */
  void tell(boolean atOnce) throws IOException {
    long now = System.nanoTime();
    if (toTell.equals(told) || !atOnce && !told.isEmpty() && now - toldAt < PROGRESS_NANOS) {
      return;
    }
    if (progress == null) {
      progress =
          FileChannel.open(
              progressFile,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    }
    progress.write(ByteBuffer.wrap(toTell.getBytes(StandardCharsets.US_ASCII)), 0);
    told = toTell;
    toldAt = now;
  }

  /** Whether there is progress to tell. */
  boolean hasProgress() {
    return !toTell.equals(told);
  }

  /**
   * Closes what is open, the item log whatever becomes of the others; what comes later is the
   * caller's.
   *
   * @throws BrokenFileException if the item log cannot be forced to the disk
   */
  void close() throws IOException {
    ItemLog open;
    synchronized (this) {
      over = true;
      open = log;
    }
    if (open != null) {
      open.close();
    }
    output.close();
    if (progress != null) {
      progress.close();
    }
  }
}
