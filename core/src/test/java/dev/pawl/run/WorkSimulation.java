package dev.pawl.run;

import static dev.pawl.run.Oracle.must;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.Changing;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemNotation;
import dev.pawl.backlog.NewItem;
import dev.pawl.backlog.Transition;
import dev.pawl.model.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * One run over the backlog by chance, watched by the oracle; the same seed is the same run. Agents,
 * hooks and persons do what they like, and coordinators die; after that another one goes on, or the
 * run is recorded as lost and the next one begins.
 */
final class WorkSimulation {
  private static final int MOST_TURNS = 6000;

  private final SplittableRandom random;
  private final RandomBacklog plan;
  private final WorkWorld world;
  private final StringBuilder before = new StringBuilder();
  private final Set<ItemId> everSaved = new HashSet<>();
  private final Map<ItemId, String> left = new LinkedHashMap<>();

  /** All that has happened in the run, under whatever coordinator. */
  private final List<Turns.Recorded> log = new ArrayList<>();

  private WorkOracle oracle;
  private boolean replays;
  private Turns turns;
  private Instant now = Turns.BEGIN;
  private int crashes;
  private int persons;
  private int events;
  private int asked;
  private int answered;

  WorkSimulation(long seed) {
    this.random = new SplittableRandom(seed);
    this.plan = RandomBacklog.of(random);
    this.world = new WorkWorld(plan, random);
    this.crashes = chance(50) ? 0 : 1 + random.nextInt(3);
    this.persons = chance(40) ? 0 : 1 + random.nextInt(6);
  }

  /** So many events were seen. */
  int run() {
    begin(List.of());
    for (int turn = 0; !oracle.isOver(); turn++) {
      must(turn < MOST_TURNS, "no end after ", turn, " turns");
      turn();
    }
    compareWithReplay();
    must(asked == answered || crashes < 0, "asked ", asked, ", answered ", answered);
    boolean halted = turns.state.work.halt().isPresent();
    must(!halted || world.file.equals(oracle.backlog()), "the file says otherwise");
    noItemIsLost();
    return events + turns.history.size();
  }

  private void noItemIsLost() {
    left.putAll(oracle.gone());
    for (ItemId id : everSaved) {
      boolean isThere = world.file.find(id).isPresent();
      must(isThere || left.containsKey(id), id, " is lost");
    }
  }

  private WorkOracle naive() {
    return new WorkOracle(plan.settings(), plan.order());
  }

  private void watch(WorkOracle by) {
    oracle = by;
    turns = new Turns(workflow(), this::see, true);
  }

  private void see(RunEvent event) {
    world.see(event);
    if (!replays) {
      log.add(new Turns.Recorded(event, turns.now()));
      oracle.see(event, turns.now());
    }
  }

  private static Workflow workflow() {
    return Workflow.of("backlog");
  }

  /** A run of its own; what an earlier one has left is taken up. */
  private void begin(List<Transition> unsaved) {
    log.clear();
    watch(naive());
    turns.wait(Duration.between(Turns.BEGIN, now));
    int concurrency = plan.settings().execution().concurrency();
    turns.create(new RunOptions(concurrency, 1, Placement.INLINE));
    turns.apply(new RunEvent.WorkBegan(plan.order()));
    List<RunCommand> commands = new ArrayList<>();
    commands.add(world.look());
    unsaved.forEach(one -> commands.add(new RunCommand.RepeatTransition(one)));
    carryOut(decided(commands), Integer.MAX_VALUE);
  }

  private Decision decided(List<RunCommand> commands) {
    Decision decision = turns.turn(commands.toArray(RunCommand[]::new));
    answered += (int) decision.effects().stream().filter(Effect.Answer.class::isInstance).count();
    return decision;
  }

  private void turn() {
    passTime();
    List<RunCommand> commands = new ArrayList<>(world.receive(now));
    if (commands.isEmpty() || chance(60)) {
      commands.add(new RunCommand.Tick());
    }
    if (persons > 0 && chance(8)) {
      persons--;
      RunCommand person = person();
      boolean edits = person instanceof RunCommand.SeeBacklog;
      commands.add(edits ? 0 : random.nextInt(commands.size() + 1), person);
    }
    if (chance(1) && chance(25)) {
      commands.add(stop());
    }
    int known = turns.history.size();
    Decision decision = decided(commands);
    if (crashes > 0 && !oracle.isOver() && chance(4)) {
      crashes--;
      crash(known, decision);
    } else {
      carryOut(decision, Integer.MAX_VALUE);
    }
    if (chance(5)) {
      compareWithReplay();
    }
  }

  private void carryOut(Decision decision, int most) {
    decision.effects().stream().limit(most).forEach(effect -> world.carryOut(effect, now));
    everSaved.addAll(world.file.ids());
  }

  /** To the next message or deadline, sometimes a little further. */
  private void passTime() {
    long deadline =
        turns.state.nextDeadline().isPresent()
            ? turns.state.nextDeadline().getAsLong() - turns.now().tick()
            : Long.MAX_VALUE;
    long message =
        world.next().map(at -> Duration.between(now, at).toNanos()).orElse(Long.MAX_VALUE);
    long wait = Math.min(deadline, message);
    must(wait < Long.MAX_VALUE, "stuck: nothing is awaited");
    int late = chance(10) ? random.nextInt(300) : 0;
    Duration passes = Duration.ofNanos(Math.max(0, wait)).plusMillis(late);
    now = now.plus(passes);
    turns.wait(passes);
  }

  private RunCommand stop() {
    StopCause cause =
        switch (random.nextInt(6)) {
          case 0 -> StopCause.BROKEN;
          case 1, 2 -> StopCause.CANCEL;
          default -> StopCause.SIGNAL;
        };
    return new RunCommand.StopRun(cause, cause == StopCause.SIGNAL ? 2 : 0, cause.wire());
  }

  /** A person changes the file, asks for a change, or cancels a task. */
  private RunCommand person() {
    int kind = random.nextInt(10);
    List<JobRow> open = turns.state.rows().stream().filter(row -> !row.status().isFinal()).toList();
    if (kind < 2 && !open.isEmpty()) {
      return new RunCommand.CancelJob(open.get(random.nextInt(open.size())).job().name());
    }
    if (kind < 5) {
      UnaryOperator<Backlog> edit = edit();
      world.file = edit.apply(world.file);
      everSaved.addAll(world.file.ids());
      return new RunCommand.SeeBacklog(plan.settings(), edit);
    }
    asked++;
    return new RunCommand.ChangeItems(change(turns.state.backlog()), asked);
  }

  private Optional<Item> any(Backlog backlog) {
    List<Item> all = List.copyOf(backlog.items());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  /** By hand: words and assessments, another item, or one less. */
  private UnaryOperator<Backlog> edit() {
    Optional<Item> item = any(world.file);
    int kind = random.nextInt(10);
    if (item.isEmpty() || kind < 3) {
      int number = world.file.nextNumber("WRK") + random.nextInt(3);
      Item added = ItemNotation.item("WRK-%03d new title=by_hand_%d".formatted(number, number));
      return known -> known.with(added);
    }
    ItemId id = item.get().id();
    boolean moves = turns.state.unsaved().stream().anyMatch(one -> one.touches(id));
    if (kind == 3 && !moves) {
      left.put(id, "taken away");
      return known -> known.without(id).taken(id.number("WRK").orElse(0));
    }
    Assessments found = ItemNotation.item("X-1 new risk=high size=small").assessments();
    return known ->
        known
            .find(id)
            .filter(one -> !one.isDone())
            .map(one -> known.with(one.draft().assessments(found).notes("look").item()))
            .orElse(known);
  }

  private BacklogChange change(Backlog backlog) {
    Optional<Item> item = any(backlog);
    int kind = random.nextInt(9);
    if (item.isEmpty() || kind == 0) {
      return new BacklogChange.Add(
          new NewItem(
              "asked for",
              Description.NONE,
              Assessments.NONE,
              Optional.empty(),
              List.of(),
              Set.of(),
              ""));
    }
    ItemId id = item.get().id();
    return switch (kind) {
      case 1, 2 -> new BacklogChange.Block(id, "wait");
      case 3, 4 -> new BacklogChange.Unblock(id, "go on");
      case 5 -> new BacklogChange.Approve(id, "ada");
      case 6 -> new BacklogChange.Advance(id, Optional.empty());
      case 7 -> new BacklogChange.Complete(id, "");
      default -> new BacklogChange.Close(id, "no");
    };
  }

  /**
   * The coordinator dies somewhere in a turn: before its events are written whole, or after some of
   * its effects.
   */
  private void crash(int known, Decision decision) {
    int size = turns.history.size();
    int lost = chance(40) ? random.nextInt(size - known + 1) : 0;
    if (lost == 0) {
      carryOut(decision, random.nextInt(decision.effects().size() + 1));
    }
    events += size;
    asked = 0;
    answered = 0;
    before.append(story("-- killed; the last " + lost + " events are not known"));
    world.forget();
    List<Turns.Recorded> unknown = log.subList(log.size() - lost, log.size());
    boolean changed = unknown.stream().anyMatch(one -> one.event() instanceof RunEvent.BacklogSeen);
    unknown.clear();
    WorkOracle fold = naive();
    log.forEach(one -> fold.see(one.event(), one.now()));
    left.putAll(fold.gone());
    changed |= chance(30) && changeMeanwhile();
    now = now.plusSeconds(random.nextInt(3000));
    List<Turns.Recorded> recorded = log.stream().filter(one -> one.event().isRecorded()).toList();
    if (recorded.stream().noneMatch(one -> one.event() instanceof RunEvent.WorkBegan)) {
      begin(List.of());
    } else if (chance(50)) {
      takeOver(recorded, fold, changed);
    } else {
      beginAnew(recorded, fold.backlog(), changed);
    }
  }

  /** While nobody works, a person asks for changes; they are made in the file. */
  private boolean changeMeanwhile() {
    Changing changing = new Changing(plan.settings(), world.file, 1, now);
    if (changing.decide(change(world.file)) instanceof BacklogChange.Answer.Changed changed) {
      List<ItemId> earlier = world.file.ids();
      world.file = changed.transition().applyTo(world.file);
      everSaved.addAll(world.file.ids());
      changed.transition().gone().forEach(id -> left.put(id, "done by a person"));
      earlier.stream()
          .filter(id -> world.file.find(id).isEmpty())
          .forEach(id -> left.put(id, "done by a person"));
    }
    return true;
  }

  private void takeOver(List<Turns.Recorded> recorded, WorkOracle fold, boolean changed) {
    watch(fold);
    Backlog known = fold.backlog();
    replays = true;
    turns.replay(recorded, recorded.size());
    replays = false;
    turns.wait(Duration.between(turns.now().wall(), now));
    if (turns.state.end().isPresent()) {
      return;
    }
    turns.apply(new RunEvent.TakenOver(new Owner("boot", 2, 2)));
    Decision decision = decided(List.of(new RunCommand.Resume(), world.look()));
    must(changed || seen(decision).equals(known), "found ", seen(decision), "\nnot ", known);
    carryOut(decision, Integer.MAX_VALUE);
  }

  private static Backlog seen(Decision decision) {
    return decision.events().stream()
        .filter(RunEvent.BacklogSeen.class::isInstance)
        .map(event -> ((RunEvent.BacklogSeen) event).backlog())
        .findFirst()
        .orElseThrow();
  }

  /** The run is recorded as lost; the next one does what it has left undone. */
  private void beginAnew(List<Turns.Recorded> recorded, Backlog fold, boolean changed) {
    Turns lost = new Turns(workflow(), _ -> {}, true);
    lost.replay(recorded, recorded.size());
    if (lost.state.end().isEmpty()) {
      lost.apply(new RunEvent.TakenOver(new Owner("boot", 2, 2)));
      lost.turn(new RunCommand.StopRun(StopCause.LOST, 0, "its coordinator died"));
      for (JobRow row : lost.state.rows()) {
        if (row.isLive()) {
          lost.turn(
              new RunCommand.AttemptEnded(
                  row.job().name(), row.attempts().size(), OptionalInt.empty(), 0, 0, "", ""));
        }
      }
      must(lost.state.end().isPresent(), "a lost run does not come to its end");
    }
    List<Transition> unsaved = lost.state.unsaved();
    boolean advances = unsaved.stream().anyMatch(one -> one.words().contains("is advanced"));
    must(
        changed || advances || unmarked(repeated(unsaved)).equals(unmarked(fold)),
        "what was decided is not done again");
    begin(unsaved);
  }

  /** The backlog once a run has taken up what was left, and before it goes on. */
  private Backlog repeated(List<Transition> unsaved) {
    RunState state = new RunState(workflow());
    Now then = Now.replayed(now);
    state.apply(Turns.created(workflow(), new RunOptions(1, 1, Placement.INLINE)), then);
    state.apply(new RunEvent.WorkBegan(plan.order()), then);
    List<RunCommand> commands = new ArrayList<>(List.of(world.look()));
    unsaved.forEach(one -> commands.add(new RunCommand.RepeatTransition(one)));
    for (RunCommand command : commands) {
      RunEngine.decide(state, command, then).events().forEach(event -> state.apply(event, then));
    }
    return state.backlog();
  }

  /** Without the commits that only the run knew that has died. */
  private static List<Item> unmarked(Backlog backlog) {
    return backlog.items().stream()
        .map(item -> item.draft().lastCommit("").item())
        .sorted(Comparator.comparing(Item::id))
        .toList();
  }

  /** The events alone give the same state, and the same next decision. */
  private void compareWithReplay() {
    Turns replayed = new Turns(workflow());
    replayed.replay(turns.history, turns.history.size());
    Now at = turns.now();
    must(
        Fingerprint.of(replayed.state).equals(Fingerprint.of(turns.state)),
        "a replay gives another state");
    must(replayed.state.work.hash() == turns.state.work.hash(), "a replay knows something else");
    must(
        RunEngine.advance(replayed.state, at).equals(RunEngine.advance(turns.state, at)),
        "a replayed state decides otherwise");
  }

  private String story(String end) {
    StringBuilder story = new StringBuilder();
    for (Turns.Recorded entry : turns.history) {
      Instant wall = entry.now().wall();
      String at = Wording.words(Duration.between(Turns.BEGIN, wall));
      story.append(at).append("  ").append(Wording.of(entry.event(), wall)).append('\n');
    }
    return story.append(end).append('\n').toString();
  }

  /** The backlog and the events so far. */
  String story() {
    return plan.text() + before + (turns == null ? "" : story(""));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
