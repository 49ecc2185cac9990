package dev.pawl.backlog;

import dev.pawl.backlog.BacklogChange.Answer;
import dev.pawl.model.Closest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides what persons ask to be changed. */
public final class Changing {
  private final WorkSettings settings;
  private final Backlog backlog;
  private final int number;
  private final Instant at;

  /**
   * What may be changed now.
   *
   * @param number of the next transition
   */
  public Changing(WorkSettings settings, Backlog backlog, int number, Instant at) {
    this.settings = settings;
    this.backlog = backlog;
    this.number = number;
    this.at = at;
  }

  /** Decides one change. */
  public Answer decide(BacklogChange change) {
    return switch (change) {
      case BacklogChange.Add c -> add(c.item());
      case BacklogChange.Edit c -> of(c.item(), item -> edited(item, c), "edited");
      case BacklogChange.Block c ->
          of(c.item(), item -> Moves.block(item, c.reason(), at), "blocked: " + c.reason());
      case BacklogChange.Unblock c ->
          of(c.item(), item -> Moves.unblock(item, c.notes(), at), "unblocked");
      case BacklogChange.Approve c ->
          of(c.item(), item -> Moves.approve(item, c.by(), at), "approved by " + c.by());
      case BacklogChange.Advance c -> of(c.item(), item -> advanced(item, c), "advanced");
      case BacklogChange.Complete c ->
          of(c.item(), item -> ended(item, Resolution.COMPLETED, c.notes()), "completed");
      case BacklogChange.Close c ->
          of(c.item(), item -> ended(item, Resolution.CLOSED, c.reason()), "closed: " + c.reason());
    };
  }

  private Answer add(NewItem news) {
    Optional<String> wrong =
        news.pipeline()
            .filter(name -> settings.pipeline(name).isEmpty())
            .map(name -> "there is no pipeline '" + name + "'; " + pipelines())
            .or(() -> unknown(news.dependencies()));
    if (wrong.isPresent()) {
      return new Answer.Refused(wrong.get());
    }
    TransitionDraft draft = new TransitionDraft(backlog, settings.prefix());
    ItemId id = draft.nextId();
    draft.put(news.named(id, at));
    return new Answer.Changed(draft.finish(number, Optional.empty(), id + " is added"));
  }

  private String pipelines() {
    return "known are "
        + settings.pipelines().keySet().stream()
            .map(PipelineName::value)
            .collect(Collectors.joining(", "));
  }

  private Optional<String> unknown(List<ItemId> dependencies) {
    return dependencies.stream()
        .filter(id -> !backlog.hasExisted(id))
        .findFirst()
        .map(id -> "there is no item " + id + ", which would be needed");
  }

  private Answer of(ItemId id, Function<Item, Move> move, String words) {
    Optional<Item> item = backlog.find(id);
    if (item.isEmpty()) {
      return new Answer.Refused("there is no item " + id + near(id));
    }
    return switch (move.apply(item.get())) {
      case Move.Refused refused -> new Answer.Refused(refused.reason());
      case Move.Made made -> {
        TransitionDraft draft = new TransitionDraft(backlog, settings.prefix());
        draft.put(made.item());
        yield new Answer.Changed(draft.finish(number, Optional.empty(), id + " is " + words));
      }
    };
  }

  private String near(ItemId id) {
    if (backlog.hasExisted(id)) {
      return " any more: what is done is in the worklog";
    }
    List<String> names = backlog.items().keySet().stream().map(ItemId::value).toList();
    return Closest.to(id.value(), names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  private Move edited(Item item, BacklogChange.Edit c) {
    if (item.isDone()) {
      return new Move.Refused("item " + item.id() + " is done");
    }
    ItemDraft draft = item.draft().assessments(item.assessments().with(c.assessments()));
    c.title().ifPresent(draft::title);
    c.description().ifPresent(draft::description);
    c.tags().ifPresent(draft::tags);
    c.review().ifPresent(draft::review);
    c.notes().ifPresent(draft::notes);
    if (c.dependencies().isPresent()) {
      List<ItemId> needs = c.dependencies().get();
      Optional<String> wrong = unknown(needs).or(() -> cycle(item, needs));
      if (wrong.isPresent()) {
        return new Move.Refused(wrong.get());
      }
      draft.dependencies(needs);
    }
    return new Move.Made(draft.item());
  }

  /** Whether an item would need itself, by way of what it needs. */
  private Optional<String> cycle(Item item, List<ItemId> needs) {
    Set<ItemId> seen = new LinkedHashSet<>(needs);
    Deque<ItemId> open = new ArrayDeque<>(needs);
    while (!open.isEmpty()) {
      ItemId next = open.pop();
      if (next.equals(item.id())) {
        return Optional.of("item " + item.id() + " would need itself");
      }
      for (ItemId need : backlog.find(next).map(Item::dependencies).orElse(List.of())) {
        if (seen.add(need)) {
          open.push(need);
        }
      }
    }
    return Optional.empty();
  }

  private Move ended(Item item, Resolution resolution, String notes) {
    Item noted = notes.isBlank() ? item : item.draft().notes(notes).item();
    return Moves.end(noted, resolution, at);
  }

  /** One that is new enters the first pipeline, or the one that it names. */
  private Move advanced(Item item, BacklogChange.Advance c) {
    Optional<Pipeline> pipeline = settings.pipeline(item);
    if (pipeline.isEmpty()) {
      return new Move.Refused("item " + item.id() + " has no pipeline that is configured");
    }
    if (c.to().isPresent()) {
      return to(item, pipeline.get(), c.to().get());
    }
    return switch (item.status()) {
      case NEW -> Moves.enter(item, pipeline.get(), at);
      case READY -> Moves.promote(item, pipeline.get(), at);
      case SCOPING, IN_PROGRESS -> Moves.onward(item, pipeline.get(), at);
      case BLOCKED, DONE ->
          new Move.Refused(
              "item %s is %s and cannot be advanced".formatted(item.id(), item.status().wire()));
    };
  }

  /** Only on to what comes later in the pool where it stands. */
  private static Move to(Item item, Pipeline pipeline, PhaseName phase) {
    Optional<Position> now = item.position();
    if (now.isEmpty() || item.block().isPresent()) {
      return new Move.Refused(
          "item %s is %s and stands in no phase".formatted(item.id(), item.status().wire()));
    }
    Position next = new Position(now.get().pool(), phase);
    int index = pipeline.index(next);
    if (index < 0) {
      String known =
          pipeline.of(next.pool()).stream()
              .map(one -> one.name().value())
              .collect(Collectors.joining(", "));
      return new Move.Refused("there is no phase '" + phase + "' here; there are " + known);
    }
    return index <= pipeline.index(now.get())
        ? new Move.Refused(
            "item %s is at %s already; it only goes forward".formatted(item.id(), now.get()))
        : new Move.Made(item.draft().position(next).item());
  }
}
