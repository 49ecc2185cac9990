package dev.pawl.coordinator;

import dev.pawl.process.Processes;
import dev.pawl.process.Processes.Ended;
import dev.pawl.process.Processes.Started;
import dev.pawl.process.Scope;
import dev.pawl.process.SpawnRefusedException;
import dev.pawl.process.SpawnRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Every process of a run, attempts and probes alike, with who wants to hear of it. Spawns come from
 * the coordinator and, for probes, from judges and service threads: they take turns.
 */
final class Children implements Processes.Listener, AutoCloseable {
  private final Map<Scope, Kin> kin = new ConcurrentHashMap<>();
  private final Processes processes;

  /** Who hears the lines and the end of one process. */
  private record Kin(Consumer<String> lines, Consumer<Ended> end) {}

  Children(Processes.Settings settings) {
    this.processes = Processes.served(settings, this);
  }

  /** Starts a process; {@code end} is called once, on a thread of the process layer. */
  Started spawn(SpawnRequest request, Consumer<String> lines, Consumer<Ended> end)
      throws SpawnRefusedException {
    kin.put(request.scope(), new Kin(lines, end));
    boolean started = false;
    try {
      Started child;
      synchronized (processes) {
        child = processes.spawn(request);
      }
      started = true;
      return child;
    } finally {
      if (!started) {
        kin.remove(request.scope());
      }
    }
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
  public void line(Scope scope, String line) {
    Kin one = kin.get(scope);
    if (one != null) {
      one.lines().accept(line);
    }
  }

  @Override
  public void ended(Ended ended) {
    Kin one = kin.remove(ended.scope());
    if (one != null) {
      one.end().accept(ended);
    }
  }

  @Override
  public void close() {
    processes.close();
  }
}
