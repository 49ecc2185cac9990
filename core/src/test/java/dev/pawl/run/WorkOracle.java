package dev.pawl.run;

import static dev.pawl.run.Oracle.must;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Execution;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Resolution;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold of every run over the backlog, told again in the simplest words: it sees the
 * events only and shares nothing with the engine but what is configured and asked for.
 */
final class WorkOracle {
  private static final int MOST_MISSED = 24;

  private final WorkSettings settings;
  private final Execution execution;
  private final WorkOrder order;
  private final Map<ItemId, Item> items = new LinkedHashMap<>();
  private final NaiveWork naive;
  private final Map<JobName, Facts> open = new LinkedHashMap<>();
  private final Set<JobName> names = new HashSet<>();
  private final Map<AgentName, Instant> pauses = new HashMap<>();
  private final Map<AgentName, Integer> missed = new HashMap<>();
  private final Map<Integer, Transition> unsaved = new LinkedHashMap<>();
  private final Map<ItemId, String> gone = new LinkedHashMap<>();
  private final Set<ItemId> given = new HashSet<>();
  private Instant start = Instant.MIN;
  private int next = 1;
  private int nextId;
  private int begun;
  private int givenUp;
  private double cost;
  private boolean known;
  private RunEvent.RunStopping stop;
  private RunEvent.WorkHalted halt;
  private RunEvent.RunFinished over;

  /** Of a task that was begun. */
  private static final class Facts {
    final Task task;
    int failures;
    int attempts;
    boolean live;
    boolean waits;
    TaskEnd last;

    Facts(Task task) {
      this.task = task;
    }
  }

  WorkOracle(WorkSettings settings, WorkOrder order) {
    this.settings = settings;
    this.execution = settings.execution();
    this.order = order;
    this.naive = new NaiveWork(settings, order, items);
  }

  boolean isOver() {
    return over != null;
  }

  /** The backlog as the events tell. */
  Backlog backlog() {
    return Backlog.of(items.values(), nextId);
  }

  /** What a person did to an item that is not there any more, and why it is not. */
  Map<ItemId, String> gone() {
    return gone;
  }

  /** Takes one event, right after it was applied. */
  void see(RunEvent event, Now now) {
    must(over == null, "nothing happens after the end: ", event);
    switch (event) {
      case RunEvent.RunCreated _ -> start = now.wall();
      case RunEvent.WorkBegan _, RunEvent.RunBegan _, RunEvent.AttemptStarted _ -> {}
      case RunEvent.BacklogSeen e -> seen(e.backlog());
      case RunEvent.BacklogAsked _ -> must(isQuiet(), "looked around while something goes on");
      case RunEvent.TaskAdded e -> added(e, now);
      case RunEvent.AttemptPlanned e -> planned(facts(e.job()), e, now);
      case RunEvent.StopOrdered e -> must(facts(e.job()).live, "only what lives is stopped");
      case RunEvent.AttemptFinished e -> {
        must(facts(e.job()).live, "only what lives ends: ", e);
        facts(e.job()).live = false;
      }
      case RunEvent.TaskEnded e -> ended(facts(e.job()), e, now);
      case RunEvent.RetryScheduled e -> {
        must(stop == null, "not after a stop: ", e);
        facts(e.job()).waits = true;
      }
      case RunEvent.RetryDue e -> facts(e.job()).waits = false;
      case RunEvent.JobFinished e -> finished(e);
      case RunEvent.AgentPaused e ->
          pauses.merge(e.agent(), e.until(), (a, b) -> a.isAfter(b) ? a : b);
      case RunEvent.ItemsChanged e -> changed(e.transition());
      case RunEvent.ItemsSaved e -> saved(e);
      case RunEvent.RunStopping e -> stop = stop == null ? e : stop;
      case RunEvent.WorkHalted e -> halted(e, now);
      case RunEvent.WorkSaved _ -> must(halt != null, "saved before it has halted");
      case RunEvent.TakenOver _ -> known = false;
      case RunEvent.RunFinished e -> finished(e);
      default -> must(false, "not in a run over the backlog: ", event);
    }
  }

  private Facts facts(JobName job) {
    Facts facts = open.get(job);
    must(facts != null, job, " has ended, or was never begun");
    return facts;
  }

  private boolean isQuiet() {
    return open.isEmpty() && unsaved.isEmpty();
  }

  /** What persons have changed in the file; the one who lets them do so compares it. */
  private void seen(Backlog backlog) {
    for (ItemId id : items.keySet()) {
      if (backlog.find(id).isEmpty()) {
        gone.put(id, "taken away");
      }
    }
    items.clear();
    backlog.items().forEach(item -> items.put(item.id(), item));
    if (!known) { // names that nobody has heard of before the coordinator died
      given.clear();
      gone.forEach((id, why) -> given.addAll(why.equals("done") ? Set.of(id) : Set.of()));
    }
    known = true;
    given.addAll(items.keySet());
    nextId = backlog.nextId();
  }

  private boolean isStanding(Task task) {
    Item item = items.get(task.item());
    return item != null
        && item.block().isEmpty()
        && (task.isTriage()
            ? item.status() == ItemStatus.NEW
            : item.position().equals(task.position()));
  }

  private boolean isHeld(ItemId id) {
    return open.values().stream().anyMatch(facts -> facts.task.item().equals(id))
        || unsaved.values().stream().anyMatch(transition -> transition.touches(id));
  }

  private boolean isPaused(AgentName agent, Now now) {
    return Optional.ofNullable(pauses.get(agent)).map(now.wall()::isBefore).orElse(false);
  }

  private boolean isLost(AgentName agent) {
    return missed.getOrDefault(agent, 0) >= MOST_MISSED;
  }

  private boolean isLimited(Now now) {
    return givenUp >= execution.circuitBreaker() || isSpent(now);
  }

  private boolean isSpent(Now now) {
    boolean late =
        execution.maxTime().map(most -> !now.wall().isBefore(start.plus(most))).orElse(false);
    return late || execution.maxCost().map(most -> cost >= most).orElse(false);
  }

  private boolean isSavedAlone() {
    return unsaved.values().stream()
        .anyMatch(one -> one.done().map(done -> done.task().destructive()).orElse(false));
  }

  private void added(RunEvent.TaskAdded e, Now now) {
    Task task = e.task();
    Item item = items.get(task.item());
    must(known && stop == null && halt == null, "too early or too late: ", e);
    must(names.add(e.job()), "the name was given before: ", e);
    must(item != null && isStanding(task), "its item does not stand there: ", e);
    must(!isHeld(task.item()), "its item is under way, or being saved: ", e);
    must(naive.hasNeeds(item) && naive.isWanted(item), "not its turn: ", e);
    must(item.status() == ItemStatus.NEW || naive.isApproved(item), "not approved: ", e);
    must(begun < execution.cap() && !isLimited(now), "over a limit: ", e);
    must(task.agent().equals(naive.agent(item)) && !isLost(task.agent()), "its agent: ", e);
    boolean waits = isPaused(task.agent(), now);
    must(!waits || isQuiet(), "begun to wait beside others: ", e);
    List<Facts> busy = open.values().stream().filter(facts -> !facts.waits).toList();
    must(busy.size() < execution.concurrency(), "more than there are places: ", e);
    must(busy.stream().noneMatch(facts -> facts.task.destructive()), "beside a destructive: ", e);
    boolean alone = busy.isEmpty() && unsaved.isEmpty();
    must(alone || !task.destructive(), "a destructive one beside others: ", e);
    must(!isSavedAlone(), "beside the commit of a destructive one: ", e);
    Item best =
        naive
            .tasks(one ->
                !isHeld(one.id())
                    && (one.status() == ItemStatus.NEW || naive.isApproved(one))
                    && !isLost(naive.agent(one))
                    && (waits || !isPaused(naive.agent(one), now)))
            .getFirst();
    must(order.autoAdvance() || best.equals(item), "it is the turn of ", best.id(), ": ", e);
    begun++;
    open.put(e.job(), new Facts(task));
  }

  private void planned(Facts facts, RunEvent.AttemptPlanned e, Now now) {
    must(stop == null && halt == null && !facts.live && !facts.waits, "not now: ", e);
    must(isStanding(facts.task), "its item is elsewhere: ", e);
    must(!isPaused(facts.task.agent(), now) && !isLost(facts.task.agent()), "its agent: ", e);
    must(!isLimited(now), "over a limit: ", e);
    must(++facts.attempts == e.attempt(), "not its next attempt: ", e);
    must(facts.failures <= retries(facts.task), "it has failed too often: ", e);
    List<Facts> live = open.values().stream().filter(one -> one.live).toList();
    must(live.size() < execution.concurrency(), "more than there are places: ", e);
    must(live.stream().noneMatch(one -> one.task.destructive()), "beside a destructive: ", e);
    boolean alone = live.isEmpty() && unsaved.isEmpty();
    must(alone || !facts.task.destructive(), "a destructive one beside others: ", e);
    must(!isSavedAlone(), "beside the commit of a destructive one: ", e);
    facts.live = true;
  }

  private int retries(Task task) {
    Item item = items.get(task.item());
    return task.isTriage()
        ? execution.retries()
        : naive.phase(item).orElseThrow().retries().orElse(execution.retries());
  }

  private void ended(Facts facts, RunEvent.TaskEnded e, Now now) {
    must(facts.attempts == e.attempt() && !facts.live, "not an attempt that has ended: ", e);
    AgentName agent = facts.task.agent();
    facts.last = e.end();
    cost += e.usage().cost();
    facts.failures += e.end() == TaskEnd.FAILED ? 1 : 0;
    givenUp = e.end() == TaskEnd.CARRIED_OUT ? 0 : givenUp;
    if (e.end() == TaskEnd.UNAVAILABLE) {
      missed.merge(agent, isPaused(agent, now) ? 0 : 1, Integer::sum);
    } else if (e.end() != TaskEnd.STOPPED) {
      missed.remove(agent);
    }
  }

  private void finished(RunEvent.JobFinished e) {
    Facts facts = facts(e.job());
    must(!facts.live, "it lives still: ", e);
    boolean failed = e.status() == JobStatus.FAILED || e.status() == JobStatus.TIMED_OUT;
    givenUp += failed && facts.last == TaskEnd.FAILED ? 1 : 0;
    open.remove(e.job());
  }

  private void changed(Transition transition) {
    must(halt == null, "nothing changes after the halt: ", transition);
    must(transition.number() == next++, "not the next one: ", transition);
    Map<ItemId, Item> before = new LinkedHashMap<>(items);
    for (Transition.Change change : transition.changes()) {
      ItemId id = change.to().id();
      Item earlier = items.get(id);
      if (earlier == null && transition.gone().contains(id)) {
        must(change.to().isDone(), "only what is done is away: ", change);
      } else if (change.from().isEmpty()) {
        boolean back = isSetBack(change.to()) && "done".equals(gone.remove(id));
        must(earlier == null && (back || given.add(id)), "the name was given: ", id);
      } else {
        must(
            earlier != null && change.from().get().isOf(earlier), "it does not stand so: ", change);
        must(isMove(earlier, change.to(), transition), "no such move: ", change);
      }
      items.put(id, change.to());
    }
    boolean promotes = transition.words().contains("is promoted");
    must(!promotes || stop == null, "no promotion after a stop");
    must(!promotes || naive.inProgress() <= execution.maxWip(), "no room: ", transition);
    if (promotes && !order.autoAdvance()) {
      isBestPromotion(before, transition);
    }
    transition.gone().forEach(id -> goes(id, transition));
    nextId = Math.max(nextId, transition.highest());
    unsaved.put(transition.number(), transition);
  }

  private void isBestPromotion(Map<ItemId, Item> before, Transition transition) {
    ItemId promoted = transition.changes().getFirst().to().id();
    List<Item> better =
        new NaiveWork(settings, order, before)
            .promotions(item -> !isHeld(item.id()) && naive.isApproved(item));
    must(better.getFirst().id().equals(promoted), "it is the turn of ", better.getFirst().id());
  }

  /** What is put away is done, and nothing open needs it. */
  private void goes(ItemId id, Transition transition) {
    Item item = items.remove(id);
    must(item != null && item.isDone(), id, " goes and is not done: ", transition);
    gone.put(id, "done");
    boolean needed =
        items.values().stream()
            .anyMatch(other -> !other.isDone() && other.dependencies().contains(id));
    must(!needed, id, " goes and is needed: ", transition);
  }

  /** By the engine one step, or into a pipeline; by a person also to the end; then blocked. */
  private boolean isMove(Item before, Item after, Transition transition) {
    ItemStatus from = before.status();
    ItemStatus to = after.block().map(Item.Block::from).orElse(after.status());
    boolean byPerson = transition.done().isEmpty();
    boolean merged =
        after.isDone() && after.resolution().equals(Optional.of(Resolution.CLOSED)) && !byPerson;
    return isSetBack(after)
        || merged
        || from == to
        || from.mayBecome(to)
        || from == ItemStatus.NEW && to == ItemStatus.READY
        || byPerson && !before.isDone() && after.isDone();
  }

  /** What an agent has made of it could not be committed. */
  private static boolean isSetBack(Item item) {
    return item.block().map(block -> block.reason().endsWith(WorkWorld.REFUSAL)).orElse(false);
  }

  private void saved(RunEvent.ItemsSaved e) {
    Transition transition = unsaved.remove(e.number());
    must(transition != null, "it was not to be saved: ", e);
    if (e.commit().isPresent() && transition.done().isPresent()) {
      for (Transition.Change change : transition.changes()) {
        items.computeIfPresent(
            change.to().id(), (_, item) -> item.draft().lastCommit(e.commit().get()).item());
      }
    }
  }

  private void halted(RunEvent.WorkHalted e, Now now) {
    must(halt == null, "it halts once");
    boolean broken = stop != null && stop.cause() == StopCause.BROKEN;
    must(open.isEmpty() && (broken || unsaved.isEmpty()), "something is under way: ", e);
    Halt expected = broken ? Halt.ERROR : stop != null ? Halt.SHUTDOWN : judged(now);
    must(e.halt() == expected, "halted as ", e, ", not ", expected);
    halt = e;
  }

  /** Why nothing more is done. */
  private Halt judged(Now now) {
    if (givenUp >= execution.circuitBreaker()) {
      return Halt.CIRCUIT_BREAKER;
    }
    List<Item> tasks = naive.tasks(_ -> true);
    boolean isMore = !tasks.isEmpty() || naive.hasRoom() && !naive.promotions(_ -> true).isEmpty();
    if (isMore && (begun >= execution.cap() || isSpent(now))) {
      return Halt.CAP_REACHED;
    }
    if (isMore) {
      must(tasks.stream().allMatch(item -> isLost(naive.agent(item))), "stranded: ", tasks);
      must(!naive.hasRoom() || naive.promotions(_ -> true).isEmpty(), "not promoted");
      return Halt.CIRCUIT_BREAKER;
    }
    if (!order.targets().isEmpty()) {
      return naive.openTargets().findAny().isEmpty() ? Halt.TARGET_COMPLETED : Halt.TARGET_BLOCKED;
    }
    boolean filtered = !order.filter().rules().isEmpty();
    if (filtered && begun == 0 && next == 1 && items.values().stream().noneMatch(naive::isWanted)) {
      return Halt.NO_MATCH;
    }
    boolean done =
        items.values().stream().noneMatch(item -> !item.isDone() && naive.isWanted(item));
    return !done ? Halt.ALL_BLOCKED : filtered ? Halt.FILTER_EXHAUSTED : Halt.ALL_DONE;
  }

  private void finished(RunEvent.RunFinished e) {
    over = e;
    List<Integer> codes = new ArrayList<>();
    if (stop != null && (halt == null || halt.halt() == Halt.SHUTDOWN)) {
      codes.add(stop.signal() > 0 ? 128 + stop.signal() : 1);
    }
    if (stop != null && stop.cause() == StopCause.BROKEN) {
      codes.add(70);
    }
    if (halt != null && halt.halt() != Halt.SHUTDOWN) {
      codes.add(halt.halt().exitCode());
    }
    must(codes.contains(e.exitCode()), "ends with ", e, ", not ", codes);
    must(open.isEmpty() && (halt != null || !known), "it ends too early");
  }
}
