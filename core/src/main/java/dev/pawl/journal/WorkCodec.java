package dev.pawl.journal;

import dev.pawl.backlog.AgentName;
import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Filter;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.PhaseResult;
import dev.pawl.backlog.Position;
import dev.pawl.backlog.Task;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.Usage;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import dev.pawl.model.JobName;
import dev.pawl.run.RunEvent;
import dev.pawl.run.TaskEnd;
import java.util.List;
import java.util.Optional;

/**
 * The events of a run over the backlog as lines, and back; see {@link EventCodec} for what all
 * lines have.
 *
 * <pre>
 * {"seq":2,..,"event":"WorkBegan","targets":["WRK-007"],"crc":".."}
 * {"seq":4,..,"event":"TaskAdded","job":"WRK-007.build","title":"T","timeout":"PT30M","task":{"item":"WRK-007","phase":"build","pool":"main","agent":"claude","destructive":true},"crc":".."}
 * {"seq":8,..,"event":"TaskEnded","job":"WRK-007.build","attempt":1,"end":"carried_out","cost":0.12,"crc":".."}
 * {"seq":9,..,"event":"ItemsChanged","number":3,"highest":9,"words":"..","changes":[{"from":"in_progress","phase":"build","pool":"main","to":{"id":"WRK-007",..}}],"done":{"job":"WRK-007.build",..},"crc":".."}
 * {"seq":10,..,"event":"ItemsSaved","number":3,"commit":"1f0c..","crc":".."}
 * {"seq":11,..,"event":"WorkHalted","halt":"all_done","reason":"every item is done","crc":".."}
 * </pre>
 */
final class WorkCodec {
  private WorkCodec() {}

  static void write(JsonWriter out, RunEvent.WorkEvent event) {
    switch (event) {
      case RunEvent.WorkBegan e -> order(event(out, "WorkBegan"), e.order());
      case RunEvent.TaskAdded e -> {
        event(out, "TaskAdded").name("job").value(e.job().value());
        out.name("title").value(e.title());
        out.name("timeout").value(e.timeout().toString());
        task(out, e.task());
      }
      case RunEvent.TaskEnded e -> ended(out, e);
      case RunEvent.AgentPaused e -> {
        event(out, "AgentPaused").name("agent").value(e.agent().value());
        out.name("until").value(e.until().toString());
        out.name("reason").value(e.reason());
      }
      case RunEvent.ItemsChanged e -> changed(out, e.transition());
      case RunEvent.ItemsSaved e -> {
        event(out, "ItemsSaved").name("number").value(e.number());
        e.commit().ifPresent(commit -> out.name("commit").value(commit));
      }
      case RunEvent.WorkHalted e -> {
        event(out, "WorkHalted").name("halt").value(e.halt().wire());
        out.name("reason").value(e.reason());
      }
      case RunEvent.BacklogSeen _,
          RunEvent.BacklogAsked _,
          RunEvent.StoringEnded _,
          RunEvent.WorkSaved _ ->
          throw new IllegalArgumentException("not recorded: " + event);
    }
  }

  private static JsonWriter event(JsonWriter out, String name) {
    return out.name("event").value(name);
  }

  /** What was asked for, as fields of an object. */
  static void order(JsonWriter out, WorkOrder order) {
    out.name("targets").list();
    order.targets().forEach(target -> out.value(target.value()));
    out.end().name("only").list();
    order.filter().rules().forEach(rule -> out.value(rule.toString()));
    out.end().name("auto_advance").value(order.autoAdvance());
  }

  private static void task(JsonWriter out, Task task) {
    out.name("task").object().name("item").value(task.item().value());
    task.position().ifPresent(position -> position(out, position));
    out.name("agent").value(task.agent().value());
    out.name("destructive").value(task.destructive()).end();
  }

  private static void position(JsonWriter out, Position position) {
    out.name("phase").value(position.phase().value());
    out.name("pool").value(position.pool().wire());
  }

  private static void ended(JsonWriter out, RunEvent.TaskEnded e) {
    event(out, "TaskEnded").name("job").value(e.job().value());
    out.name("attempt").value(e.attempt());
    out.name("end").value(e.end().wire());
    if (!e.usage().equals(Usage.NONE)) {
      out.name("cost").value(e.usage().cost());
      out.name("input_tokens").value(e.usage().inputTokens());
      out.name("output_tokens").value(e.usage().outputTokens());
    }
  }

  private static void changed(JsonWriter out, Transition transition) {
    event(out, "ItemsChanged").name("number").value(transition.number());
    out.name("highest").value(transition.highest());
    out.name("words").value(transition.words());
    out.name("changes").list();
    for (Transition.Change change : transition.changes()) {
      out.object();
      change
          .from()
          .ifPresent(from -> {
            out.name("from").value(from.status().wire());
            from.position().ifPresent(position -> position(out, position));
          });
      out.name("to");
      ItemJson.write(out, change.to());
      out.end();
    }
    out.end().name("gone").list();
    transition.gone().forEach(item -> out.value(item.value()));
    out.end();
    transition.done().ifPresent(done -> done(out, done));
  }

  /** Of the result what a commit and the history of the item need. */
  private static void done(JsonWriter out, Transition.Done done) {
    out.name("done").object().name("job").value(done.job().value());
    task(out, done.task());
    out.name("result").value(done.result().verdict().wire());
    out.name("summary").value(done.result().summary());
    out.name("context").value(done.result().context()).end();
  }

  /** The event of a line; empty when it is none of these. */
  static Optional<RunEvent> read(String event, JsonObject line) {
    return switch (event) {
      case "WorkBegan" -> Optional.of(new RunEvent.WorkBegan(order(line)));
      case "TaskAdded" ->
          Optional.of(
              new RunEvent.TaskAdded(
                  job(line),
                  line.text("title"),
                  task(line.object("task")),
                  line.duration("timeout")));
      case "TaskEnded" ->
          Optional.of(
              new RunEvent.TaskEnded(
                  job(line),
                  line.smallNumber("attempt"),
                  ItemJson.known("end", TaskEnd.ofWire(line.text("end"))),
                  usage(line)));
      case "AgentPaused" ->
          Optional.of(
              new RunEvent.AgentPaused(
                  new AgentName(line.text("agent")), line.time("until"), line.text("reason")));
      case "ItemsChanged" -> Optional.of(new RunEvent.ItemsChanged(transition(line)));
      case "ItemsSaved" ->
          Optional.of(
              new RunEvent.ItemsSaved(line.smallNumber("number"), line.optionalText("commit")));
      case "WorkHalted" ->
          Optional.of(
              new RunEvent.WorkHalted(
                  ItemJson.known("halt", Halt.ofWire(line.text("halt"))), line.text("reason")));
      default -> Optional.empty();
    };
  }

  static WorkOrder order(JsonObject line) {
    return switch (Filter.parse(line.list("only", String.class))) {
      case Filter.Parsed.Good good ->
          new WorkOrder(items(line, "targets"), good.filter(), line.flag("auto_advance"));
      case Filter.Parsed.Bad bad ->
          throw new IllegalArgumentException(String.join("; ", bad.problems()));
    };
  }

  private static List<ItemId> items(JsonObject line, String name) {
    return line.list(name, String.class).stream().map(ItemId::new).toList();
  }

  private static JobName job(JsonObject line) {
    return new JobName(line.text("job"));
  }

  private static Task task(JsonObject task) {
    return new Task(
        new ItemId(task.text("item")),
        position(task),
        new AgentName(task.text("agent")),
        task.flag("destructive"));
  }

  private static Optional<Position> position(JsonObject line) {
    return line.optionalText("phase").map(phase -> ItemJson.position(phase, line));
  }

  private static Usage usage(JsonObject line) {
    return line.has("cost")
        ? new Usage(line.decimal("cost"), line.number("input_tokens"), line.number("output_tokens"))
        : Usage.NONE;
  }

  private static Transition transition(JsonObject line) {
    return new Transition(
        line.smallNumber("number"),
        line.list("changes", JsonObject.class).stream().map(WorkCodec::change).toList(),
        items(line, "gone"),
        line.smallNumber("highest"),
        line.optionalObject("done").map(WorkCodec::done),
        line.text("words"));
  }

  private static Transition.Change change(JsonObject change) {
    return new Transition.Change(
        change
            .optionalText("from")
            .map(status ->
                new Transition.From(
                    ItemJson.known("from", ItemStatus.ofWire(status)), position(change))),
        ItemJson.read(change.object("to")));
  }

  private static Transition.Done done(JsonObject done) {
    Task task = task(done.object("task"));
    return new Transition.Done(
        job(done),
        task,
        new PhaseResult(
            task.item(),
            task.phase(),
            ItemJson.known("result", PhaseResult.Verdict.ofWire(done.text("result"))),
            done.text("summary"),
            done.text("context"),
            Assessments.NONE,
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            List.of()));
  }
}
