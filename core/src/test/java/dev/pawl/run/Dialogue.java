package dev.pawl.run;

import dev.pawl.graph.JobGraph;
import dev.pawl.model.Command;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobProgress;
import dev.pawl.model.Notices;
import dev.pawl.model.Occasion;
import dev.pawl.model.SkipCause;
import dev.pawl.model.Workflow;
import dev.pawl.model.Workflow.Mode;
import dev.pawl.model.WorkflowName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Speaks the language of the golden files; {@link #say} answers one line. See README.md beside the
 * golden files for the words.
 */
final class Dialogue {
  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
  private final List<Job> jobs = new ArrayList<>();
  private final List<RunCommand.Skip> skips = new ArrayList<>();
  private final List<RunCommand.Failure> failures = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private List<String> plan = List.of("plan");
  private Turns turns;
  private Selection selection;
  private long pids = 100;

  /** The lines that answer a command. */
  List<String> say(String line) {
    said.clear();
    List<String> words = JobNotation.words(line);
    List<String> rest = words.subList(1, words.size());
    String text = line.strip().substring(words.getFirst().length()).strip();
    switch (words.getFirst()) {
      case "plan" -> plan = words;
      case "job" -> jobs.add(JobNotation.job(rest));
      case "answer" -> answer(rest);
      case "begin" -> begin(rest);
      case "go" -> go(rest);
      case "takeover" -> takeOver(rest);
      case "rows" -> rows();
      case "deadline" -> deadline();
      case "wait" -> turns.wait(JobNotation.duration(text.substring(1)));
      case "tick" -> {
        turns.wait(JobNotation.duration(text.substring(1)));
        turn(new RunCommand.Tick());
      }
      default -> turn(command(words.getFirst(), rest, text));
    }
    return List.copyOf(said);
  }

  private RunCommand command(String verb, List<String> rest, String text) {
    return switch (verb) {
      case "judged" -> new RunCommand.ConditionsJudged(skips, failures, selection.named());
      case "spawned" -> new RunCommand.SpawnSucceeded(name(rest), attempt(rest), ++pids, 7);
      case "refused" -> new RunCommand.SpawnRefused(name(rest), attempt(rest), tail(rest, 1));
      case "ended" -> ended(rest);
      case "listed" -> listed(rest);
      case "broke" -> new RunCommand.LoopBroke(name(rest), 1, code(rest.get(1)), 0, tail(rest, 2));
      case "item" -> itemEnded(rest);
      case "item_refused" ->
          new RunCommand.ItemRefused(name(rest), item(rest), attempt(rest), tail(rest, 1));
      case "vacant" -> judged(new StepVerdict.Vacant(name(rest)));
      case "due" -> judged(new StepVerdict.Due(name(rest), tail(rest, 1)));
      case "current" -> judged(new StepVerdict.UpToDate(name(rest), tail(rest, 1)));
      case "busy" -> judged(new StepVerdict.Busy(name(rest), tail(rest, 1)));
      case "unknown" -> judged(new StepVerdict.Unknown(name(rest), tail(rest, 1)));
      case "taken" ->
          new RunCommand.StepTaken(
              name(rest),
              attempt(rest),
              Optional.of(tail(rest, 1)).filter(holder -> !holder.isEmpty()));
      case "free" -> new RunCommand.StepFree(name(rest));
      case "sealed" ->
          new RunCommand.StepSealed(name(rest), attempt(rest), new RunCommand.Seal.Complete());
      case "unsealed" ->
          new RunCommand.StepSealed(name(rest), attempt(rest), new RunCommand.Seal.Stopped());
      case "seal_refused" ->
          new RunCommand.StepSealed(
              name(rest), attempt(rest), new RunCommand.Seal.Refused(tail(rest, 1)));
      case "ready" -> new RunCommand.ReadyAnswered(name(rest), attempt(rest));
      case "unready" -> new RunCommand.ReadyFailed(name(rest), attempt(rest), tail(rest, 1));
      case "signal" ->
          new RunCommand.StopRun(StopCause.SIGNAL, SIGNALS.get(text), "stopped by SIG" + text);
      case "cancel" -> new RunCommand.StopRun(StopCause.CANCEL, 0, "cancelled by pawl cancel");
      case "told" -> told(rest);
      case "cancel_job" -> new RunCommand.CancelJob(name(rest));
      case "broken" -> new RunCommand.StopRun(StopCause.BROKEN, 0, text);
      default -> throw new IllegalArgumentException("not a word of a dialogue: " + verb);
    };
  }

  private static RunCommand judged(StepVerdict verdict) {
    return new RunCommand.StepsJudged(List.of(verdict));
  }

  /**
   * {@code ended JOB[@N] CODE|none [sigN] [failure=TEXT] [remark=TEXT] [progress=TEXT]};
   * underscores are spaces.
   */
  private RunCommand ended(List<String> rest) {
    String failure = JobNotation.value(rest, "failure").orElse("").replace('_', ' ');
    String remark = JobNotation.value(rest, "remark").orElse("").replace('_', ' ');
    return new RunCommand.AttemptEnded(
        name(rest),
        attempt(rest),
        code(rest.get(1)),
        signal(rest),
        10,
        failure,
        remark,
        JobNotation.value(rest, "progress")
            .flatMap(text -> JobProgress.parse(text.replace('_', ' '))));
  }

  private static OptionalInt code(String word) {
    return word.equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(word));
  }

  private static int signal(List<String> rest) {
    return rest.stream()
        .filter(word -> word.matches("sig\\d+"))
        .mapToInt(word -> Integer.parseInt(word.substring(3)))
        .sum();
  }

  /**
   * {@code listed JOB N [done=M] [adopted=I,J] [gone=K,L]}: N items, of which the first M are
   * completed and I and J are those that were adopted; K and L of these are not in the list.
   */
  private static RunCommand listed(List<String> rest) {
    int total = Integer.parseInt(rest.get(1));
    int done = JobNotation.value(rest, "done").map(Integer::valueOf).orElse(0);
    List<Item> adopted = items(rest, "adopted");
    List<Item> missing =
        IntStream.rangeClosed(done + 1, total)
            .mapToObj(Dialogue::item)
            .filter(item -> !adopted.contains(item))
            .toList();
    return new RunCommand.ItemsListed(name(rest), 1, missing, total, items(rest, "gone"));
  }

  private static List<Item> items(List<String> rest, String word) {
    return JobNotation.value(rest, word).stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(index -> item(Integer.parseInt(index)))
        .toList();
  }

  private static Item item(int index) {
    return new Item(index, index < 0 ? "a" + -index : "i" + index);
  }

  /** {@code item JOB#INDEX[@N] CODE|none [sigN] [failure=TEXT]}. */
  private RunCommand itemEnded(List<String> rest) {
    String failure = JobNotation.value(rest, "failure").orElse("").replace('_', ' ');
    int attempt = rest.getFirst().contains("@") ? attempt(rest) : 1;
    return new RunCommand.ItemEnded(
        name(rest), item(rest), attempt, code(rest.get(1)), signal(rest), 10, failure, "");
  }

  private static Item item(List<String> rest) {
    return item(Integer.parseInt(rest.getFirst().split("#")[1].split("@")[0]));
  }

  private static JobName name(List<String> rest) {
    return new JobName(rest.getFirst().split("[@#]")[0]);
  }

  private int attempt(List<String> rest) {
    String[] parts = rest.getFirst().split("@");
    return parts.length > 1
        ? Integer.parseInt(parts[1])
        : Math.max(1, turns.state.row(name(rest)).attempts().size());
  }

  private static String tail(List<String> rest, int from) {
    return String.join(" ", rest.subList(from, rest.size()));
  }

  private void answer(List<String> rest) {
    String reason = tail(rest, 2);
    if (rest.get(1).equals("fails")) {
      failures.add(new RunCommand.Failure(name(rest), reason));
    } else {
      SkipCause cause = SkipCause.ofWire(rest.get(1)).orElseThrow();
      skips.add(new RunCommand.Skip(name(rest), cause, reason));
    }
  }

  private void go(List<String> rest) {
    begin(rest);
    if (selection.problems().isEmpty()) {
      turn(command("judged", rest, ""));
    }
  }

  /** {@code takeover [JOB=N]...}: of each job so many items are adopted, #-1 and on. */
  private void takeOver(List<String> rest) {
    Map<JobName, List<Item>> items = new HashMap<>();
    for (String word : rest) {
      String[] parts = word.split("=");
      int count = Integer.parseInt(parts[1]);
      items.put(
          new JobName(parts[0]),
          IntStream.rangeClosed(1, count).mapToObj(i -> new Item(-i, "a" + i)).toList());
    }
    turns.apply(new RunEvent.TakenOver(new Owner("boot", 2, 2)));
    turn(new RunCommand.Resume(items));
  }

  private void begin(List<String> rest) {
    selection = Selection.of(JobGraph.of(jobs), selectors(rest));
    selection.problems().forEach(problem -> said.add("problem: " + problem));
    selection.warnings().forEach(warning -> said.add("warning: " + warning));
    if (selection.problems().isEmpty()) {
      int limit = JobNotation.value(plan, "j").map(Integer::valueOf).orElse(4);
      long seed = JobNotation.value(plan, "seed").map(Long::valueOf).orElse(1L);
      turns = new Turns(workflow()).create(new RunOptions(limit, seed, placement()));
      turn(new RunCommand.Begin(selection.skips(), selection.named()));
    }
  }

  private Workflow workflow() {
    Mode mode =
        JobNotation.value(plan, "mode")
            .map(text -> Mode.valueOf(text.toUpperCase(Locale.ROOT)))
            .orElse(Mode.PARALLEL);
    return new Workflow(
            WorkflowName.DEFAULT,
            "",
            mode,
            OptionalInt.empty(),
            plan.contains("fail_fast"),
            Map.of(),
            jobs)
        .telling(notices());
  }

  private Notices notices() {
    Map<Occasion, Command> commands = new EnumMap<>(Occasion.class);
    JobNotation.value(plan, "on")
        .ifPresent(on -> {
          for (String word : on.split(",")) {
            commands.put(Occasion.ofWire(word).orElseThrow(), new Command.Everywhere("tell"));
          }
        });
    return new Notices(commands);
  }

  /** {@code told [OCCASION=CODE|none[:FAILURE]]...}; what is not named ended well. */
  private static RunCommand told(List<String> rest) {
    List<RunCommand.NoticeEnd> ends = new ArrayList<>();
    for (String word : rest) {
      String[] parts = word.split("[=:]", 3);
      String failure = parts.length > 2 ? parts[2].replace('_', ' ') : "";
      Occasion notice = Occasion.ofWire(parts[0]).orElseThrow();
      ends.add(new RunCommand.NoticeEnd(notice, code(parts[1]), 0, failure, ""));
    }
    return new RunCommand.NoticesTold(ends);
  }

  private Placement placement() {
    return plan.contains("background") ? Placement.BACKGROUND : Placement.INLINE;
  }

  private static Selectors selectors(List<String> words) {
    List<String> named = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    List<String> skips = new ArrayList<>();
    for (int word = 0; word + 1 < words.size(); word++) {
      String value = words.get(word + 1);
      switch (words.get(word)) {
        case "--job" -> named.add(value);
        case "--tag" -> tags.add(value);
        case "--skip" -> skips.add(value);
        default -> {}
      }
    }
    return new Selectors(named, tags, words.contains("--only-named"), skips);
  }

  private void turn(RunCommand command) {
    Decision decision = turns.turn(command);
    decision.events().forEach(event -> said.add(Wording.of(event, turns.now().wall())));
    decision.effects().forEach(effect -> said.add(Wording.of(effect)));
    if (decision.isNothing()) {
      said.add("nothing");
    }
    if (!plan.contains("manual")) {
      for (Effect effect : decision.effects()) {
        answer(effect);
      }
    }
  }

  /** Spawns succeed at once; loops are always vacant, and complete as soon as they are done. */
  private void answer(Effect effect) {
    switch (effect) {
      case Effect.SpawnAttempt e ->
          turn(
              new RunCommand.SpawnSucceeded(e.job(), e.attempt(), isLoop(e.job()) ? 0 : ++pids, 7));
      case Effect.SpawnItem e -> {
        if (turns.state.row(e.job()).job().limits().timeout().isPresent()) {
          turn(new RunCommand.ItemStarted(e.job(), e.item(), e.attempt(), Duration.ZERO));
        }
      }
      case Effect.CheckSteps e ->
          e.jobs().stream()
              .filter(this::isLoop)
              .forEach(job -> turn(judged(new StepVerdict.Vacant(job))));
      case Effect.SealStep e when isLoop(e.job()) ->
          turn(new RunCommand.StepSealed(e.job(), e.attempt(), new RunCommand.Seal.Complete()));
      default -> {}
    }
  }

  private boolean isLoop(JobName job) {
    return turns.state.row(job).job().loop().isPresent();
  }

  private void rows() {
    turns.state.rows().forEach(row -> said.add(Wording.row(row)));
    if (turns.state.rows().isEmpty()) {
      said.add("no rows");
    }
  }

  private void deadline() {
    OptionalLong deadline = turns.state.nextDeadline();
    said.add(
        deadline.isEmpty()
            ? "none"
            : "in " + Wording.words(Duration.ofNanos(deadline.getAsLong() - turns.now().tick())));
  }
}
