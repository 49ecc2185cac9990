package dev.pawl.run;

import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Retry;
import dev.pawl.model.RunStatus;
import dev.pawl.model.SkipCause;
import dev.pawl.model.Workflow.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must hold of every run, told again in the simplest words: it sees the events only and shares
 * nothing with the engine but the plan.
 */
final class Oracle {
  private final RandomPlan plan;
  private final NaiveSelection selected;
  private final Map<JobName, Facts> facts = new LinkedHashMap<>();
  private boolean begun;
  private boolean lasting;
  private boolean cut;

  /** Only what a journal holds is seen. */
  boolean recordedOnly;

  /** What is known of items; of a run that goes on, the item logs of the one before. */
  final ItemOracle items = new ItemOracle();

  private final NoticeOracle notices;
  private RunEvent.RunStopping firstStop;
  private RunEvent.RunFinished over;

  Oracle(RandomPlan plan) {
    this.plan = plan;
    this.selected = NaiveSelection.of(plan);
    this.notices = new NoticeOracle(plan.workflow().notices());
    for (Job job : plan.workflow().jobs()) {
      facts.put(job.name(), new Facts(job, facts.size()));
    }
  }

  Facts facts(JobName job) {
    return facts.get(job);
  }

  boolean isOver() {
    return over != null;
  }

  boolean isLasting() {
    return lasting;
  }

  /** Fails with the parts as one text; they are not joined as long as all is well. */
  static void must(boolean holds, Object... invariant) {
    if (!holds) {
      throw new AssertionError(
          Stream.of(invariant).map(String::valueOf).collect(Collectors.joining()));
    }
  }

  /** Takes one event, right after it was applied. */
  void see(RunEvent event, Now now) {
    must(over == null, "nothing happens after the end: ", event);
    notices.see(event, facts.values().stream().allMatch(f -> f.ends == 1), recordedOnly);
    switch (event) {
      case RunEvent.RunCreated _, RunEvent.NoticeEvent _, RunEvent.NoticeFailed _ -> {}
      case RunEvent.JobPromoted e -> facts(e.job()).background = false;
      case RunEvent.RunBegan e -> began(e);
      case RunEvent.StepsAsked e -> e.jobs().forEach(job -> asked(facts(job)));
      case RunEvent.StepVacant e -> vacant(facts(e.job()), e);
      case RunEvent.StepDue e -> due(facts(e.job()), e);
      case RunEvent.StepWaiting e -> waits(facts(e.job()), e);
      case RunEvent.StepSealing e -> sealing(facts(e.job()), e);
      case RunEvent.AttemptPlanned e -> planned(facts(e.job()), e);
      case RunEvent.AttemptStarted e -> must(facts(e.job()).live, "only what lives starts");
      case RunEvent.ServiceReady e -> facts(e.job()).ready = true;
      case RunEvent.StopOrdered e -> {
        must(facts(e.job()).live, "only what lives is stopped: ", e);
        facts(e.job()).stop = e.cause();
        items.stopped(e.job());
      }
      case RunEvent.AttemptFinished e -> ended(facts(e.job()), e);
      case RunEvent.RetryScheduled e -> retry(facts(e.job()), e, now.wall());
      case RunEvent.RetryDue e -> {
        must(facts(e.job()).waitsForRetry, "only what waits comes due: ", e);
        facts(e.job()).waitsForRetry = false;
      }
      case RunEvent.JobFinished e -> finished(facts(e.job()), e);
      case RunEvent.StepsUpToDate e ->
          e.jobs()
              .forEach(job ->
                  finished(
                      facts(job),
                      RunEvent.JobFinished.because(job, JobStatus.UP_TO_DATE, e.reason())));
      case RunEvent.ItemEvent e -> item(facts(e.job()), e);
      case RunEvent.RunStopping e -> firstStop = firstStop == null ? e : firstStop;
      case RunEvent.HandedOver _ -> must(workIsOverInFront(), "handed over too early");
      case RunEvent.TakenOver _ -> facts.values().forEach(Oracle::forget);
      case RunEvent.WorkEvent e -> must(false, "no run over the backlog: ", e);
      case RunEvent.RunFinished e -> finished(e);
    }
  }

  private void item(Facts f, RunEvent.ItemEvent event) {
    must(f.due || mayComeBefore(event), "before it is due: ", event);
    if (event instanceof RunEvent.ItemPlanned e) {
      must(f.live && f.stop == null && firstStop == null, "not after a stop: ", e);
      place(f);
    }
    items.see(event, f.stop != null);
  }

  /** Items that are adopted live already. */
  private static boolean mayComeBefore(RunEvent.ItemEvent event) {
    return switch (event) {
      case RunEvent.LoopBroken _, RunEvent.ItemsAdopted _ -> true;
      case RunEvent.ItemStarted e -> e.item().index() < 0;
      case RunEvent.ItemStopOrdered e -> e.item().index() < 0;
      case RunEvent.ItemFinished e -> e.item().index() < 0;
      case RunEvent.ItemDue e -> e.item().index() < 0;
      case RunEvent.ItemsListed _, RunEvent.ItemPlanned _ -> false;
    };
  }

  private void began(RunEvent.RunBegan e) {
    must(!begun && firstStop == null, "a run begins once, and not after a stop");
    begun = true;
    lasting = e.lasting();
    Set<JobName> reached = new HashSet<>();
    facts.values().stream()
        .filter(f -> f.status == JobStatus.PENDING && !f.job.role().background())
        .forEach(f -> reach(f.job, reached));
    for (Facts f : facts.values()) {
      boolean promoted = f.job.role().background() && !f.background;
      boolean expected =
          f.job.role().background()
              && f.status == JobStatus.PENDING
              && reached.contains(f.job.name());
      must(promoted == expected, "promotion of ", f.job.name(), ": expected ", expected);
    }
    Set<JobName> wanted = NaiveSelection.named(plan);
    List<Facts> asked =
        facts.values().stream()
            .filter(f -> f.status == JobStatus.PENDING)
            .filter(f -> wanted.isEmpty() || wanted.contains(f.job.name()))
            .toList();
    boolean expected = !asked.isEmpty() && asked.stream().noneMatch(Facts::isWork);
    must(lasting == expected, "lasting: expected ", expected);
  }

  private void reach(Job job, Set<JobName> reached) {
    for (JobName need : job.needs()) {
      if (reached.add(need)) {
        reach(facts(need).job, reached);
      }
    }
  }

  private void asked(Facts f) {
    must(f.isStep() && !f.due && !f.asked && f.holder.isEmpty(), "asked out of turn: ", f);
    must(!f.live && !f.vacant, "asked twice: ", f);
    must(effective(f).stream().allMatch(this::clears), "asked before its needs: ", f);
    f.asked = true;
  }

  /** What is not recorded is taken as seen when its answer is. */
  private void askedBefore(Facts f) {
    boolean open = !f.asked && !f.vacant && !f.due && !f.live && f.holder.isEmpty();
    if (recordedOnly && f.isStep() && open) {
      asked(f);
    }
  }

  private void vacant(Facts f, RunEvent.StepVacant e) {
    must(f.asked && f.job.loop().isPresent(), "vacant without a question: ", e);
    f.asked = false;
    f.vacant = true;
  }

  /** A loop is due while it lives, by its items. */
  private void due(Facts f, RunEvent.StepDue e) {
    askedBefore(f);
    must(f.asked || isUndecided(f), "due without a question: ", e);
    must(hasText(e.reason()), "due without a reason: ", e);
    f.asked = false;
    f.due = true;
  }

  /** Whether it is a loop whose items are being listed. */
  private boolean isUndecided(Facts f) {
    return f.live
        && f.job.loop().isPresent()
        && !f.due
        && f.stop == null
        && !items.isListed(f.job.name());
  }

  private void waits(Facts f, RunEvent.StepWaiting e) {
    askedBefore(f);
    must(f.asked || f.live || f.holder.isPresent(), "waits out of turn: ", e);
    if (f.live) {
      withdraw(f);
    }
    f.asked = false;
    f.vacant = false;
    f.due = false;
    f.holder = e.holder();
  }

  /** Of what was planned nothing has come. */
  private void withdraw(Facts f) {
    must(f.job.loop().isEmpty() || !items.isListed(f.job.name()), "withdrawn with items: ", f);
    f.live = false;
    f.status = JobStatus.PENDING;
    f.attempts--;
    items.withdraw(f.job.name());
  }

  private void sealing(Facts f, RunEvent.StepSealing e) {
    boolean ended = f.last != null && f.last.attempt() == f.attempts && !f.live;
    must(f.isStep() && ended && f.last.outcome() == JobStatus.SUCCEEDED, "sealed too early: ", e);
    f.sealing = true;
  }

  private void planned(Facts f, RunEvent.AttemptPlanned e) {
    boolean mayList = f.job.loop().isPresent() && (f.vacant || recordedOnly);
    must(!f.isStep() || f.due || mayList, "a step starts only when it must: ", e);
    must(begun && firstStop == null && !cut, "nothing starts before the begin or after a stop");
    must(!f.live && f.status == JobStatus.PENDING, "one live attempt at most: ", e);
    must(e.attempt() == f.attempts + 1 && !f.waitsForRetry, "attempts follow in turn: ", e);
    if (f.attempts == 0) {
      effective(f).forEach(need -> must(clears(need), e, " before ", need.job.name()));
    }
    must(liveWork().stream().noneMatch(g -> g.job.role().interactive()), "interactive alone");
    if (f.isWork()) {
      place(f);
    }
    if (f.background) {
      must(foregroundIsOver(), "the background comes after the foreground: ", e);
    }
    f.live = true;
    f.ready = false;
    f.stop = null;
    f.attempts++;
    f.status = JobStatus.RUNNING;
    f.job.loop().ifPresent(loop -> items.begin(f.job.name(), loop));
  }

  private void place(Facts f) {
    must(slotsTaken() < limit(), "never above the limit: ", f.job.name());
    must(!f.job.role().interactive() || slotsTaken() == 0, "interactive runs alone");
    must(
        f.job.loop().isEmpty() || liveWork().stream().noneMatch(g -> g.job.role().interactive()),
        "interactive alone");
    must(
        plan.workflow().mode() == Mode.PARALLEL || liveLoops().stream().allMatch(loop -> loop == f),
        "one at a time, nothing runs beside a loop");
    for (Facts other : startable(f.background)) {
      must(ORDER.compare(f, other) <= 0, other.job.name(), " before ", f.job.name());
    }
    if (plan.workflow().mode() == Mode.PIPED) {
      must(
          facts.values().stream().noneMatch(other -> other.waitsForRetry) && !items.anyWaits(),
          "piped: nothing overtakes a retry wait");
    }
  }

  private static final Comparator<Facts> ORDER =
      Comparator.comparingInt((Facts f) -> f.job.priority()).thenComparingInt(f -> f.index);

  private int limit() {
    return plan.workflow().mode() == Mode.PARALLEL ? plan.options().concurrency() : 1;
  }

  /** What holds a slot by itself: a loop does not. */
  private List<Facts> liveWork() {
    return facts.values().stream()
        .filter(f -> f.live && f.isWork() && f.job.loop().isEmpty())
        .toList();
  }

  private List<Facts> liveLoops() {
    return facts.values().stream().filter(f -> f.live && f.job.loop().isPresent()).toList();
  }

  private int slotsTaken() {
    return liveWork().size() + items.live();
  }

  private boolean foregroundIsOver() {
    return facts.values().stream().noneMatch(f -> f.isWork() && !f.background && !f.isFinal());
  }

  /** Work that could start if there were room. */
  private List<Facts> startable(boolean background) {
    return facts.values().stream()
        .filter(f -> f.isWork() && f.background == background && isStartable(f))
        .toList();
  }

  private boolean isStartable(Facts f) {
    if (f.live && f.job.loop().isPresent()) {
      return items.isStartable(f.job.name());
    }
    boolean elsewhere = plan.workflow().mode() != Mode.PARALLEL && !liveLoops().isEmpty();
    return !elsewhere
        && f.status == JobStatus.PENDING
        && !f.waitsForRetry
        && (!f.isStep() || f.due || f.vacant)
        && (f.attempts > 0 || effective(f).stream().allMatch(this::clears));
  }

  /** The needs of a job, with those of a job that was passed over in its place. */
  private Set<Facts> effective(Facts f) {
    Set<Facts> needs = new HashSet<>();
    Set<Facts> seen = new HashSet<>();
    effective(f, needs, seen);
    return needs;
  }

  private void effective(Facts f, Set<Facts> needs, Set<Facts> seen) {
    for (JobName name : f.job.needs()) {
      Facts need = facts(name);
      boolean passedOver =
          need.cause == SkipCause.CONDITION
              || need.cause == SkipCause.PLATFORM
              || need.cause == SkipCause.NOT_SELECTED;
      if (!seen.add(need)) {
        continue;
      }
      if (passedOver) {
        effective(need, needs, seen);
      } else {
        needs.add(need);
      }
    }
  }

  private boolean clears(Facts need) {
    return need.status == JobStatus.SUCCEEDED
        || need.status == JobStatus.UP_TO_DATE
        || need.live && need.ready;
  }

  private void ended(Facts f, RunEvent.AttemptFinished e) {
    must(f.live && e.attempt() == f.attempts, "only what lives ends: ", e);
    must(e.outcome() == JobStatus.SUCCEEDED || hasText(e.reason().orElse("")), "a reason: ", e);
    must(e.outcome() != JobStatus.SUCCEEDED || e.progress().isEmpty(), "all was done: ", e);
    f.live = false;
    f.last = e;
    if (f.job.loop().isPresent()) {
      endedLoop(f, e);
    }
  }

  /** Of an attempt that ended before a cut no item is known. */
  private void endedLoop(Facts f, RunEvent.AttemptFinished e) {
    if (recordedOnly && !items.isListed(f.job.name())) {
      items.withdraw(f.job.name());
    } else {
      items.ended(e);
    }
  }

  private static boolean hasText(String reason) {
    return !reason.isBlank();
  }

  private boolean isWorthAnother(Facts f) {
    Retry retry = f.job.limits().retry();
    boolean code =
        retry.onExit().isEmpty()
            || f.last.exitCode().isPresent()
                && retry.onExit().contains(f.last.exitCode().getAsInt());
    return f.job.loop().isEmpty()
        && f.last.outcome().isFailure()
        && f.attempts <= retry.limit()
        && code;
  }

  /**
   * What was found out about steps died with the coordinator that had asked. One of which an
   * attempt was planned is held on by the next, also when that attempt has ended and nothing
   * followed yet.
   */
  private static void forget(Facts f) {
    if (f.status != JobStatus.RUNNING || f.job.loop().isPresent()) {
      f.due = false;
      f.vacant = false;
    }
  }

  private void retry(Facts f, RunEvent.RetryScheduled e, Instant now) {
    if (recordedOnly && f.job.loop().isPresent()) {
      f.status = JobStatus.PENDING;
      f.waitsForRetry = true;
      return;
    }
    must(isWorthAnother(f) && e.attempt() == f.attempts + 1, "an attempt too many: ", e);
    must(firstStop == null, "no retry after a stop");
    Retry retry = f.job.limits().retry();
    double full = retry.delay().toMillis();
    for (int failure = 1; failure < f.attempts; failure++) {
      full *= retry.backoff();
    }
    full = Math.min(full, retry.maxDelay().toMillis());
    double wait = Duration.between(now, e.dueAt()).toNanos() / 1e6;
    boolean right =
        retry.jitter() ? wait >= full * 0.49999 && wait <= full : Math.abs(wait - full) < 0.001;
    must(right, "a wait of ", wait, " ms instead of ", full, ": ", e);
    f.status = JobStatus.PENDING;
    f.waitsForRetry = true;
  }

  private void finished(Facts f, RunEvent.JobFinished e) {
    boolean current = e.status() == JobStatus.UP_TO_DATE && isUndecided(f);
    if (current) {
      withdraw(f);
    }
    must(!f.live && f.ends == 0, "one end for each job: ", e);
    if (begun && firstStop == null && !f.due) {
      askedIfAnswered(f, e);
    }
    f.sealing |=
        recordedOnly && f.isStep() && f.last != null && f.last.outcome() == JobStatus.SUCCEEDED;
    String reason = e.reason().orElse("");
    must(e.status() == JobStatus.SUCCEEDED || hasText(reason), "a reason for ", e);
    must(e.status().isFinal() && e.cause().isPresent() == (e.status() == JobStatus.SKIPPED), e);
    must(current || isExplained(f, e), "not the end that the facts ask for: ", e);
    f.status = e.status();
    f.cause = e.cause().orElse(null);
    f.asked = false;
    f.sealing = false;
    f.ends++;
    f.waitsForRetry = false;
    if (e.status() == JobStatus.FAILED || e.status() == JobStatus.TIMED_OUT) {
      cut |= plan.workflow().failFast() || plan.workflow().mode() == Mode.PIPED;
    }
  }

  private void askedIfAnswered(Facts f, RunEvent.JobFinished e) {
    if (e.status() == JobStatus.UP_TO_DATE || e.status() == JobStatus.FAILED) {
      askedBefore(f);
    }
  }

  private boolean isExplained(Facts f, RunEvent.JobFinished e) {
    boolean isLast = f.last != null && f.last.attempt() == f.attempts;
    boolean asItEnded = f.status == JobStatus.RUNNING && isLast && f.last.outcome() == e.status();
    boolean signalled = firstStop != null && firstStop.cause() != StopCause.CANCEL;
    boolean cancelled = firstStop != null || f.cancelAsked || cut;
    return switch (e.status()) {
      case SUCCEEDED -> asItEnded && (!f.isStep() || f.sealing);
      case UP_TO_DATE -> f.isStep() && f.asked;
      case FAILED, TIMED_OUT ->
          f.sealing
              || f.asked
              || (f.attempts == 0
                  ? plan.failures().contains(f.job.name())
                  : asItEnded && (!isWorthAnother(f) || firstStop != null || cut));
      case CANCELLED -> cancelled && (f.status == JobStatus.PENDING || asItEnded || f.sealing);
      case INTERRUPTED ->
          f.attempts > 0 && (signalled || f.sealing || asItEnded && f.last.exitCode().isEmpty());
      case DEP_FAILED ->
          f.attempts == 0
              && effective(f).stream()
                  .anyMatch(g -> g.isBad() && e.reason().orElse("").contains("" + g.job.name()));
      case SKIPPED -> f.attempts == 0 && isSkipped(f, e.cause().orElseThrow());
      case PENDING, RUNNING -> false;
    };
  }

  private boolean isSkipped(Facts f, SkipCause cause) {
    return switch (cause) {
      case CONDITION, PLATFORM -> plan.answers().get(f.job.name()) == cause && !begun;
      case NOT_SELECTED, EXCLUDED -> selected.causes().get(f.job.name()) == cause && !begun;
      case NOT_REACHED -> cut || !f.isWork() && workIsOver();
    };
  }

  private boolean workIsOverInFront() {
    return foregroundIsOver() && facts.values().stream().noneMatch(f -> f.live);
  }

  private boolean workIsOver() {
    return facts.values().stream().noneMatch(f -> f.isWork() && !f.isFinal());
  }

  /** The table of section 6. */
  private void finished(RunEvent.RunFinished e) {
    over = e;
    must(facts.values().stream().allMatch(f -> f.ends == 1), "every job has its end");
    must(facts.values().stream().noneMatch(f -> f.live), "nothing lives after the end");
    Set<JobStatus> seen = new HashSet<>();
    facts.values().forEach(f -> seen.add(f.status));
    boolean fault = firstStop != null && firstStop.cause() != StopCause.CANCEL;
    RunStatus status =
        fault || seen.contains(JobStatus.INTERRUPTED)
            ? RunStatus.INTERRUPTED
            : seen.contains(JobStatus.FAILED) || seen.contains(JobStatus.TIMED_OUT)
                ? RunStatus.FAILED
                : seen.contains(JobStatus.CANCELLED) ? RunStatus.CANCELLED : RunStatus.SUCCEEDED;
    must(e.status() == status, "the run is ", status, ", not ", e);
    int code = status == RunStatus.SUCCEEDED ? 0 : 1;
    if (fault) {
      code = firstStop.cause() == StopCause.BROKEN ? 70 : 128 + firstStop.signal();
    }
    must(e.exitCode() == code, "exit ", code, ", not ", e);
  }

  /** What must hold when a turn is over. */
  void rest() {
    if (over != null) {
      return;
    }
    boolean open = facts.values().stream().anyMatch(f -> !f.isFinal());
    must(open || !begun || notices.areBeingGiven(), "stuck");
    for (Facts f : facts.values()) {
      boolean pending = f.status == JobStatus.PENDING;
      must(!pending || firstStop == null && !cut, f.job.name(), " is pending after a stop");
      must(
          f.status != JobStatus.RUNNING || f.live || f.sealing,
          f.job.name(),
          " runs without an attempt");
      boolean doomed = begun && pending && f.attempts == 0;
      must(!doomed || effective(f).stream().noneMatch(Facts::isBad), f.job.name(), " is doomed");
      boolean stopping = firstStop == null || f.stop != null;
      must(!f.live || stopping, f.job.name(), " is not being stopped");
    }
    items.rest();
    if (begun && firstStop == null && !cut) {
      noRoomIsWasted();
    }
  }

  private void noRoomIsWasted() {
    List<Facts> live = liveWork();
    if (live.stream().anyMatch(f -> f.job.role().interactive())) {
      return;
    }
    for (Facts f : facts.values()) {
      boolean waits = !f.isWork() && isStartable(f) && (!f.background || foregroundIsOver());
      must(!waits, "the service ", f.job.name(), " could start");
    }
    boolean held =
        plan.workflow().mode() == Mode.PIPED
                && (items.anyWaits() || facts.values().stream().anyMatch(f -> f.waitsForRetry))
            || plan.workflow().mode() != Mode.PARALLEL
                && facts.values().stream().anyMatch(f -> f.asked || f.sealing);
    if (slotsTaken() >= limit() || held) {
      return;
    }
    List<Facts> startable = new ArrayList<>(startable(false));
    if (foregroundIsOver()) {
      startable.addAll(startable(true));
    }
    startable.sort(ORDER);
    boolean waitsForQuiet =
        !startable.isEmpty() && startable.getFirst().job.role().interactive() && slotsTaken() > 0;
    must(startable.isEmpty() || waitsForQuiet, "there is room for ", startable);
  }

  Map<JobName, JobStatus> statuses() {
    Map<JobName, JobStatus> statuses = new HashMap<>();
    facts.forEach((name, f) -> statuses.put(name, f.status));
    return statuses;
  }
}
