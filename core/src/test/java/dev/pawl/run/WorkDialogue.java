package dev.pawl.run;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.Changing;
import dev.pawl.backlog.Description;
import dev.pawl.backlog.Filter;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemNotation;
import dev.pawl.backlog.NewItem;
import dev.pawl.backlog.PhaseName;
import dev.pawl.backlog.PhaseReport;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.PhaseResult.Verdict;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.SettingsNotation;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.Usage;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.model.JobName;
import dev.pawl.model.Workflow;
import dev.pawl.model.WorkflowName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Speaks the language of the golden files about runs over the backlog; {@link #say} answers one
 * line. See README.md beside the golden files for the words.
 */
final class WorkDialogue {
  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private final SettingsNotation settings = new SettingsNotation();
  private final List<String> said = new ArrayList<>();
  private final List<String> held = new ArrayList<>();
  private final Map<Integer, Effect.StoreItems> stores = new LinkedHashMap<>();
  private Backlog file = Backlog.EMPTY;
  private UnaryOperator<Backlog> edits = UnaryOperator.identity();
  private Turns turns;
  private long pids = 100;

  /** The lines that answer a command. */
  List<String> say(String line) {
    said.clear();
    List<String> words = JobNotation.words(line);
    List<String> rest = words.subList(1, words.size());
    String text = line.strip().substring(words.getFirst().length()).strip();
    switch (words.getFirst()) {
      case "item" -> edit(known -> known.with(ItemNotation.item(text)));
      case "next_id" -> edit(known -> known.taken(Integer.parseInt(text)));
      case "drop" -> edit(known -> known.without(new ItemId(text)));
      case "meanwhile" -> meanwhile(change(rest));
      case "hold" -> held.addAll(rest);
      case "release" -> held.clear();
      case "work" -> work(rest);
      case "saved" -> file = stores.get(Integer.parseInt(text)).backlog();
      case "takeover" -> takeOver();
      case "misses" -> miss(rest);
      case "items" -> turns.state.backlog().items().forEach(this::tell);
      case "file" -> file.items().forEach(this::tell);
      case "rows" -> turns.state.rows().forEach(row -> said.add(Wording.row(row)));
      case "deadline" -> deadline();
      case "wait" -> turns.wait(JobNotation.duration(text.substring(1)));
      case "tick" -> {
        turns.wait(JobNotation.duration(text.substring(1)));
        turn(new RunCommand.Tick());
      }
      default -> {
        if (!settings.say(line)) {
          turn(command(words.getFirst(), rest, text));
        }
      }
    }
    return List.copyOf(said);
  }

  private RunCommand command(String verb, List<String> rest, String text) {
    return switch (verb) {
      case "look" -> look();
      case "ask" -> new RunCommand.ChangeItems(change(rest), 7);
      case "repeat" -> new RunCommand.RepeatTransition(promotion(rest));
      case "spawned" -> new RunCommand.SpawnSucceeded(name(rest), attempt(rest), ++pids, 7);
      case "refused" -> new RunCommand.SpawnRefused(name(rest), attempt(rest), tail(rest, 1));
      case "ended" -> end(rest, OptionalInt.empty());
      case "complete", "part", "failed", "blocked" -> answered(verb, rest);
      case "unanswered" -> reported(rest, 1, new PhaseReport.Unanswered(told(rest), usage(rest)));
      case "unavailable" -> reported(rest, 1, new PhaseReport.Unavailable(told(rest)));
      case "limited" -> reported(rest, 1, new PhaseReport.UsageLimit(told(rest), until(rest)));
      case "withheld" ->
          new RunCommand.TaskReported(
              end(rest, OptionalInt.empty()), new PhaseReport.Withheld(told(rest)));
      case "lingers" -> new RunCommand.TaskLingers(name(rest), attempt(rest));
      case "stored" -> stored(rest);
      case "store_given_up" -> new RunCommand.StoreGivenUp(text);
      case "stored_halt" -> new RunCommand.HaltStored();
      case "signal" ->
          new RunCommand.StopRun(StopCause.SIGNAL, SIGNALS.get(text), "stopped by SIG" + text);
      case "cancel" -> new RunCommand.StopRun(StopCause.CANCEL, 0, "cancelled by pawl cancel");
      case "cancel_job" -> new RunCommand.CancelJob(name(rest));
      case "broken" -> new RunCommand.StopRun(StopCause.BROKEN, 0, text);
      default -> throw new IllegalArgumentException("not a word of a dialogue: " + verb);
    };
  }

  private void tell(Item item) {
    said.add(ItemNotation.line(item));
  }

  private void work(List<String> rest) {
    List<ItemId> targets = values(rest, "--target").map(ItemId::new).toList();
    var filter = (Filter.Parsed.Good) Filter.parse(values(rest, "--only").toList());
    WorkOrder order = new WorkOrder(targets, filter.filter(), rest.contains("--auto-advance"));
    int concurrency = settings.settings().execution().concurrency();
    turns = new Turns(workflow()).create(new RunOptions(concurrency, 1, Placement.INLINE));
    turns.apply(new RunEvent.WorkBegan(order));
    turn(look());
  }

  private static Stream<String> values(List<String> words, String option) {
    return Stream.iterate(0, word -> word + 1 < words.size(), word -> word + 1)
        .filter(word -> words.get(word).equals(option))
        .map(word -> words.get(word + 1));
  }

  private static Workflow workflow() {
    return new Workflow(
        WorkflowName.DEFAULT,
        "",
        Workflow.Mode.PARALLEL,
        OptionalInt.empty(),
        false,
        Map.of(),
        List.of());
  }

  /** Whoever goes on knows what the journal and the file say. */
  private void takeOver() {
    List<Turns.Recorded> recorded =
        turns.history.stream().filter(one -> one.event().isRecorded()).toList();
    stores.clear();
    turns = new Turns(workflow()).replay(recorded, recorded.size());
    turns.apply(new RunEvent.TakenOver(new Owner("boot", 2, 2)));
    turn(new RunCommand.Resume(), look());
  }

  /** By a person; the run hears of it with its next look. */
  private void edit(UnaryOperator<Backlog> change) {
    UnaryOperator<Backlog> before = edits;
    file = change.apply(file);
    edits = known -> change.apply(before.apply(known));
  }

  /** {@code misses JOB N}: so often its agent is unavailable, which is waited for each time. */
  private void miss(List<String> rest) {
    for (int time = Integer.parseInt(rest.get(1)); time > 0; time--) {
      said.clear();
      turn(command("unavailable", List.of(rest.getFirst(), "gone"), ""));
      long wait = turns.state.nextDeadline().orElseThrow() - turns.now().tick();
      turns.wait(Duration.ofNanos(wait));
      turn(new RunCommand.Tick());
    }
  }

  /** A person changes the file while nobody works. */
  private void meanwhile(BacklogChange change) {
    Instant at = turns.now().wall().plusSeconds(60);
    Changing changing = new Changing(settings.settings(), file, 1, at);
    if (changing.decide(change) instanceof BacklogChange.Answer.Changed changed) {
      file = changed.transition().applyTo(file);
    }
  }

  private RunCommand look() {
    Backlog seen = file;
    UnaryOperator<Backlog> since = edits;
    edits = UnaryOperator.identity();
    return new RunCommand.SeeBacklog(
        settings.settings(), known -> known.equals(Backlog.EMPTY) ? seen : since.apply(known));
  }

  /** {@code ask VERB ITEM [TEXT]}: what a person asks of the run. */
  private static BacklogChange change(List<String> rest) {
    String words = tail(rest, 2);
    if (rest.getFirst().equals("add")) {
      return new BacklogChange.Add(
          new NewItem(
              tail(rest, 1),
              Description.NONE,
              Assessments.NONE,
              Optional.empty(),
              List.of(),
              Set.of(),
              ""));
    }
    ItemId item = new ItemId(rest.get(1));
    return switch (rest.getFirst()) {
      case "block" -> new BacklogChange.Block(item, words);
      case "unblock" -> new BacklogChange.Unblock(item, words);
      case "approve" -> new BacklogChange.Approve(item, words);
      case "advance" ->
          new BacklogChange.Advance(
              item, words.isEmpty() ? Optional.empty() : Optional.of(new PhaseName(words)));
      case "complete" -> new BacklogChange.Complete(item, words);
      case "close" -> new BacklogChange.Close(item, words);
      default -> throw new IllegalArgumentException("nobody asks to " + rest.getFirst());
    };
  }

  /** {@code repeat ITEM}: an earlier run has promoted it and has not saved that. */
  private Transition promotion(List<String> rest) {
    Item before = ItemNotation.item(rest.getFirst() + " ready pipeline=feature");
    Item after = ItemNotation.item(rest.getFirst() + " in_progress pipeline=feature phase=build");
    return new Transition(
        1,
        List.of(Transition.Change.of(before, after)),
        List.of(),
        0,
        Optional.empty(),
        "promoted before");
  }

  private static JobName name(List<String> rest) {
    return new JobName(rest.getFirst().split("@")[0]);
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

  /** The words that are no {@code key=value}. */
  private static String told(List<String> rest) {
    return String.join(" ", rest.stream().skip(1).filter(word -> !word.contains("=")).toList());
  }

  private Optional<Instant> until(List<String> rest) {
    return JobNotation.value(rest, "until")
        .map(text -> turns.now().wall().plus(JobNotation.duration(text)));
  }

  private static Usage usage(List<String> rest) {
    return JobNotation.value(rest, "cost")
        .map(cost -> new Usage(Double.parseDouble(cost), 0, 0))
        .orElse(Usage.NONE);
  }

  /** The end of a process; without {@code code=N} with {@code code}. */
  private RunCommand.AttemptEnded end(List<String> rest, OptionalInt code) {
    OptionalInt found =
        JobNotation.value(rest, "code")
            .map(text -> OptionalInt.of(Integer.parseInt(text)))
            .orElse(code);
    return new RunCommand.AttemptEnded(name(rest), attempt(rest), found, 0, 10, "", "");
  }

  private RunCommand reported(List<String> rest, int code, PhaseReport report) {
    return new RunCommand.TaskReported(end(rest, OptionalInt.of(code)), report);
  }

  private RunCommand answered(String verb, List<String> rest) {
    Task task = turns.state.row(name(rest)).task().orElseThrow();
    Verdict verdict =
        switch (verb) {
          case "complete" -> Verdict.PHASE_COMPLETE;
          case "part" -> Verdict.SUBPHASE_COMPLETE;
          case "failed" -> Verdict.FAILED;
          default -> Verdict.BLOCKED;
        };
    List<String> keys = rest.stream().filter(word -> word.contains("=")).toList();
    Item found = ItemNotation.item("X-1 new " + String.join(" ", keys));
    PhaseResult result =
        new PhaseResult(
            task.item(),
            task.phase(),
            verdict,
            told(rest),
            "",
            found.assessments(),
            JobNotation.value(rest, "pipeline").map(PipelineName::new),
            JobNotation.value(rest, "about").map(_ -> found.description()),
            rest.contains("review"),
            list(rest, "follow_ups")
                .map(title -> new PhaseResult.FollowUp(title, "", "", Assessments.NONE))
                .toList(),
            list(rest, "duplicates").map(ItemId::new).toList());
    String warning = JobNotation.value(rest, "warning").orElse("").replace('_', ' ');
    return reported(rest, 0, new PhaseReport.Answered(result, warning, usage(rest)));
  }

  private static Stream<String> list(List<String> rest, String key) {
    return JobNotation.value(rest, key).stream()
        .flatMap(text -> Arrays.stream(text.replace('_', ' ').split(",")));
  }

  /** {@code stored N [commit=ID] [refusal=TEXT]}. */
  private RunCommand stored(List<String> rest) {
    int number = Integer.parseInt(rest.getFirst());
    Effect.StoreItems store = stores.remove(number);
    file = store == null ? file : store.backlog();
    return new RunCommand.ItemsStored(
        number,
        JobNotation.value(rest, "commit"),
        JobNotation.value(rest, "refusal").map(text -> text.replace('_', ' ')));
  }

  private void turn(RunCommand... commands) {
    Decision decision = turns.turn(commands);
    decision.events().forEach(event -> said.add(Wording.of(event, turns.now().wall())));
    decision.effects().forEach(effect -> said.add(Wording.of(effect)));
    if (decision.isNothing()) {
      said.add("nothing");
    }
    for (Effect effect : decision.effects()) {
      answer(effect);
    }
  }

  /** What is not held is carried out at once, and well. */
  private void answer(Effect effect) {
    switch (effect) {
      case Effect.SpawnAttempt e when !held.contains("spawns") ->
          turn(new RunCommand.SpawnSucceeded(e.job(), e.attempt(), ++pids, 7));
      case Effect.StoreItems e -> {
        stores.put(e.transition().number(), e);
        if (!held.contains("stores")) {
          turn(stored(List.of(String.valueOf(e.transition().number()))));
        }
      }
      case Effect.StoreHalt e when !held.contains("halts") -> {
        file = e.backlog();
        turn(new RunCommand.HaltStored());
      }
      case Effect.LookAround _ when !held.contains("looks") -> turn(look());
      default -> {}
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
