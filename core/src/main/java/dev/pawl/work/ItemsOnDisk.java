package dev.pawl.work;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Reconciling;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.backlog.file.BacklogDocument;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.Inbox;
import dev.pawl.backlog.file.InboxFile;
import dev.pawl.backlog.file.LiveBacklog;
import dev.pawl.line.BrokenFileException;
import dev.pawl.posix.DurableFiles;
import dev.pawl.posix.KernelLock;
import dev.pawl.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** BACKLOG.yaml and BACKLOG_INBOX.yaml while a run works with them. */
final class ItemsOnDisk {
  private final Path project;
  private final WorkSettings settings;
  private final LiveBacklog live;
  private final LastSaved last;
  private final Consumer<String> notice;
  private final InstantSource clock = InstantSource.system();
  private final Set<String> told = new HashSet<>();

  ItemsOnDisk(
      Path project,
      WorkSettings settings,
      BacklogDocument document,
      LastSaved last,
      Consumer<String> notice) {
    this.project = project;
    this.settings = settings;
    this.live =
        new LiveBacklog(project.resolve(BacklogFile.NAME), BacklogFile.NAME, settings, document);
    this.last = last;
    this.notice = notice;
  }

  /**
   * Takes the inbox in and saves; what a person has changed in the file is taken over.
   *
   * @return the same, to be laid over what the run knows by then
   */
  UnaryOperator<Backlog> save(Backlog ours) throws HeldException {
    Path inbox = project.resolve(Inbox.NAME);
    Inbox.Intake intake = InboxFile.take(inbox, Inbox.NAME, ours, settings, clock.instant());
    tell(intake.problems());
    try (KernelLock lock = lock()) {
      lock.lock();
      Backlog saved =
          switch (live.save(intake.backlog())) {
            case LiveBacklog.Saving.Saved(Backlog backlog, List<Problem> refused) -> {
              tell(refused);
              yield backlog;
            }
            case LiveBacklog.Saving.Held(List<Problem> problems) -> {
              last.keep(live.bytes());
              throw new HeldException(problems.getFirst().toString());
            }
          };
      last.forget();
      InboxFile.leave(inbox, intake);
      Reconciling edits = new Reconciling(ours, saved, settings.prefix());
      return edits::onto;
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", project.resolve(BacklogFile.NAME), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HeldException(BacklogFile.NAME + " was not saved: interrupted");
    }
  }

  /** Whether the file is there and in order, so that it may be committed. */
  boolean isReadable() {
    return live.isReadable();
  }

  private KernelLock lock() throws IOException {
    Path folder = project.resolve(".pawl").resolve("locks");
    DurableFiles.makeFolders(folder, DurableFiles.OWNER_ONLY);
    return KernelLock.open(folder.resolve("backlog"));
  }

  /** Each once. */
  private void tell(List<Problem> problems) {
    for (Problem problem : problems) {
      if (told.add(problem.toString())) {
        notice.accept(problem.toString());
      }
    }
  }
}
