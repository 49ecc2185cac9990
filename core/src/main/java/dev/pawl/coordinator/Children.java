package dev.pawl.coordinator;

import dev.pawl.process.Processes;
import dev.pawl.process.Processes.Ended;
import dev.pawl.process.Processes.Started;
import dev.pawl.process.Scope;
import dev.pawl.process.SpawnRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every process of a run, attempts and probes alike, with who wants to hear of it. Any thread may
 * start one: the coordinator, judges, and those that ask services.
 */
final class Children implements Processes.Listener, AutoCloseable {
  private final Map<Scope, Kin> kin = new ConcurrentHashMap<>();
  private final Processes processes;

  /** Who hears of one process. */
  interface Kin {
    /** It is there; told only of one that was started without waiting for it. */
    default void started(Started child) {}

    /** It could not be started: the last word. */
    default void refused(String reason) {}

    void line(String line);

    /** It is gone: the last word. */
    void ended(Ended ended);
  }

  Children(Processes.Settings settings) {
    this.processes = Processes.served(settings, this);
  }

  /** Starts a process without waiting for it; what comes of it is told to {@code one}. */
  void start(SpawnRequest request, Kin one) {
    kin.put(request.scope(), one);
    processes.start(request);
  }

  /** Takes over a process that an earlier coordinator started; its end is told to {@code one}. */
  void adopt(SpawnRequest request, Started identity, Kin one) {
    kin.put(request.scope(), one);
    processes.adopt(request, identity);
  }

  /** Serves outputs and exits on the coordinator thread; waits for one at most so long. */
  void serve(long millis) {
    processes.serve(millis);
  }

  /** Lets {@link #serve} return soon. */
  void wake() {
    processes.wake();
  }

  void stop(Scope scope, Duration grace) {
    processes.stop(scope, grace);
  }

  List<Processes.Lingering> lingering() {
    return processes.lingering();
  }

  @Override
  public void started(Scope scope, Started child) {
    Kin one = kin.get(scope);
    if (one != null) {
      one.started(child);
    }
  }

  @Override
  public void refused(Scope scope, String reason) {
    Kin one = kin.remove(scope);
    if (one != null) {
      one.refused(reason);
    }
  }

  @Override
  public void line(Scope scope, String line) {
    Kin one = kin.get(scope);
    if (one != null) {
      one.line(line);
    }
  }

  @Override
  public void ended(Ended ended) {
    Kin one = kin.remove(ended.scope());
    if (one != null) {
      one.ended(ended);
    }
  }

  @Override
  public void close() {
    processes.close();
  }
}
