package dev.pawl.coordinator;

import dev.pawl.item.ItemKey;
import dev.pawl.item.ItemLog;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Loop.Items;
import dev.pawl.model.Loop.Output;
import dev.pawl.process.SharedLog;
import dev.pawl.run.Item;
import dev.pawl.run.JobRow;
import dev.pawl.run.LoopRow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The loops of a run: lists their items, starts and stops them, and keeps their logs. Items are
 * listed by a thread of their own, because files may be large; everything else is the
 * coordinator's.
 */
final class Iterations {
  private static final int LONGEST_LABEL = 60;

  private final RunSetting setting;
  private final ItemProcesses processes;
  private final Consumer<RunCommand> post;
  private final Map<JobName, Iteration> running = new HashMap<>();

  Iterations(RunSetting setting, Children children, Consumer<RunCommand> post) {
    this.setting = setting;
    this.processes = new ItemProcesses(setting, children, post);
    this.post = post;
  }

  /** Begins a loop; what comes of it is told as of a process, then by its items. */
  void begin(Job job, int attempt) {
    SharedLog output =
        new SharedLog(
            setting.folder().log(job.name(), attempt), setting.request().project().log().maxSize());
    Path progress = setting.folder().progressFile(job.name(), attempt);
    Iteration one = new Iteration(job, attempt, output, progress);
    running.put(job.name(), one);
    post.accept(new RunCommand.SpawnSucceeded(job.name(), attempt, 0, 0));
    if (job.loop().orElseThrow().items() instanceof Output printed) {
      processes.print(one, printed.command(), file -> listLater(one, Optional.of(file)));
    } else {
      listLater(one, Optional.empty());
    }
  }

  private void listLater(Iteration one, Optional<Path> printed) {
    Thread.ofPlatform()
        .daemon()
        .name("pawl-items-" + one.job.name())
        .start(() -> post.accept(list(one, printed)));
  }

  private RunCommand list(Iteration one, Optional<Path> printed) {
    try {
      return listed(one, found(one, printed));
    } catch (ListingException e) {
      return broke(one, "its items could not be listed: " + e.getMessage());
    } catch (BrokenFileException | DamagedFileException e) {
      return broke(one, String.valueOf(e.getMessage()));
    }
  }

  private ItemSource.Found found(Iteration one, Optional<Path> printed) throws ListingException {
    Items items = one.job.loop().orElseThrow().items();
    if (printed.isEmpty()) {
      return new ItemSource(setting.request().folder(), one.job.script().dir()).find(items);
    }
    try {
      return ItemSource.lines(printed.get(), "what the command printed");
    } finally {
      printed.get().toFile().delete();
    }
  }

  private RunCommand listed(Iteration one, ItemSource.Found found) {
    List<String> named = found.texts().stream().map(setting.secrets()::scrub).toList();
    List<ItemKey> keys = ItemKey.of(named, found.contents());
    ItemLog.Opened opened = ItemLog.open(wish(one.job, keys), e -> post.accept(unwritten(one, e)));
    if (!one.bring(new Iteration.Listing(found.texts(), keys, opened.log(), opened.notice()))) {
      opened.log().close();
    }
    List<Item> missing = new ArrayList<>();
    for (int at = 0; at < keys.size(); at++) {
      if (!opened.completed().contains(keys.get(at))) {
        missing.add(new Item(at + 1, label(named.get(at))));
      }
    }
    return new RunCommand.ItemsListed(one.job.name(), one.attempt, missing, keys.size());
  }

  private ItemLog.Wish wish(Job job, List<ItemKey> keys) {
    RunRequest request = setting.request();
    String workflow = request.workflow().name().value();
    Path file =
        request
            .folder()
            .resolve(".pawl/items")
            .resolve(workflow)
            .resolve(job.name().value() + ".jsonl");
    String command = job.script().command().on(Effects.PLATFORM).orElseThrow();
    return new ItemLog.Wish(
        file,
        workflow + "/" + job.name(),
        CommandKey.of(job, request, command),
        keys,
        request.fresh(),
        request.project().sync());
  }

  /** Fit for one line: escapes for what is no text, and not too long. */
  private static String label(String text) {
    StringBuilder label = new StringBuilder();
    for (int at = 0; at < text.length() && label.length() < LONGEST_LABEL; at++) {
      char c = text.charAt(at);
      switch (c) {
        case '\n' -> label.append("\\n");
        case '\r' -> label.append("\\r");
        case '\t' -> label.append("\\t");
        default -> label.append(Character.isISOControl(c) ? '?' : c);
      }
    }
    boolean whole = label.length() >= text.length();
    return text.isEmpty() ? "''" : whole ? label.toString() : label + "...";
  }

  private static RunCommand broke(Iteration one, String reason) {
    return new RunCommand.LoopBroke(one.job.name(), one.attempt, OptionalInt.empty(), 0, reason);
  }

  private static RunCommand unwritten(Iteration one, BrokenFileException e) {
    return broke(one, "its item log is broken: " + e.getMessage());
  }

  /** Gives up listing: the process that prints is stopped, a thread is not waited for. */
  void stopListing(Job job, Duration grace) {
    Iteration one = get(job.name());
    if (one.isPrinting) {
      processes.stopPrinting(one, grace);
    } else {
      post.accept(broke(one, "stopped while its items were being listed"));
    }
  }

  void spawn(Job job, Item item, int attempt) {
    processes.start(get(job.name()), item, attempt);
  }

  void stop(Job job, Item item, int attempt, Duration grace) {
    processes.stop(job, item, attempt, grace);
  }

  /** Writes what has happened to items, before anybody is told of it. */
  void record(List<RunEvent> events, RunState state, Instant at) {
    Set<Iteration> touched = new HashSet<>();
    for (RunEvent event : events) {
      if (event instanceof RunEvent.ItemEvent e && running.containsKey(e.job())) {
        touched.add(noted(get(e.job()), e, at));
      }
    }
    for (Iteration one : touched) {
      try {
        one.write();
      } catch (BrokenFileException e) {
        post.accept(unwritten(one, e));
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

  private Iteration noted(Iteration one, RunEvent.ItemEvent event, Instant at) {
    if (event instanceof RunEvent.ItemFinished e) {
      one.ended(e, at);
    } else if (event instanceof RunEvent.ItemsListed) {
      one.listing().notice().ifPresent(setting.observer()::notice);
    }
    return one;
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
    try {
      Files.deleteIfExists(setting.folder().progressFile(job, one.attempt));
      one.close();
    } catch (IOException | BrokenFileException e) {
      setting.observer().notice("the logs of " + job + " could not be closed: " + e.getMessage());
    }
  }

  /** Closes what a fault left open. */
  void close() {
    Set.copyOf(running.keySet()).forEach(this::end);
  }
}
