package dev.pawl.run;

import static dev.pawl.run.Oracle.must;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Loop;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold of the items of loops; a part of the {@link Oracle}. */
final class ItemOracle {
  /** What stands in the item logs: it outlives the attempts of a loop. */
  private final Map<JobName, Set<Integer>> completed = new HashMap<>();

  private final Map<JobName, Facts> loops = new LinkedHashMap<>();

  /** What was seen of the items of one attempt of a loop. */
  private static final class Facts {
    private final Loop loop;
    private boolean listed;
    private boolean over;
    private List<Item> missing = List.of();
    private final Map<Integer, Integer> live = new HashMap<>();
    private final Map<Integer, Integer> attempts = new HashMap<>();
    private final Set<Integer> waiting = new HashSet<>();
    private final Set<Integer> due = new HashSet<>();
    private final Set<Integer> failed = new HashSet<>();

    /** Of those that were adopted: who is wanted. */
    private final Set<Integer> adopted = new HashSet<>();

    private int last;

    Facts(Loop loop) {
      this.loop = loop;
    }

    boolean isNew(Item item) {
      return !attempts.containsKey(item.index());
    }
  }

  void begin(JobName job, Loop loop) {
    loops.put(job, new Facts(loop));
  }

  void withdraw(JobName job) {
    loops.remove(job);
  }

  void stopped(JobName job) {
    Facts facts = loops.get(job);
    if (facts != null) {
      facts.over = true;
      facts.waiting.clear();
    }
  }

  Set<Integer> completed(JobName job) {
    return completed.computeIfAbsent(job, _ -> new HashSet<>());
  }

  /** Items that live, of all loops. */
  int live() {
    return loops.values().stream().mapToInt(facts -> facts.live.size()).sum();
  }

  Map<Integer, Integer> live(JobName job) {
    return loops.containsKey(job) ? Map.copyOf(loops.get(job).live) : Map.of();
  }

  /** Those that were adopted and are wanted. */
  Set<Integer> adopted(JobName job) {
    return Set.copyOf(loops.get(job).adopted);
  }

  boolean isListed(JobName job) {
    return loops.get(job).listed;
  }

  boolean anyWaits() {
    return loops.values().stream().anyMatch(facts -> !facts.waiting.isEmpty());
  }

  /** Whether an item could start if there were room in the run. */
  boolean isStartable(JobName job) {
    Facts facts = loops.get(job);
    return facts != null
        && facts.listed
        && !facts.over
        && facts.live.size() < facts.loop.concurrency().orElse(Integer.MAX_VALUE)
        && (!facts.due.isEmpty() || facts.missing.stream().anyMatch(facts::isNew));
  }

  void see(RunEvent.ItemEvent event, boolean stopped) {
    Facts facts = loops.get(event.job());
    switch (event) {
      case RunEvent.ItemsAdopted e -> {
        must(!facts.listed && facts.attempts.isEmpty(), "adopted late: ", e);
        for (Item item : e.items()) {
          facts.attempts.put(item.index(), 1);
          facts.live.put(item.index(), 1);
          facts.adopted.add(item.index());
        }
      }
      case RunEvent.ItemsListed e -> {
        must(!facts.listed, "listed twice: ", e);
        facts.listed = true;
        facts.missing = e.missing();
        for (Item item : e.gone()) {
          facts.adopted.remove(item.index());
          facts.waiting.remove(item.index());
          facts.due.remove(item.index());
          facts.failed.remove(item.index());
        }
        if (!facts.failed.isEmpty() && !facts.loop.keepGoing()) {
          stopped(e.job());
        }
      }
      case RunEvent.LoopBroken _ -> {
        facts.listed = true;
        facts.over = true;
        facts.waiting.clear();
      }
      case RunEvent.ItemPlanned e -> planned(facts, e);
      case RunEvent.ItemStarted e -> must(facts.live.containsKey(e.item().index()), "lives: ", e);
      case RunEvent.ItemStopOrdered e ->
          must(facts.live.containsKey(e.item().index()), "only what lives is stopped: ", e);
      case RunEvent.ItemFinished e -> finished(facts, e, stopped);
      case RunEvent.ItemDue e -> {
        must(facts.waiting.remove(e.item().index()), "only what waits comes due: ", e);
        facts.due.add(e.item().index());
      }
    }
  }

  private void planned(Facts facts, RunEvent.ItemPlanned e) {
    int index = e.item().index();
    must(isStartable(e.job()), "cannot start: ", e);
    must(!facts.live.containsKey(index), "one live attempt at most: ", e);
    must(!completed(e.job()).contains(index), "completed already: ", e);
    must(e.attempt() == facts.attempts.getOrDefault(index, 0) + 1, "attempts in turn: ", e);
    must(e.attempt() == 1 ? index > facts.last : facts.due.remove(index), "in order: ", e);
    facts.last = Math.max(facts.last, index);
    facts.attempts.put(index, e.attempt());
    facts.live.put(index, e.attempt());
  }

  private void finished(Facts facts, RunEvent.ItemFinished e, boolean stopped) {
    int index = e.item().index();
    must(facts.live.remove(index, e.attempt()), "only what lives ends: ", e);
    if (e.retryAt().isPresent()) {
      must(e.outcome().isFailure() && !facts.over && !stopped, "no retry now: ", e);
      facts.waiting.add(index);
    } else if (e.outcome() == JobStatus.SUCCEEDED) {
      must(!stopped, "completed after a stop: ", e);
      must(completed(e.job()).add(index), "completed twice: ", e);
    } else if (e.outcome().isFailure()) {
      facts.failed.add(index);
      if (facts.listed && !facts.loop.keepGoing()) {
        stopped(e.job());
      }
    }
  }

  /** The attempt of a loop is over. */
  void ended(RunEvent.AttemptFinished e) {
    Facts facts = loops.remove(e.job());
    must(facts.live.isEmpty(), "items outlive their loop: ", e);
    boolean all =
        facts.listed
            && facts.failed.isEmpty()
            && completed(e.job()).containsAll(facts.adopted)
            && facts.missing.stream().allMatch(i -> completed(e.job()).contains(i.index()));
    must(e.outcome() != JobStatus.SUCCEEDED || all, "not all items are completed: ", e);
    boolean explained = facts.over || !facts.failed.isEmpty() || !facts.listed;
    must(e.outcome() != JobStatus.FAILED || explained, "failed without a reason: ", e);
  }

  /** What must hold when a turn is over. */
  void rest() {
    loops.forEach((job, facts) -> {
      boolean idle = facts.live.isEmpty() && facts.waiting.isEmpty() && facts.listed;
      must(!idle || isStartable(job), "the loop ", job, " does not end");
    });
  }
}
