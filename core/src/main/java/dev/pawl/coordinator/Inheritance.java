package dev.pawl.coordinator;

import dev.pawl.item.ItemFile;
import dev.pawl.item.ItemKey;
import dev.pawl.item.ItemLog;
import dev.pawl.item.ItemRecord;
import dev.pawl.journal.RunFolder;
import dev.pawl.line.BrokenFileException;
import dev.pawl.model.Job;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunId;
import dev.pawl.run.RunCommand;
import dev.pawl.run.StopCause;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepOwner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is left of whoever had a loop last: items that have ended with 0 under their keepers, and
 * nobody was there to record it. Whoever takes the loop does so first. Under the lock of the
 * ledger, so nobody else writes to the item log.
 */
final class Inheritance {
  private final RunSetting setting;
  private final Consumer<RunCommand> post;

  Inheritance(RunSetting setting, Consumer<RunCommand> post) {
    this.setting = setting;
    this.post = post;
  }

  /**
   * The item log as it has to be before the loop is marked as ours: with what was inherited, or
   * gone, when what was completed does not count any more. After a crash in between it is done
   * again, and nothing is written twice.
   *
   * @param last the line of the ledger that names the last owner
   */
  LoopFinding take(Job job, Optional<StepEntry> last, LoopFinding found, Path log) {
    if (found.history().isNone()) {
      ItemFile.delete(log);
      return found;
    }
    List<KeptItem> heirless =
        last.filter(line -> !line.isComplete())
            .flatMap(line -> line.facts().by())
            .map(owner -> left(job, owner))
            .orElse(List.of());
    List<KeptItem> inherited = wanted(heirless, found);
    if (inherited.isEmpty()) {
      return found;
    }
    ItemLog.Opened opened =
        ItemLog.open(found.wish(job, setting, log), found.history(), this::broken);
    try (ItemLog open = opened.log()) {
      opened.notice().ifPresent(setting.observer()::notice);
      Instant now = Instant.now();
      open.append(inherited.stream().map(one -> record(one, now)).toList());
    }
    return found.inheriting(inherited, log);
  }

  private void broken(BrokenFileException e) {
    post.accept(new RunCommand.StopRun(StopCause.BROKEN, 0, String.valueOf(e.getMessage())));
  }

  private List<KeptItem> left(Job job, StepOwner owner) {
    if (owner.run().equals(setting.run().value())) {
      return setting.kept().succeeded(job.name());
    }
    return RunId.isRunId(owner.run())
        ? KeptItems.find(new RunFolder(setting.folder().project(), new RunId(owner.run())))
            .succeeded(job.name())
        : List.of();
  }

  /** Those of the same command that are in the list and not completed. */
  private static List<KeptItem> wanted(List<KeptItem> left, LoopFinding found) {
    if (left.isEmpty()) {
      return left;
    }
    Set<ItemKey> open = new HashSet<>(found.items().keys());
    open.removeAll(found.history().completed(found.command()));
    Map<ItemKey, KeptItem> wanted = new HashMap<>();
    for (KeptItem one : left) {
      if (one.start().command().equals(found.command()) && open.contains(one.start().key())) {
        wanted.put(one.start().key(), one);
      }
    }
    return List.copyOf(wanted.values());
  }

  private static ItemRecord record(KeptItem one, Instant at) {
    return new ItemRecord(
        one.start().key(), one.start().index(), JobStatus.SUCCEEDED, one.start().attempt(), "", at);
  }
}
