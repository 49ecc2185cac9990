package dev.pawl.ledger;

import dev.pawl.content.Contents;
import dev.pawl.item.ItemFile;
import dev.pawl.model.Project.Sync;
import dev.pawl.process.Identity;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepLedger;
import dev.pawl.step.StepName;
import dev.pawl.step.StepOwner;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;

/** The files of one ledger, and what else its steps need. */
final class Store implements AutoCloseable {
  private final Path project;
  private final InstantSource clock;
  private final StepLedger ledger;
  private final Contents contents;
  private final Judge judge;
  private final FileThreads files = new FileThreads();
  private final StepOwner self;

  Store(Path project, InstantSource clock) {
    this.project = project;
    this.clock = clock;
    this.ledger = StepLedger.open(project, Sync.GROUPED, Store::tell);
    this.contents = Contents.open(project, clock);
    this.judge = new Judge(contents, clock);
    Identity identity = files.call(Identity::self);
    this.self = new StepOwner("", identity.bootId(), identity.pid(), identity.startTicks());
  }

  private static void tell(String notice) {
    System.getLogger("dev.pawl.ledger").log(Level.WARNING, notice);
  }

  StepLedger ledger() {
    return ledger;
  }

  Judge judge() {
    return judge;
  }

  FileThreads files() {
    return files;
  }

  InstantSource clock() {
    return clock;
  }

  StepOwner self() {
    return self;
  }

  Path itemLog(StepName step) {
    return ItemFile.path(project, step.value());
  }

  Work.Surroundings surroundings() {
    return new Work.Surroundings(project, files, clock, Store::tell);
  }

  /** Marks a step as no longer complete. */
  boolean invalidate(StepName step, String reason) {
    return files.call(() ->
        ledger.change(draft -> {
          var last = draft.find(step).filter(StepEntry::isComplete);
          last.ifPresent(line -> draft.put(line.invalidated(reason, clock.instant())));
          return last.isPresent();
        }));
  }

  /** Forces what was written. */
  @Override
  public void close() {
    files.run(() -> {
      try {
        contents.save();
      } catch (java.io.IOException e) {
        tell("what was learned of contents could not be kept: " + e.getMessage());
      }
      ledger.close();
    });
    files.close();
  }
}
