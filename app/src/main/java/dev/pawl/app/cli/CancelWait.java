package dev.pawl.app.cli;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunStatus;
import dev.pawl.model.SafeText;
import dev.pawl.run.JobReport;
import dev.pawl.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits until what was cancelled has its end on record, and says what that is. What takes long is
 * named.
 */
final class CancelWait {
  private static final long PAUSE_MILLIS = 20;

  /** A journal that has not grown is read again all the same: its coordinator may have died. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private static final Duration LONG = Duration.ofSeconds(3);
  private static final int NAMED = 5;

  private final Call call;
  private final RunRecords records;
  private final List<Watched> watched = new ArrayList<>();
  private boolean missed;
  private List<String> named = List.of();

  CancelWait(Call call, RunRecords records) {
    this.call = call;
    this.records = records;
  }

  /** Takes in something whose end was promised. */
  void watch(Cancellation what) {
    watched.add(new Watched(what));
  }

  /** The same where nothing was promised: what has not ended by now is not waited for. */
  void watchAtMost(Cancellation what, String otherwise) {
    Watched one = new Watched(what);
    one.look();
    if (one.isOver()) {
      watched.add(one);
    } else {
      missed = true;
      call.say("pawl: run " + what.run().run() + ": " + SafeText.shown(otherwise));
    }
  }

  /** Waits for all of it; returns the exit code. */
  int await() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      long from = System.nanoTime();
      for (Watched one : List.copyOf(watched)) {
        one.look();
        one.tell();
        if (one.isOver()) {
          watched.remove(one);
        }
      }
      if (watched.isEmpty()) {
        return missed ? ExitCode.REFUSED : ExitCode.FINE;
      }
      long now = System.nanoTime();
      if (now - begun > LONG.toNanos()) {
        nameLate();
      }
      Thread.sleep(Math.max(PAUSE_MILLIS, Duration.ofNanos(now - from).toMillis()));
    }
  }

  private void nameLate() {
    List<String> late = watched.stream().flatMap(one -> one.late().stream()).toList();
    if (late.equals(named) || call.options().quiet()) {
      return;
    }
    String hint = named.isEmpty() ? "; a second 'pawl cancel' kills at once" : "";
    named = late;
    int more = late.size() - NAMED;
    call.say(
        "waiting for "
            + String.join(", ", late.subList(0, Math.min(NAMED, late.size())))
            + (more > 0 ? " and " + more + " more" : "")
            + hint);
  }

  private void say(String what, String status, boolean cancelled, Optional<String> reason)
      throws IOException {
    missed |= !cancelled && call.argument().isPresent();
    if (!call.options().quiet()) {
      String why = reason.map(text -> ", " + text).orElse("");
      call.out().write(what + ": " + SafeText.shown(status + why) + "\n");
      call.out().flush();
    }
  }

  /** One run, of which something is to end. */
  private final class Watched {
    private final Cancellation what;
    private final Set<JobName> left;
    private RunReport run;
    private long size = -1;
    private long lookedAt;

    Watched(Cancellation what) {
      this.what = what;
      this.left = new LinkedHashSet<>(what.jobs());
      this.run = what.run();
    }

    void look() {
      long now = System.nanoTime();
      long length = length();
      if (length != size || now - lookedAt > LOOK_AGAIN.toNanos()) {
        size = length;
        lookedAt = now;
        run = records.report(what.folder()).orElse(run);
      }
    }

    private long length() {
      try {
        return Files.size(what.folder().journal());
      } catch (IOException gone) {
        return 0;
      }
    }

    boolean isOver() {
      boolean over = run.status() != RunStatus.RUNNING;
      return what.isWhole() ? over : open().isEmpty();
    }

    private List<JobReport> open() {
      return run.jobs().stream()
          .filter(job -> !job.status().isFinal())
          .filter(job -> what.isWhole() || what.jobs().contains(job.name()))
          .toList();
    }

    /** Says what has ended since. */
    void tell() throws IOException {
      missed |= run.status() == RunStatus.INTERRUPTED && run.finishedAt().isEmpty();
      if (what.isWhole()) {
        if (isOver()) {
          tellRun();
        }
        return;
      }
      for (JobReport job : run.jobs()) {
        if (job.status().isFinal() && left.remove(job.name())) {
          boolean cancelled = job.status() == JobStatus.CANCELLED;
          say(
              run.run() + ":" + job.name(),
              job.status().wire(),
              cancelled,
              cancelled ? Optional.empty() : job.reason());
        }
      }
    }

    private void tellRun() throws IOException {
      boolean plainly = run.status() == RunStatus.CANCELLED;
      boolean cancelled =
          plainly
              || run.status() == RunStatus.FAILED
                  && run.jobs().stream().anyMatch(job -> job.status() == JobStatus.CANCELLED);
      say(
          "run " + run.run(),
          run.status().wire(),
          cancelled,
          plainly ? Optional.empty() : run.reason());
    }

    /** What is still being ended. */
    List<String> late() {
      List<String> jobs =
          open().stream()
              .filter(job -> job.status() == JobStatus.RUNNING)
              .map(job -> run.run() + ":" + job.name())
              .toList();
      return jobs.isEmpty() ? List.of("run " + run.run()) : jobs;
    }
  }
}
