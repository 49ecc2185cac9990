package dev.pawl.run;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemNotation;
import dev.pawl.backlog.PhaseReport;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.PhaseResult.Verdict;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Usage;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.JobName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Carries out effects of a run over the backlog by chance, under a virtual clock: agents that
 * answer well, badly, late or not at all, hooks that refuse, and the file. It always answers in the
 * end.
 */
final class WorkWorld {
  /** What a hook says that refuses a commit. */
  static final String REFUSAL = "hook: no";

  private static final List<String> TITLES = List.of("tidy up", "Tidy up!", "speed up", "explain");

  private final WorkSettings settings;
  private final SplittableRandom random;
  private final PriorityQueue<Message> messages = new PriorityQueue<>();
  private final Map<JobName, Task> tasks = new HashMap<>();
  private final Map<AgentName, Instant> outages = new HashMap<>();
  private final List<ItemId> known = new ArrayList<>();
  private long sent;
  private long pids = 1000;

  /** What the file holds. */
  Backlog file;

  private record Message(Instant at, long number, RunCommand command)
      implements Comparable<Message> {
    @Override
    public int compareTo(Message other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  WorkWorld(RandomBacklog plan, SplittableRandom random) {
    this.settings = plan.settings();
    this.random = random;
    this.file = plan.backlog();
    known.addAll(file.ids());
    for (AgentName agent : settings.agents().keySet()) {
      if (chance(6)) {
        outages.put(agent, Turns.BEGIN.plus(Duration.ofMinutes(random.nextInt(600))));
      }
    }
  }

  void send(Instant at, RunCommand command) {
    messages.add(new Message(at, sent++, command));
  }

  Optional<Instant> next() {
    return Optional.ofNullable(messages.peek()).map(Message::at);
  }

  /** What has arrived by now. */
  List<RunCommand> receive(Instant now) {
    List<RunCommand> all = new ArrayList<>();
    while (!messages.isEmpty() && !messages.peek().at().isAfter(now)) {
      all.add(messages.poll().command());
    }
    return all;
  }

  /** The coordinator dies: nobody hears what was under way. */
  void forget() {
    messages.clear();
  }

  /** Events tell which agent has which task. */
  void see(RunEvent event) {
    if (event instanceof RunEvent.TaskAdded e) {
      tasks.put(e.job(), e.task());
    }
  }

  void carryOut(Effect effect, Instant now) {
    switch (effect) {
      case Effect.SpawnAttempt e -> spawn(e.job(), e.attempt(), now);
      case Effect.AdoptAttempt e -> adopt(e.job(), e.attempt(), now);
      case Effect.StopAttempt e -> stop(e, now);
      case Effect.LookAround _ -> send(now.plus(millis(100)), look());
      case Effect.StoreItems e -> {
        file = e.backlog();
        send(now.plus(millis(300)), stored(e));
      }
      case Effect.StoreHalt e -> {
        file = e.backlog();
        send(now.plus(millis(300)), new RunCommand.HaltStored());
      }
      default -> {}
    }
  }

  /** A look at which nothing has changed. */
  RunCommand look() {
    Backlog seen = file;
    return new RunCommand.SeeBacklog(settings, ours -> ours.equals(Backlog.EMPTY) ? seen : ours);
  }

  private RunCommand stored(Effect.StoreItems e) {
    boolean works = e.transition().done().isPresent();
    boolean refused = chance(works ? 8 : 2);
    Optional<String> commit =
        !refused && works && chance(80) ? Optional.of("c" + sent) : Optional.empty();
    Optional<String> refusal = refused ? Optional.of(REFUSAL) : Optional.empty();
    return new RunCommand.ItemsStored(e.transition().number(), commit, refusal);
  }

  private void spawn(JobName job, int attempt, Instant now) {
    Instant spawned = now.plus(chance(70) ? Duration.ZERO : millis(100));
    if (chance(3)) {
      RunCommand.AttemptEnded none = ended(job, attempt, OptionalInt.empty());
      send(spawned, new RunCommand.TaskReported(none, new PhaseReport.Withheld("stale")));
      return;
    }
    if (chance(3)) {
      send(spawned, new RunCommand.SpawnRefused(job, attempt, "not installed"));
      return;
    }
    send(spawned, new RunCommand.SpawnSucceeded(job, attempt, ++pids, pids));
    Instant over = spawned.plus(Duration.ofSeconds(1 + random.nextInt(chance(10) ? 4000 : 600)));
    if (chance(5)) {
      send(over.minusMillis(500), new RunCommand.TaskLingers(job, attempt));
    }
    send(over, report(job, attempt, over));
  }

  /** Who was found alive ends later, the others at once. */
  private void adopt(JobName job, int attempt, Instant now) {
    Instant over = now.plus(chance(50) ? Duration.ZERO : Duration.ofSeconds(random.nextInt(300)));
    send(over, chance(30) ? ended(job, attempt, OptionalInt.empty()) : report(job, attempt, over));
  }

  private void stop(Effect.StopAttempt e, Instant now) {
    Duration took = e.grace().isZero() ? Duration.ZERO : millis((int) e.grace().toMillis());
    boolean answers = chance(30);
    boolean well = answers && chance(50);
    RunCommand.AttemptEnded end = ended(e.job(), e.attempt(), OptionalInt.of(well ? 0 : 143));
    Task task = tasks.get(e.job());
    PhaseReport report =
        answers
            ? new PhaseReport.Answered(result(task, Verdict.PHASE_COMPLETE), "", usage())
            : new PhaseReport.Unanswered("exit code 143", usage());
    send(now.plus(took), new RunCommand.TaskReported(end, report));
  }

  private static RunCommand.AttemptEnded ended(JobName job, int attempt, OptionalInt code) {
    return new RunCommand.AttemptEnded(job, attempt, code, 0, 10, "", "");
  }

  private RunCommand report(JobName job, int attempt, Instant at) {
    Task task = tasks.get(job);
    boolean isOut = Optional.ofNullable(outages.get(task.agent())).map(at::isBefore).orElse(false);
    int kind = isOut ? 90 : random.nextInt(100);
    PhaseReport report =
        switch (kind / 4) {
          case 15, 16 -> answered(task, Verdict.SUBPHASE_COMPLETE);
          case 17, 18 -> answered(task, Verdict.FAILED);
          case 19 -> answered(task, Verdict.BLOCKED);
          case 20, 21 -> new PhaseReport.Unanswered("no result", usage());
          case 22 -> new PhaseReport.Unavailable("overloaded");
          case 23 -> new PhaseReport.UsageLimit("limit reached", until(at));
          default -> answered(task, Verdict.PHASE_COMPLETE);
        };
    return new RunCommand.TaskReported(ended(job, attempt, OptionalInt.of(kind % 2)), report);
  }

  private Optional<Instant> until(Instant at) {
    return chance(50)
        ? Optional.empty()
        : Optional.of(at.plus(Duration.ofMinutes(random.nextInt(200) - 10)));
  }

  private PhaseReport answered(Task task, Verdict verdict) {
    return new PhaseReport.Answered(result(task, verdict), chance(5) ? "odd" : "", usage());
  }

  private Usage usage() {
    return chance(50) ? Usage.NONE : new Usage(random.nextInt(4) / 4.0, 10, 5);
  }

  private PhaseResult result(Task task, Verdict verdict) {
    List<PhaseResult.FollowUp> found = new ArrayList<>();
    for (int i = chance(15) ? 1 + random.nextInt(3) : 0; i > 0; i--) {
      String title = TITLES.get(random.nextInt(TITLES.size()));
      found.add(new PhaseResult.FollowUp(title, "", "", Assessments.NONE));
    }
    List<ItemId> twins =
        chance(6) && !known.isEmpty()
            ? List.of(known.get(random.nextInt(known.size())))
            : List.of();
    return new PhaseResult(
        task.item(),
        task.phase(),
        verdict,
        "so",
        "",
        chance(15) ? assessed() : Assessments.NONE,
        task.isTriage() && chance(50) ? Optional.of(pipeline()) : Optional.empty(),
        chance(20) ? Optional.of(new Description.Text("told")) : Optional.empty(),
        chance(2),
        found,
        twins);
  }

  private PipelineName pipeline() {
    List<PipelineName> all = List.copyOf(settings.pipelines().keySet());
    return chance(5) ? new PipelineName("none") : all.get(random.nextInt(all.size()));
  }

  private Assessments assessed() {
    List<String> levels = List.of("low", "medium", "high");
    String line = "X-1 new impact=%s risk=%s".formatted(pick(levels), pick(levels));
    return ItemNotation.item(chance(50) ? line : "X-1 new size=small risk=low").assessments();
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private Duration millis(int most) {
    return Duration.ofMillis(random.nextInt(most + 1));
  }
}
