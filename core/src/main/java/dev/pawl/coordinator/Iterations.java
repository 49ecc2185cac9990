package dev.pawl.coordinator;

import dev.pawl.coordinator.Iteration.Phase;
import dev.pawl.item.ItemLog;
import dev.pawl.journal.RunFolder;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Loop.Output;
import dev.pawl.process.SharedLog;
import dev.pawl.run.Item;
import dev.pawl.run.JobRow;
import dev.pawl.run.LoopRow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import dev.pawl.run.StopCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The loops of a run: lists their items, starts and stops them, and keeps their logs. Items are
 * listed by a thread of their own, because files may be large; everything else is the
 * coordinator's.
 */
final class Iterations {
  private final RunSetting setting;
  private final ItemProcesses processes;
  private final Supplier<JobSteps> steps;
  private final Consumer<RunCommand> post;
  private final Map<JobName, Iteration> running = new HashMap<>();

  /**
   * @param steps the ledger, which every loop has a line in
   */
  Iterations(
      RunSetting setting, Children children, Supplier<JobSteps> steps, Consumer<RunCommand> post) {
    this.setting = setting;
    this.steps = steps;
    this.processes = new ItemProcesses(setting, children, post);
    this.post = post;
  }

  /** Begins a loop: finds its items, and asks whether any must run. */
  void begin(Job job, int attempt) {
    RunFolder folder = setting.folder();
    Adopted adopted = new Adopted(setting.kept().takeOpen(job.name()));
    Iteration one =
        new Iteration(
            job, attempt, output(job, attempt), folder.progressFile(job.name(), attempt), adopted);
    running.put(job.name(), one);
    if (setting.revival().isPresent()) {
      folder.items().toFile().mkdir(); // if that fails, so do the items
    }
    post.accept(new RunCommand.SpawnSucceeded(job.name(), attempt, 0, 0));
    adopted.all().forEach(kept -> processes.adopt(one, kept));
    if (job.loop().orElseThrow().items() instanceof Output printed) {
      processes.print(one, printed.command(), file -> listLater(one, Optional.of(file)));
    } else {
      listLater(one, Optional.empty());
    }
  }

  /** Where a run outlives its coordinator, the log may be there. */
  private SharedLog output(Job job, int attempt) {
    Path log = setting.folder().log(job.name(), attempt);
    long most = setting.request().project().log().maxSize();
    return setting.revival().isPresent() ? SharedLog.goingOn(log, most) : new SharedLog(log, most);
  }

  private void listLater(Iteration one, Optional<Path> printed) {
    one.phase = Phase.LISTING;
    JobSteps ledger = steps.get();
    aside(one, () -> list(one, printed, ledger));
  }

  /** Does what may take long on a thread of its own; whatever happens there, the loop goes on. */
  private void aside(Iteration one, Runnable work) {
    Thread.ofPlatform()
        .daemon()
        .name("pawl-items-" + one.job.name())
        .start(() -> {
          try {
            work.run();
          } catch (BrokenFileException e) {
            unwritten(one, e);
          } catch (RuntimeException | Error e) {
            post.accept(new RunCommand.StopRun(StopCause.BROKEN, 0, DiskProblem.orBug(e)));
          }
        });
  }

  private void list(Iteration one, Optional<Path> printed, JobSteps ledger) {
    try {
      one.bring(LoopItems.of(found(one, printed, ledger), setting.secrets()));
      ledger.judge(one.job, one.items());
    } catch (ListingException e) {
      String why = "its items could not be listed: " + e.getMessage();
      post.accept(broke(one, setting.secrets().scrub(why)));
    }
  }

  private ItemSource.Found found(Iteration one, Optional<Path> printed, JobSteps ledger)
      throws ListingException {
    if (printed.isEmpty()) {
      return new ItemSource(setting.request().folder(), ledger.contents()).find(one.job);
    }
    try {
      return ItemSource.lines(printed.get(), "what the command printed");
    } finally {
      printed.get().toFile().delete();
    }
  }

  /** Opens the item log of a loop that must run and is ours; tells what is missing. */
  void open(Job job) {
    Iteration one = get(job.name());
    one.phase = Phase.OPENING;
    LoopFinding found = steps.get().takeLoop(job);
    one.command = found.command();
    Set<KeptItem> over = new LinkedHashSet<>(setting.kept().succeeded(job.name()));
    over.addAll(found.inherited());
    over.forEach(kept -> processes.settle(one, kept));
    Path log = steps.get().itemLog(job);
    aside(one, () -> open(one, found, log));
  }

  private void open(Iteration one, LoopFinding found, Path log) {
    ItemLog.Opened opened =
        ItemLog.open(found.wish(one.job, setting, log), found.history(), e -> unwritten(one, e));
    opened.notice().ifPresent(setting.observer()::notice);
    if (!one.bring(opened.log())) {
      opened.log().close();
    }
    Adopted.Found adopted = one.adopted.in(found.items(), found.command(), opened.completed());
    List<Item> missing = found.items().missing(opened.completed(), adopted.underWay());
    post.accept(
        new RunCommand.ItemsListed(
            one.job.name(), one.attempt, missing, found.items().count(), adopted.gone()));
  }

  private static RunCommand broke(Iteration one, String reason) {
    return new RunCommand.LoopBroke(one.job.name(), one.attempt, OptionalInt.empty(), 0, reason);
  }

  /** Nothing is recorded any more, so nothing may run any more. */
  private void unwritten(Iteration one, BrokenFileException e) {
    post.accept(new RunCommand.StopRun(StopCause.BROKEN, 0, String.valueOf(e.getMessage())));
    post.accept(broke(one, "its item log is broken: " + e.getMessage()));
  }

  /**
   * Gives up finding the items: the process that prints is stopped, a thread is not waited for,
   * unless it is at work on the item log.
   */
  void stopListing(Job job, Duration grace) {
    Iteration one = get(job.name());
    switch (one.phase) {
      case PRINTING -> processes.stopPrinting(one, grace);
      case OPENING -> {}
      case LISTING -> post.accept(broke(one, "stopped while its items were being listed"));
    }
  }

  void spawn(Job job, Item item, int attempt) {
    processes.start(get(job.name()), item, attempt);
  }

  void stop(Job job, Item item, int attempt, Duration grace) {
    processes.stop(get(job.name()), item, attempt, grace);
  }

  /** Writes what has happened to items, before anybody is told of it. */
  void record(List<RunEvent> events, RunState state, Instant at) {
    if (running.isEmpty()) {
      return;
    }
    Set<Iteration> touched = new HashSet<>();
    for (RunEvent event : events) {
      if (event instanceof RunEvent.ItemEvent e && running.containsKey(e.job())) {
        Iteration one = get(e.job());
        if (event instanceof RunEvent.ItemFinished finished) {
          one.ended(finished, at);
          processes.files(one, finished.item(), finished.attempt()).ifPresent(one::settled);
        }
        touched.add(one);
      }
    }
    for (Iteration one : touched) {
      try {
        one.write();
      } catch (BrokenFileException e) {
        unwritten(one, e);
      }
      JobRow row = state.row(one.job.name());
      row.loop()
          .filter(LoopRow::isListed)
          .ifPresent(loop -> {
            one.progress(loop.done(), loop.total());
            setting.observer().progressed(one.job.name(), loop.done(), loop.total());
          });
    }
    running.values().stream().filter(Iteration::hasProgress).forEach(one -> tell(one, false));
  }

  private void tell(Iteration one, boolean atOnce) {
    try {
      one.tell(atOnce);
    } catch (IOException e) {
      post.accept(broke(one, "its progress could not be told: " + DiskProblem.told(e)));
    }
  }

  private Iteration get(JobName job) {
    Iteration one = running.get(job);
    if (one == null) {
      throw new IllegalStateException("the loop " + job + " does not run");
    }
    return one;
  }

  /** Closes the files of a loop that is over. */
  void end(JobName job) {
    Iteration one = running.remove(job);
    if (one == null) {
      return;
    }
    tell(one, true);
    processes.stopAdopted(one);
    try {
      one.close();
      Files.deleteIfExists(setting.folder().progressFile(job, one.attempt));
    } catch (BrokenFileException e) {
      unwritten(one, e);
    } catch (IOException e) {
      setting.observer().notice("the logs of " + job + " could not be closed: " + e.getMessage());
    }
  }

  /** Closes what a fault left open. */
  void close() {
    Set.copyOf(running.keySet()).forEach(this::end);
    if (setting.revival().isPresent()) {
      setting.folder().items().toFile().delete(); // unless something is left in it
    }
  }
}
