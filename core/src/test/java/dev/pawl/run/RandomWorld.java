package dev.pawl.run;

import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Carries out effects by chance under a virtual clock. It always answers in the end, sometimes
 * late, twice, or with a refusal.
 */
final class RandomWorld {
  private static final OptionalInt NO_CODE = OptionalInt.empty();

  private final RandomPlan plan;
  private final SplittableRandom random;
  private final PriorityQueue<Message> messages = new PriorityQueue<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private long sent;
  private long pids = 1000;

  private record Message(Instant at, long number, RunCommand command)
      implements Comparable<Message> {
    @Override
    public int compareTo(Message other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  RandomWorld(RandomPlan plan, SplittableRandom random) {
    this.plan = plan;
    this.random = random;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private Duration tenths(int most) {
    return Duration.ofMillis(100L * random.nextInt(most + 1));
  }

  void send(Instant at, RunCommand command) {
    messages.add(new Message(at, sent++, command));
    if (chance(4) && !(command instanceof RunCommand.StopRun)) {
      messages.add(new Message(at.plus(tenths(20)), sent++, command));
    }
  }

  /** Signals and cancels at random moments. */
  void disturb(Instant begin) {
    if (chance(20)) {
      Instant at = begin.plus(tenths(60));
      send(at, stop());
      if (chance(40)) {
        send(at.plus(tenths(chance(30) ? 0 : 20)), stop());
      }
    }
    List<Job> jobs = plan.workflow().jobs();
    while (chance(20) && !jobs.isEmpty()) {
      JobName job = jobs.get(random.nextInt(jobs.size())).name();
      send(begin.plus(tenths(60)), new RunCommand.CancelJob(job));
    }
  }

  private RunCommand stop() {
    int signal = List.of(1, 2, 15).get(random.nextInt(3));
    return switch (random.nextInt(5)) {
      case 0, 1, 2 -> new RunCommand.StopRun(StopCause.SIGNAL, signal, "signal " + signal);
      case 3 -> new RunCommand.StopRun(StopCause.CANCEL, 0, "cancelled");
      default -> new RunCommand.StopRun(StopCause.BROKEN, 0, "broken");
    };
  }

  Optional<Instant> next() {
    return Optional.ofNullable(messages.peek()).map(Message::at);
  }

  /** What has come until now; not always all of it. */
  List<RunCommand> receive(Instant now) {
    List<RunCommand> received = new ArrayList<>();
    while (!messages.isEmpty() && !messages.peek().at().isAfter(now)) {
      received.add(messages.remove().command());
      if (chance(40)) {
        break;
      }
    }
    return received;
  }

  void carryOut(Effect effect, Instant now) {
    switch (effect) {
      case Effect.JudgeConditions e -> send(now.plus(tenths(5)), plan.judged(e.jobs(), e.wanted()));
      case Effect.CheckSteps e -> send(now.plus(tenths(2)), judged(e.jobs()));
      case Effect.AwaitStep e -> send(now.plus(tenths(20)), new RunCommand.StepFree(e.job()));
      case Effect.SealStep e -> send(now.plus(tenths(2)), sealed(e));
      case Effect.SpawnAttempt e -> spawn(e, now);
      case Effect.StopAttempt e -> stop(e, now);
      case Effect.ProbeReady e -> ask(e, now);
      case Effect.OpenLoop e -> open(e, now);
      case Effect.StopListing e ->
          send(now, new RunCommand.LoopBroke(e.job(), e.attempt(), NO_CODE, 0, "stopped"));
      case Effect.SpawnItem e -> spawn(e, now);
      case Effect.StopItem e -> stop(e, now);
      case Effect.AdoptAttempt _, Effect.AdoptStep _, Effect.WorkEffect _ ->
          throw new AssertionError(effect);
      case Effect.Notify e -> send(now.plus(tenths(30)), told(e.notices()));
      case Effect.StopNotices _, Effect.EndLoop _, Effect.DropLogs _ -> {}
    }
  }

  private RunCommand told(List<Occasion> notices) {
    List<RunCommand.NoticeEnd> ends = new ArrayList<>();
    for (Occasion notice : notices) {
      OptionalInt code = chance(80) ? OptionalInt.of(random.nextInt(2)) : NO_CODE;
      String failure = code.isEmpty() ? "not started" : "";
      ends.add(new RunCommand.NoticeEnd(notice, code, 0, failure, ""));
    }
    return new RunCommand.NoticesTold(ends);
  }

  private Job job(JobName name) {
    return plan.workflow().jobs().stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private RunCommand judged(List<JobName> jobs) {
    return new RunCommand.StepsJudged(jobs.stream().map(this::firstVerdict).toList());
  }

  /** Of a loop it is asked first whether somebody works on it. */
  private StepVerdict firstVerdict(JobName job) {
    StepVerdict verdict = verdict(job);
    boolean isFree = verdict instanceof StepVerdict.UpToDate || verdict instanceof StepVerdict.Due;
    return job(job).loop().isPresent() && isFree ? new StepVerdict.Vacant(job) : verdict;
  }

  private StepVerdict verdict(JobName job) {
    int kind = random.nextInt(100);
    if (kind < 40) {
      return new StepVerdict.UpToDate(job, "nothing changed");
    }
    if (kind < 50) {
      return new StepVerdict.Busy(job, "another:" + job);
    }
    return kind < 53
        ? new StepVerdict.Unknown(job, "an input cannot be read")
        : new StepVerdict.Due(job, "an input changed");
  }

  private RunCommand sealed(Effect.SealStep e) {
    int kind = random.nextInt(100);
    RunCommand.Seal seal =
        kind < 85
            ? new RunCommand.Seal.Complete()
            : kind < 95 ? new RunCommand.Seal.Refused("no output") : new RunCommand.Seal.Stopped();
    return new RunCommand.StepSealed(e.job(), e.attempt(), seal);
  }

  private void spawn(Effect.SpawnAttempt e, Instant now) {
    boolean loops = job(e.job()).loop().isPresent();
    if (job(e.job()).checkpoint().isPresent() && !loops && chance(10)) {
      taken.add(e.job() + "@" + e.attempt());
      send(now, taken(e.job(), e.attempt()));
      return;
    }
    taken.remove(e.job() + "@" + e.attempt());
    Instant spawned = now.plus(chance(70) ? Duration.ZERO : tenths(1));
    if (!loops && chance(4)) {
      refused.add(e.job() + "@" + e.attempt());
      send(spawned, new RunCommand.SpawnRefused(e.job(), e.attempt(), "no such folder"));
      return;
    }
    send(spawned, new RunCommand.SpawnSucceeded(e.job(), e.attempt(), ++pids, pids));
    if (loops) {
      send(spawned.plus(tenths(5)), judgedByItems(e));
    } else if (!job(e.job()).role().isService() || chance(15)) {
      send(spawned.plus(tenths(30)), end(e.job(), e.attempt()));
    }
  }

  private RunCommand taken(JobName job, int attempt) {
    Optional<String> holder = chance(50) ? Optional.of("another:" + job) : Optional.empty();
    return new RunCommand.StepTaken(job, attempt, holder);
  }

  private RunCommand judgedByItems(Effect.SpawnAttempt e) {
    return chance(4)
        ? new RunCommand.LoopBroke(e.job(), e.attempt(), OptionalInt.of(3), 0, "no list")
        : new RunCommand.StepsJudged(List.of(verdict(e.job())));
  }

  private void open(Effect.OpenLoop e, Instant now) {
    send(now.plus(tenths(2)), chance(10) ? taken(e.job(), e.attempt()) : listed(e));
  }

  private RunCommand listed(Effect.OpenLoop e) {
    if (chance(4)) {
      return new RunCommand.LoopBroke(e.job(), e.attempt(), NO_CODE, 0, "no room for its log");
    }
    int total = random.nextInt(12);
    List<Item> missing = new ArrayList<>();
    for (int index = 1; index <= total; index++) {
      if (chance(80)) {
        missing.add(new Item(index, "i" + index));
      }
    }
    return new RunCommand.ItemsListed(e.job(), e.attempt(), missing, total, List.of());
  }

  private void spawn(Effect.SpawnItem e, Instant now) {
    if (chance(3)) {
      refused.add(e.job() + "#" + e.item().index() + "@" + e.attempt());
      send(now, new RunCommand.ItemRefused(e.job(), e.item(), e.attempt(), "no such folder"));
      return;
    }
    if (job(e.job()).limits().timeout().isPresent()) {
      send(now, new RunCommand.ItemStarted(e.job(), e.item(), e.attempt(), Duration.ZERO));
    }
    if (chance(1)) {
      send(now, new RunCommand.LoopBroke(e.job(), 1, NO_CODE, 0, "no space left"));
    }
    send(now.plus(tenths(15)), end(e, chance(88) ? 0 : chance(50) ? 75 : 1, 0));
  }

  private static RunCommand end(Effect.SpawnItem e, int code, int signal) {
    return new RunCommand.ItemEnded(
        e.job(), e.item(), e.attempt(), OptionalInt.of(code), signal, 10, "", "");
  }

  private void stop(Effect.StopItem e, Instant now) {
    if (!refused.contains(e.job() + "#" + e.item().index() + "@" + e.attempt())) {
      boolean obeys = chance(70) && !e.grace().isZero();
      Duration took = obeys ? tenths((int) (e.grace().toMillis() / 100)) : e.grace();
      Effect.SpawnItem spawned = new Effect.SpawnItem(e.job(), e.item(), e.attempt());
      int code = obeys && chance(30) ? 0 : obeys ? 143 : 137;
      send(now.plus(took), end(spawned, code, code == 0 ? 0 : code - 128));
    }
  }

  private RunCommand end(JobName job, int attempt) {
    int kind = random.nextInt(100);
    int code = kind < 72 ? 0 : kind < 90 ? List.of(1, 2, 75).get(kind % 3) : 139;
    OptionalInt known = kind == 99 ? OptionalInt.empty() : OptionalInt.of(code);
    String failure = kind == 98 ? "its log could not be written" : "";
    int signal = code == 139 && kind < 98 ? 11 : 0;
    Optional<JobProgress> told =
        kind % 3 == 0 ? Optional.empty() : Optional.of(JobProgress.of(kind, 100));
    return new RunCommand.AttemptEnded(job, attempt, known, signal, 10, failure, "", told);
  }

  private void stop(Effect.StopAttempt e, Instant now) {
    String attempt = e.job() + "@" + e.attempt();
    if (refused.contains(attempt) || taken.contains(attempt)) {
      return;
    }
    boolean obeys = chance(70) && !e.grace().isZero();
    Duration took = obeys ? tenths((int) (e.grace().toMillis() / 100)) : e.grace();
    int signal = obeys ? 15 : 9;
    boolean ownCode = obeys && chance(30);
    send(
        now.plus(took),
        new RunCommand.AttemptEnded(
            e.job(),
            e.attempt(),
            OptionalInt.of(ownCode ? random.nextInt(2) : 128 + signal),
            ownCode ? 0 : signal,
            10,
            "",
            ""));
  }

  private void ask(Effect.ProbeReady e, Instant now) {
    int kind = random.nextInt(100);
    RunCommand no = new RunCommand.ReadyFailed(e.job(), e.attempt(), "no answer");
    if (kind < 80) {
      send(now.plus(tenths(20)), new RunCommand.ReadyAnswered(e.job(), e.attempt()));
    } else {
      send(now.plus(kind < 90 ? tenths(20) : Duration.ofSeconds(60)), no);
    }
  }
}
