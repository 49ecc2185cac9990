package dev.pawl.backlog;

import dev.pawl.backlog.BacklogChange.Answer;
import dev.pawl.model.Closest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

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
      case BacklogChange.Edit c ->
          wrong(c).<Answer>map(Answer.Mistaken::new).orElseGet(() -> edit(c));
      case BacklogChange.Block c ->
          of(c.item(), item -> Moves.block(item, c.reason(), at), "blocked: " + c.reason());
      case BacklogChange.Unblock c ->
          of(c.item(), item -> Moves.unblock(item, c.notes(), at), "unblocked");
      case BacklogChange.Approve c ->
          of(c.item(), item -> Moves.approve(item, c.by(), at), "approved by " + c.by());
      case BacklogChange.Advance c -> advance(c);
      case BacklogChange.Complete c ->
          of(c.item(), item -> ended(item, Resolution.COMPLETED, c.notes()), "completed");
      case BacklogChange.Close c ->
          of(c.item(), item -> ended(item, Resolution.CLOSED, c.reason()), "closed: " + c.reason());
    };
  }

  private Answer add(NewItem news) {
    Optional<String> wrong =
        news.pipeline().flatMap(this::unknown).or(() -> unknown(news.dependencies()));
    if (wrong.isPresent()) {
      return new Answer.Mistaken(wrong.get());
    }
    TransitionDraft draft = new TransitionDraft(backlog, settings.prefix());
    ItemId id = draft.nextId();
    draft.put(news.named(id, at));
    return new Answer.Changed(draft.finish(number, Optional.empty(), id + " is added"));
  }

  /** As long as none is configured, any name may be one. */
  private Optional<String> unknown(PipelineName name) {
    List<String> names = settings.pipelines().keySet().stream().map(PipelineName::value).toList();
    return names.isEmpty() || names.contains(name.value())
        ? Optional.empty()
        : Optional.of("there is no pipeline '" + name + "'; " + meant(name.value(), names));
  }

  private Optional<String> unknown(List<ItemId> dependencies) {
    return dependencies.stream()
        .filter(id -> !backlog.hasExisted(id))
        .findFirst()
        .map(id -> "there is no item " + id + ", which would be needed" + near(id, backlog));
  }

  private static String meant(String word, List<String> words) {
    return Closest.to(word, words)
        .map(near -> "did you mean '" + near + "'?")
        .orElse("there are " + String.join(", ", words));
  }

  private Answer of(ItemId id, Function<Item, Move> move, String words) {
    return of(id, move, _ -> words);
  }

  /** The words may tell what the item has become. */
  private Answer of(ItemId id, Function<Item, Move> move, Function<Item, String> words) {
    Optional<Item> item = backlog.find(id);
    if (item.isEmpty()) {
      return new Answer.Mistaken("there is no item " + id + missing(id));
    }
    return switch (move.apply(item.get())) {
      case Move.Refused refused -> new Answer.Refused(refused.reason());
      case Move.Made made -> {
        TransitionDraft draft = new TransitionDraft(backlog, settings.prefix());
        draft.put(made.item());
        String told = id + " is " + words.apply(made.item());
        yield new Answer.Changed(draft.finish(number, Optional.empty(), told));
      }
    };
  }

  private String missing(ItemId id) {
    return missing(id, backlog, settings);
  }

  /** What there is to say, behind its name, of an item that is not there. */
  public static String missing(ItemId id, Backlog backlog, WorkSettings settings) {
    OptionalInt number = id.number(settings.prefix());
    boolean gone =
        number.isPresent()
            && id.equals(ItemId.of(settings.prefix(), number.getAsInt()))
            && backlog.hasExisted(id);
    return gone ? " any more: what is done is in the worklog" : near(id, backlog);
  }

  private static String near(ItemId id, Backlog backlog) {
    List<String> names = backlog.ids().stream().map(ItemId::value).toList();
    return names.stream()
        .filter(id.value()::equalsIgnoreCase)
        .findFirst()
        .or(() -> Closest.to(id.value(), names))
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  private Answer edit(BacklogChange.Edit c) {
    return of(c.item(), item -> edited(item, c), "edited");
  }

  private static Move edited(Item item, BacklogChange.Edit c) {
    if (item.isDone()) {
      return new Move.Refused("item " + item.id() + " is done and cannot be edited");
    }
    ItemDraft draft = item.draft().assessments(item.assessments().with(c.assessments()));
    c.title().ifPresent(draft::title);
    c.description().ifPresent(draft::description);
    c.dependencies().ifPresent(draft::dependencies);
    c.tags().ifPresent(draft::tags);
    c.review().ifPresent(draft::review);
    c.notes().ifPresent(draft::notes);
    return new Move.Made(draft.item());
  }

  private Optional<String> wrong(BacklogChange.Edit c) {
    return c.dependencies().flatMap(needs -> unknown(needs).or(() -> cycle(c.item(), needs)));
  }

  /** Whether an item would need itself, by way of what it needs. */
  private Optional<String> cycle(ItemId item, List<ItemId> needs) {
    Set<ItemId> seen = new LinkedHashSet<>(needs);
    Deque<ItemId> open = new ArrayDeque<>(needs);
    while (!open.isEmpty()) {
      ItemId next = open.pop();
      if (next.equals(item)) {
        return Optional.of("item " + item + " would need itself");
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

  private Answer advance(BacklogChange.Advance c) {
    Optional<Item> item = backlog.find(c.item());
    Optional<String> wrong = item.flatMap(known -> c.to().flatMap(phase -> unknown(known, phase)));
    return wrong
        .<Answer>map(Answer.Mistaken::new)
        .orElseGet(() -> of(c.item(), known -> advanced(known, c), Changing::reached));
  }

  private static String reached(Item item) {
    return item.isDone()
        ? "done"
        : "advanced to " + item.position().map(Position::toString).orElse(item.status().wire());
  }

  /** Where an item stands in no phase, its state is what is wrong, and not the name. */
  private Optional<String> unknown(Item item, PhaseName phase) {
    if (item.position().isEmpty()) {
      return Optional.empty();
    }
    Pool pool = item.position().get().pool();
    List<String> names =
        settings.pipeline(item).map(pipeline -> names(pipeline, pool)).orElse(List.of());
    return names.isEmpty() || names.contains(phase.value())
        ? Optional.empty()
        : Optional.of(
            "there is no phase '%s' where item %s stands; %s"
                .formatted(phase, item.id(), meant(phase.value(), names)));
  }

  /** One that is new enters the first pipeline, or the one that it names. */
  private Move advanced(Item item, BacklogChange.Advance c) {
    Optional<Pipeline> pipeline = settings.pipeline(item);
    if (item.isDone() || item.block().isPresent()) {
      return new Move.Refused(
          "item %s is %s and cannot be advanced".formatted(item.id(), item.status().wire()));
    }
    if (pipeline.isEmpty()) {
      return new Move.Refused("item " + item.id() + " has no pipeline that is configured");
    }
    if (c.to().isPresent()) {
      return to(item, pipeline.get(), c.to().get());
    }
    return switch (item.status()) {
      case NEW -> Moves.enter(item, pipeline.get(), at);
      case READY -> Moves.promote(item, pipeline.get(), at);
      default ->
          lost(item, pipeline.get())
              .<Move>map(Move.Refused::new)
              .orElseGet(() -> Moves.onward(item, pipeline.get(), at));
    };
  }

  /**
   * Why nobody knows what comes next, where the phase of an item was renamed or taken away. Of a
   * pool without phases nothing is left to do.
   */
  private static Optional<String> lost(Item item, Pipeline pipeline) {
    return item.position()
        .filter(position -> pipeline.at(position).isEmpty())
        .filter(position -> !pipeline.of(position.pool()).isEmpty())
        .map(position ->
            ("item %s: pipeline '%s' has no phase '%s' there; "
                    + "the %s phases are %s: say which with '--to PHASE'")
                .formatted(
                    item.id(),
                    pipeline.name(),
                    position.phase(),
                    position.pool().wire(),
                    String.join(", ", names(pipeline, position.pool()))));
  }

  private static List<String> names(Pipeline pipeline, Pool pool) {
    return pipeline.of(pool).stream().map(phase -> phase.name().value()).toList();
  }

  /** Only on to what comes later in the pool where it stands. */
  private Move to(Item item, Pipeline pipeline, PhaseName phase) {
    Optional<Position> now = item.position();
    if (now.isEmpty()) {
      return new Move.Refused(
          "item %s is %s and stands in no phase".formatted(item.id(), item.status().wire()));
    }
    Position next = new Position(now.get().pool(), phase);
    return pipeline.index(next) <= pipeline.index(now.get())
        ? new Move.Refused(
            "item %s stands at %s and cannot go to %s: it only goes forward"
                .formatted(item.id(), now.get(), next))
        : new Move.Made(item.draft().position(next).updated(at).item());
  }
}
