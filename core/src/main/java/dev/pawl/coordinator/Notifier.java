package dev.pawl.coordinator;

import dev.pawl.model.Durations;
import dev.pawl.model.Limits;
import dev.pawl.model.Occasion;
import dev.pawl.process.Processes.Ended;
import dev.pawl.process.SpawnRequest;
import dev.pawl.run.RunCommand.NoticeEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Gives the notices of a run, one after the other, on a thread of its own. One that takes too long
 * is stopped as a job is, and nothing proceeds before it is gone.
 */
final class Notifier {
  /** The longest that a notice may take. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final Children children;
  private final Map<Occasion, SpawnRequest> notices;
  private final Duration limit;
  private final Thread thread;

  /** Why no notice may start any more, and the running one is being ended; "" until then. */
  private String stopped = "";

  private Notifier(
      Children children,
      Map<Occasion, SpawnRequest> notices,
      Duration limit,
      Consumer<List<NoticeEnd>> answer) {
    this.children = children;
    this.notices = notices;
    this.limit = limit;
    this.thread =
        Thread.ofPlatform().daemon().name("pawl-notices").unstarted(() -> giveAll(answer));
  }

  /** Starts giving them, in their order; answers once, on its thread, unless it is left before. */
  static Notifier start(
      Children children,
      Map<Occasion, SpawnRequest> notices,
      Duration limit,
      Consumer<List<NoticeEnd>> answer) {
    Notifier notifier = new Notifier(children, notices, limit, answer);
    notifier.thread.start();
    return notifier;
  }

  /** Ends the one that runs and starts no other; asked again with less grace, sooner. */
  synchronized void stop(Duration grace, String reason) {
    stopped = stopped.isEmpty() ? reason : stopped;
    notices.values().forEach(request -> children.stop(request.scope(), grace));
  }

  /** Waits for none of them any more, and answers nothing. */
  void leave() {
    thread.interrupt();
  }

  private void giveAll(Consumer<List<NoticeEnd>> answer) {
    List<NoticeEnd> ends = new ArrayList<>();
    try {
      for (Map.Entry<Occasion, SpawnRequest> notice : notices.entrySet()) {
        ends.add(give(notice.getKey(), notice.getValue()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    answer.accept(ends);
  }

  private NoticeEnd give(Occasion notice, SpawnRequest request) throws InterruptedException {
    CompletableFuture<NoticeEnd> end = new CompletableFuture<>();
    if (!begin(request, new Awaited(notice, end))) {
      return unstarted(notice, "not started: " + whyStopped());
    }
    try {
      return stoppedOrNot(end.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      children.stop(request.scope(), Limits.DEFAULT_GRACE);
      return late(ended(end));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NoticeEnd ended(CompletableFuture<NoticeEnd> end) throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private NoticeEnd late(NoticeEnd end) {
    String late = "timed out after " + Durations.format(limit);
    return new NoticeEnd(end.notice(), end.exitCode(), end.signal(), late, end.remark());
  }

  /** Of an end that was brought about its cause counts, not what it looks like. */
  private NoticeEnd stoppedOrNot(NoticeEnd end) {
    String why = whyStopped();
    boolean well = end.failure().isEmpty() && end.exitCode().orElse(1) == 0;
    if (why.isEmpty() || well) {
      return end;
    }
    return end.exitCode().isEmpty()
        ? unstarted(end.notice(), "not started: " + why)
        : new NoticeEnd(end.notice(), end.exitCode(), end.signal(), why, end.remark());
  }

  /** A stop comes either before the start, which then is none, or it finds the process. */
  private synchronized boolean begin(SpawnRequest request, Children.Kin one) {
    if (!stopped.isEmpty()) {
      return false;
    }
    children.start(request, one);
    return true;
  }

  private synchronized String whyStopped() {
    return stopped;
  }

  private static NoticeEnd unstarted(Occasion notice, String reason) {
    return new NoticeEnd(notice, OptionalInt.empty(), 0, reason, "");
  }

  /** Told on the coordinator's thread. */
  private record Awaited(Occasion notice, CompletableFuture<NoticeEnd> end)
      implements Children.Kin {
    @Override
    public void line(String line) {}

    @Override
    public void refused(String reason) {
      end.complete(unstarted(notice, "could not be started: " + reason));
    }

    @Override
    public void ended(Ended ended) {
      String remark = Objects.requireNonNullElse(ended.remark(), "");
      end.complete(
          new NoticeEnd(
              notice,
              ended.exitCode(),
              ended.signal(),
              ended.logFailed() ? remark : "",
              ended.logFailed() ? "" : remark));
    }
  }
}
