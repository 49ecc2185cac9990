package dev.pawl.process;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** As many {@link Spawner}s as threads have ever spawned at the same time. Any thread. */
final class Spawners {
  private final Deque<Spawner> idle = new ConcurrentLinkedDeque<>();
  private final String outerScope;

  /**
   * @param outerScope PAWL_SCOPE of this process, if it runs inside a job itself; else empty
   */
  Spawners(String outerScope) {
    this.outerScope = outerScope;
  }

  /** As {@link Spawner#spawn}. */
  Processes.Started spawn(SpawnRequest request, int output, int terminal)
      throws SpawnRefusedException {
    Spawner free = idle.pollFirst();
    Spawner spawner = free == null ? new Spawner(outerScope) : free;
    try {
      return spawner.spawn(request, output, terminal);
    } finally {
      idle.addFirst(spawner);
    }
  }

  /** Call it once nothing is spawned any more. */
  void close() {
    for (Spawner spawner = idle.poll(); spawner != null; spawner = idle.poll()) {
      spawner.close();
    }
  }
}
