package dev.pawl.run;

import static dev.pawl.run.Oracle.must;

import dev.pawl.graph.JobGraph;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.SkipCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/** One run by chance, watched by the oracle; the same seed is the same run. */
final class Simulation {
  private final SplittableRandom random;
  private final RandomPlan plan;
  private final RandomWorld world;
  private final Selection selection;
  private Oracle oracle;
  private Turns turns;

  Simulation(long seed) {
    this.random = new SplittableRandom(seed);
    this.plan = RandomPlan.of(random);
    this.world = new RandomWorld(plan, random);
    this.selection = Selection.of(JobGraph.of(plan.workflow().jobs()), plan.selectors());
  }

  /** Events of the run, 0 when its selection was refused. */
  int run() {
    NaiveSelection expected = NaiveSelection.of(plan);
    must(selection.problems().isEmpty() != expected.refused(), selection.problems());
    Map<JobName, SkipCause> causes = new HashMap<>();
    selection.skips().forEach(skip -> causes.put(skip.job(), skip.cause()));
    must(causes.equals(expected.causes()), "selected ", causes, ", not ", expected.causes());
    must(selection.named().equals(NaiveSelection.named(plan)), "named ", selection.named());
    if (expected.refused()) {
      return 0;
    }
    watch();
    turns.create(plan.options());
    world.disturb(Turns.BEGIN);
    world.send(Turns.BEGIN, new RunCommand.Begin(selection.skips(), selection.named()));
    int bound = 400 + 250 * plan.workflow().jobs().size();
    for (int turn = 0; !oracle.isOver(); turn++) {
      must(turn < bound, "no end after ", turn, " turns");
      turn();
    }
    compareWithReplay();
    carryOnFromACut();
    return turns.history.size();
  }

  private void watch() {
    oracle = new Oracle(plan);
    turns = new Turns(plan.workflow(), event -> oracle.see(event, turns.now()), true);
  }

  private void turn() {
    passTime();
    List<RunCommand> commands = new ArrayList<>(world.receive(turns.now().wall()));
    boolean ticks = random.nextInt(100) < 60 || commands.isEmpty();
    if (ticks) {
      commands.add(new RunCommand.Tick());
    }
    commands.stream()
        .filter(RunCommand.CancelJob.class::isInstance)
        .forEach(c -> oracle.facts(((RunCommand.CancelJob) c).job()).cancelAsked = true);
    Decision decision = turns.turn(commands.toArray(RunCommand[]::new));
    oracle.rest();
    effectsFollowEvents(decision);
    if (ticks) {
      must(
          turns.state.nextDeadline().orElse(Long.MAX_VALUE) >= turns.now().tick(),
          "a deadline has passed");
    }
    decision.effects().forEach(effect -> world.carryOut(effect, turns.now().wall()));
    if (random.nextInt(20) == 0) {
      compareWithReplay();
    }
  }

  /** To the next message or deadline, sometimes a little further. */
  private void passTime() {
    Instant now = turns.now().wall();
    long deadline =
        turns.state.nextDeadline().isPresent()
            ? turns.state.nextDeadline().getAsLong() - turns.now().tick()
            : Long.MAX_VALUE;
    long message =
        world.next().map(at -> Duration.between(now, at).toNanos()).orElse(Long.MAX_VALUE);
    long wait = Math.min(deadline, message);
    if (wait == Long.MAX_VALUE) {
      must(oracle.isLasting(), "stuck: nothing is awaited");
      world.send(now, new RunCommand.StopRun(StopCause.SIGNAL, 15, "the end of a lasting run"));
      wait = 0;
    }
    int late = random.nextInt(100) < 10 ? random.nextInt(300) : 0;
    turns.wait(Duration.ofNanos(Math.max(0, wait)).plusMillis(late));
  }

  private void effectsFollowEvents(Decision decision) {
    Set<String> planned = new HashSet<>();
    Set<String> spawned = new HashSet<>();
    Set<String> ordered = new HashSet<>();
    Set<String> stopped = new HashSet<>();
    Set<String> killed = new HashSet<>();
    boolean hard = false;
    for (RunEvent event : decision.events()) {
      if (event instanceof RunEvent.AttemptPlanned e) {
        planned.add(e.job() + "@" + e.attempt());
      } else if (event instanceof RunEvent.StopOrdered e) {
        ordered.add(e.job() + "@" + e.attempt());
      } else if (event instanceof RunEvent.RunStopping e) {
        hard |= e.hard();
      }
    }
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.SpawnAttempt e) {
        spawned.add(e.job() + "@" + e.attempt());
      } else if (effect instanceof Effect.StopAttempt e) {
        stopped.add(e.job() + "@" + e.attempt());
        killed.remove(e.job() + "@" + e.attempt());
        killed.addAll(e.grace().isZero() ? Set.of(e.job() + "@" + e.attempt()) : Set.of());
      }
    }
    must(planned.equals(spawned), "planned ", planned, ", spawned ", spawned);
    itemEffectsFollowEvents(decision, hard);
    for (JobRow row : turns.state.rows()) {
      if (row.job().loop().isPresent()) {
        continue;
      }
      String attempt = row.job().name() + "@" + row.attempts().size();
      boolean again = oracle.facts(row.job().name()).cancelAsked;
      boolean followed = !ordered.contains(attempt) || stopped.contains(attempt) || again;
      must(followed, "no effect for the stop of ", attempt);
      must(!hard || !row.isLive() || killed.contains(attempt), attempt, " is not killed");
    }
  }

  private void itemEffectsFollowEvents(Decision decision, boolean hard) {
    Set<String> expected = new HashSet<>();
    for (RunEvent event : decision.events()) {
      if (event instanceof RunEvent.ItemPlanned e) {
        expected.add(e.job() + "#" + e.item().index());
      }
    }
    Set<String> spawned = new HashSet<>();
    Set<String> stopped = new HashSet<>();
    Set<String> killed = new HashSet<>();
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.SpawnItem e) {
        spawned.add(e.job() + "#" + e.item().index());
      } else if (effect instanceof Effect.StopItem e) {
        (e.grace().isZero() ? killed : stopped).add(e.job() + "#" + e.item().index());
      }
    }
    must(expected.equals(spawned), "planned ", expected, ", spawned ", spawned);
    for (RunEvent event : decision.events()) {
      if (event instanceof RunEvent.StopOrdered e) {
        for (int index : oracle.items.live(e.job()).keySet()) {
          String item = e.job() + "#" + index;
          boolean follows = stopped.contains(item) || killed.contains(item);
          must(follows && (!hard || killed.contains(item)), item, " is not stopped");
        }
      }
    }
  }

  /** The events alone give the same state, and the same next decision. */
  private void compareWithReplay() {
    Turns replayed = new Turns(plan.workflow());
    replayed.replay(turns.history, turns.history.size());
    Now now = turns.now();
    must(
        Fingerprint.of(replayed.state).equals(Fingerprint.of(turns.state)),
        "a replay gives another state");
    must(
        RunEngine.advance(replayed.state, now).equals(RunEngine.advance(turns.state, now)),
        "a replayed state decides otherwise");
    RunCommand tick = new RunCommand.Tick();
    must(
        RunEngine.decide(replayed.state, tick, now)
            .equals(RunEngine.decide(turns.state, tick, now)),
        "a replayed state ticks otherwise");
  }

  /** Whatever prefix of its events a crash leaves, the run can be carried to an end. */
  private void carryOnFromACut() {
    List<Turns.Recorded> history =
        turns.history.stream()
            .filter(entry -> !(entry.event() instanceof RunEvent.Passing))
            .toList();
    Oracle before = oracle;
    watch();
    oracle.recordedOnly = true;
    for (JobName job : before.statuses().keySet()) {
      oracle.facts(job).cancelAsked = before.facts(job).cancelAsked;
    }
    turns.replay(history, 1 + random.nextInt(history.size()));
    if (turns.state.end().isEmpty()) {
      turns.apply(new RunEvent.TakenOver(new Owner("boot", 2, 2)));
      turns.turn(new RunCommand.Resume(left()));
    }
    for (int turn = 0; !oracle.isOver(); turn++) {
      must(turn < 400 + 250 * plan.workflow().jobs().size(), "no end after a cut");
      List<RunCommand> reports = adopted();
      if (reports.isEmpty()) {
        waitForDeadline(reports);
      }
      turns.turn(reports.toArray(RunCommand[]::new));
      oracle.rest();
    }
  }

  /** Items that the old coordinator has left, no more than there was room for. */
  private Map<JobName, List<Item>> left() {
    Map<JobName, List<Item>> left = new HashMap<>();
    int room = turns.state.slotsFree();
    for (JobRow row : turns.state.rows()) {
      if (row.isLive() && row.job().loop().isPresent()) {
        int cap = row.job().loop().get().concurrency().orElse(room);
        int count = Math.max(0, Math.min(Math.min(room, cap), random.nextInt(4)));
        List<Item> items = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
          items.add(item(-index));
        }
        left.put(row.job().name(), items);
        room -= count;
      }
    }
    return left;
  }

  private void waitForDeadline(List<RunCommand> reports) {
    if (turns.state.nextDeadline().isPresent()) {
      long wait = turns.state.nextDeadline().getAsLong() - turns.now().tick();
      turns.wait(Duration.ofNanos(Math.max(0, wait)));
      reports.add(new RunCommand.Tick());
    } else {
      must(oracle.isLasting(), "stuck after a cut");
      reports.add(new RunCommand.StopRun(StopCause.SIGNAL, 2, "the end of a lasting run"));
    }
  }

  /** What a new coordinator finds out about the attempts of the old one. */
  private List<RunCommand> adopted() {
    List<RunCommand> reports = new ArrayList<>();
    RunState state = turns.state;
    if (!state.hasBegun()) {
      reports.add(new RunCommand.Begin(selection.skips(), selection.named()));
      List<JobName> all = state.rows().stream().map(row -> row.job().name()).toList();
      reports.add(plan.judged(all, selection.named()));
    }
    if (state.notices.areBeingGiven()) {
      reports.add(new RunCommand.NoticesTold(List.of()));
    }
    for (JobRow row : state.rows()) {
      step(row, reports);
      if (!row.isLive()) {
        continue;
      }
      AttemptRow attempt = row.attempts().getLast();
      JobName job = row.job().name();
      if (row.job().loop().isPresent()) {
        adoptedLoop(row, reports);
      } else if (attempt.stop().isPresent() || !row.job().role().isService()) {
        OptionalInt code = OptionalInt.of(random.nextInt(100) < 80 ? 0 : 1);
        reports.add(new RunCommand.AttemptEnded(job, attempt.number(), code, 0, 10, "", ""));
      } else if (!attempt.ready) {
        reports.add(new RunCommand.ReadyAnswered(job, attempt.number()));
      }
    }
    return reports;
  }

  /** The items of a loop are listed again; those that lived may end before that. */
  private void adoptedLoop(JobRow row, List<RunCommand> reports) {
    JobName job = row.job().name();
    boolean listing = !oracle.items.isListed(job);
    if (listing && row.isUndecided()) {
      boolean due = random.nextInt(100) < 70;
      StepVerdict verdict =
          due
              ? new StepVerdict.Due(job, "judged again")
              : new StepVerdict.UpToDate(job, "judged again");
      reports.add(new RunCommand.StepsJudged(List.of(verdict)));
    } else if (listing && row.due().isEmpty()) {
      int attempt = row.attempts().size();
      reports.add(new RunCommand.LoopBroke(job, attempt, OptionalInt.empty(), 0, "stopped"));
    } else if (listing) {
      reports.add(listedAgain(job, row.attempts().size()));
    }
    oracle
        .items
        .live(job)
        .forEach((index, attempt) ->
            reports.add(
                new RunCommand.ItemEnded(
                    job,
                    item(index),
                    attempt,
                    OptionalInt.of(random.nextInt(100) < 80 ? 0 : 1),
                    0,
                    10,
                    "",
                    "")));
  }

  /** Of three items one is completed, and two may be those that were adopted first. */
  private RunCommand listedAgain(JobName job, int attempt) {
    List<Item> missing = new ArrayList<>(List.of(item(1), item(3)));
    List<Item> gone = new ArrayList<>();
    for (int index : oracle.items.adopted(job)) {
      if (index >= -2 && random.nextInt(100) < 70) {
        missing.removeIf(item -> item.index() == -index * 2 - 1);
      } else {
        gone.add(item(index));
      }
    }
    return new RunCommand.ItemsListed(job, attempt, missing, 3, gone);
  }

  private static Item item(int index) {
    return new Item(index, "i" + index);
  }

  private void step(JobRow row, List<RunCommand> reports) {
    JobName job = row.job().name();
    if (turns.state.isAsked(row)) {
      boolean loops = row.job().loop().isPresent();
      StepVerdict verdict =
          loops ? new StepVerdict.Vacant(job) : new StepVerdict.Due(job, "judged again");
      reports.add(new RunCommand.StepsJudged(List.of(verdict)));
    } else if (row.holder().isPresent()) {
      reports.add(new RunCommand.StepFree(job));
    } else if (row.status() == JobStatus.RUNNING && !row.isLive()) {
      reports.add(
          new RunCommand.StepSealed(job, row.attempts().size(), new RunCommand.Seal.Complete()));
    }
  }

  /** The plan and the events so far. */
  String story() {
    StringBuilder story = new StringBuilder(plan.text());
    if (turns != null) {
      for (Turns.Recorded entry : turns.history) {
        Instant wall = entry.now().wall();
        String at = Wording.words(Duration.between(Turns.BEGIN, wall));
        story.append(at).append("  ").append(Wording.of(entry.event(), wall)).append('\n');
      }
    }
    return story.toString();
  }
}
