package dev.pawl.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One place in the tree of stop requests: what was asked for here, who is below, and whom it has to
 * reach. Every node has its parents' requests; a parent never has its child's.
 *
 * <p>One lock guards all trees, because a node may have several parents. It is held for a moment
 * only: hooks run outside of it.
 */
final class StopNode {
  /** A request; the first reason stays when it becomes urgent. */
  record Request(String reason, boolean now) {}

  private static final Object LOCK = new Object();
  private static final Duration LONGEST = Duration.ofDays(365);
  private static long registrations;

  private final List<StopNode> parents;
  private final Set<StopNode> children = new LinkedHashSet<>();
  private final Set<Reached> threads = new LinkedHashSet<>();
  private final Set<StopHook> hooks = new LinkedHashSet<>();
  private final Duration bound;
  private volatile @Nullable Request request;
  private int pending;

  StopNode(List<StopNode> parents) {
    this(parents, StopHook.BOUND);
  }

  /** A node whose hooks may take that long each. */
  StopNode(List<StopNode> parents, Duration bound) {
    this.parents = List.copyOf(parents);
    this.bound = bound;
    synchronized (LOCK) {
      for (StopNode parent : this.parents) {
        parent.children.add(this);
        Request above = parent.request;
        if (above != null && (request == null || above.now)) {
          request = above;
        }
      }
    }
  }

  @Nullable Request request() {
    return request;
  }

  /** Asks this node and all below; interrupts who has to be, and lets the hooks run. */
  void ask(String reason, boolean now) {
    List<StopHook> due = new ArrayList<>();
    synchronized (LOCK) {
      spread(new Request(reason, now), due);
      due.sort(Comparator.comparingLong(StopHook::number).reversed());
    }
    StopHook.runAll(due);
  }

  private void spread(Request asked, List<StopHook> due) {
    Request before = request;
    if (before != null && (before.now || !asked.now)) {
      return;
    }
    request = before == null ? asked : new Request(before.reason, true);
    threads.forEach(reached -> reached.interrupt(asked.now));
    pending += hooks.size();
    due.addAll(hooks);
    hooks.clear();
    children.forEach(child -> child.spread(asked, due));
    LOCK.notifyAll();
  }

  /** Lets a hook run when a stop is asked for; at once, when it has been already. */
  StopHook add(Runnable action) {
    StopHook hook;
    synchronized (LOCK) {
      hook = new StopHook(this, registrations++, action, bound);
      if (request == null) {
        hooks.add(hook);
        return hook;
      }
      pending++;
    }
    StopHook.runAll(List.of(hook));
    return hook;
  }

  void remove(StopHook hook) {
    synchronized (LOCK) {
      hooks.remove(hook);
    }
  }

  void hasRun() {
    synchronized (LOCK) {
      pending--;
      LOCK.notifyAll();
    }
  }

  /** Waits until no hook of this node runs or is about to, whatever interrupts come. */
  void awaitHooks() {
    boolean interrupted = false;
    synchronized (LOCK) {
      while (pending > 0) {
        try {
          LOCK.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a request, but not longer than that. */
  void await(Duration limit) throws InterruptedException {
    long millis = limit.compareTo(LONGEST) < 0 ? limit.toMillis() : LONGEST.toMillis();
    long end = System.nanoTime() + 1_000_000 * millis;
    synchronized (LOCK) {
      for (long left = millis; request == null && left > 0; ) {
        LOCK.wait(left);
        left = (end - System.nanoTime() + 999_999) / 1_000_000;
      }
    }
  }

  /** The calling thread shall be interrupted by a stop until it leaves. */
  Reached enter(boolean first) {
    Reached reached = new Reached(this, Thread.currentThread(), first);
    synchronized (LOCK) {
      threads.add(reached);
      Request known = request;
      if (known != null) {
        reached.interrupt(known.now);
      }
    }
    return reached;
  }

  /** Requests above do not come down any more, and who is in here is forgotten. */
  void detach() {
    synchronized (LOCK) {
      parents.forEach(parent -> parent.children.remove(this));
      hooks.clear();
      threads.clear();
    }
  }

  /** A thread that a stop interrupts. */
  static final class Reached {
    private final StopNode node;
    private final Thread thread;
    private final boolean first;
    private boolean interrupted;
    private boolean left;

    Reached(StopNode node, Thread thread, boolean first) {
      this.node = node;
      this.thread = thread;
      this.first = first;
    }

    private void interrupt(boolean now) {
      if (!interrupted && (first || now)) {
        interrupted = true;
        thread.interrupt();
      }
    }

    /**
     * No interrupt comes any more, and one that came and was not noticed is taken back.
     *
     * @return whether it was interrupted
     */
    boolean leave() {
      synchronized (LOCK) {
        node.threads.remove(this);
      }
      if (interrupted && !left) {
        Thread.interrupted();
      }
      left = true;
      return interrupted;
    }
  }
}
