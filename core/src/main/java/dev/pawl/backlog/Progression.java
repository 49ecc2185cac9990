package dev.pawl.backlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the end of a task means for the backlog. Everything that follows from one end is one
 * transition.
 */
public final class Progression {
  private final WorkSettings settings;
  private final Backlog backlog;
  private final Instant at;
  private final int number;

  /**
   * What may follow now.
   *
   * @param number of the next transition
   */
  public Progression(WorkSettings settings, Backlog backlog, int number, Instant at) {
    this.settings = settings;
    this.backlog = backlog;
    this.number = number;
    this.at = at;
  }

  /**
   * What follows, and what people are told besides.
   *
   * @param notices a line each
   */
  public record Followed(Transition transition, List<String> notices) {
    public Followed {
      notices = List.copyOf(notices);
    }
  }

  /** It is ready and there is room: it enters the phases of the work. */
  public Transition promote(ItemId id) {
    Item item = backlog.get(id);
    Pipeline pipeline = pipeline(item);
    Item next = made(Moves.promote(item, pipeline, at));
    return one(next, id + " is promoted to " + where(next));
  }

  /** A person must look at it. */
  public Transition block(ItemId id, String reason) {
    Item next = made(Moves.block(backlog.get(id), reason, at));
    return one(next, id + " is blocked: " + reason);
  }

  /**
   * A task was carried out, with a result that is neither failed nor blocked; its item stands where
   * it did then.
   *
   * @param running items at which an agent works; they are not merged
   * @param halt why the item must stop after that all the same; empty when it goes on
   */
  public Followed carriedOut(Transition.Done done, Set<ItemId> running, Optional<String> halt) {
    PhaseResult result = done.result();
    ItemId id = done.task().item();
    TransitionDraft draft = new TransitionDraft(backlog, settings.prefix());
    draft.put(next(known(backlog.get(id), result), done));
    List<String> notices =
        new ArrayList<>(FollowUps.add(draft, result, settings.execution().maxFollowUps(), at));
    result.duplicates().forEach(twin -> notices.add(merge(draft, id, twin, running)));
    Item next = draft.backlog().get(id);
    stop(next, halt).ifPresent(why -> draft.put(made(Moves.block(next, why, at))));
    String words = id + " " + done.task().phase() + ": " + result.summary();
    return new Followed(draft.finish(number, Optional.of(done), words), notices);
  }

  /** An agent has said that a person must decide. */
  public Transition blocked(Transition.Done done) {
    PhaseResult result = done.result();
    Item item = known(backlog.get(done.task().item()), result);
    TransitionDraft draft = new TransitionDraft(backlog, settings.prefix());
    draft.put(made(Moves.block(item, result.summary(), at)));
    return draft.finish(number, Optional.of(done), item.id() + " is blocked: " + result.summary());
  }

  /**
   * What an agent has made could not be committed: its item is set back into that phase, and waits
   * for a person.
   *
   * @return empty when a person has ended the item, or has blocked it elsewhere, meanwhile
   */
  public Optional<Transition> refused(Transition earlier, String why) {
    return earlier
        .done()
        .flatMap(done -> earlier.change(done.task().item()))
        .flatMap(change -> setBack(change, why))
        .map(item -> one(item, item.id() + " is blocked: " + why));
  }

  private Optional<Item> setBack(Transition.Change change, String why) {
    Transition.From from = change.from().orElseThrow();
    Item made = change.to();
    Optional<Item> now = backlog.find(made.id()).or(() -> Optional.of(made).filter(Item::isDone));
    boolean still = now.map(item -> Transition.From.of(made).isOf(item)).orElse(false);
    if (!still || from.isOf(made)) {
      return now.filter(item -> item.status().mayBecome(ItemStatus.BLOCKED))
          .map(item -> made(Moves.block(item, why, at)));
    }
    String reason = made.block().map(block -> block.reason() + "; " + why).orElse(why);
    ItemDraft draft = now.orElseThrow().draft().nowhere().unresolved().updated(at);
    from.position().ifPresent(draft::position);
    return Optional.of(
        draft.status(ItemStatus.BLOCKED).block(new Item.Block(from.status(), reason)).item());
  }

  private Item next(Item item, Transition.Done done) {
    if (done.task().isTriage()) {
      return made(Moves.enter(item, chosen(item, done.result()), at));
    }
    boolean part = done.result().verdict() == PhaseResult.Verdict.SUBPHASE_COMPLETE;
    return part || lost(item).isPresent() ? item : made(Moves.onward(item, pipeline(item), at));
  }

  /** Why an item cannot go on from where it stands; empty when it can, or does not have to. */
  private Optional<String> stop(Item item, Optional<String> halt) {
    return item.isDone()
        ? Optional.empty()
        : settings.guardrails().objection(item).or(() -> halt).or(() -> lost(item));
  }

  private Optional<String> lost(Item item) {
    return item.position()
        .filter(position -> pipeline(item).at(position).isEmpty())
        .map(position ->
            "pipeline '%s' has no phase '%s' any more".formatted(pipeline(item).name(), position));
  }

  /** What the result says about the item; notes of a person have been read by now. */
  private Item known(Item item, PhaseResult result) {
    ItemDraft draft =
        item.draft()
            .assessments(item.assessments().with(result.assessments()))
            .review(item.review() || result.review())
            .notes("")
            .updated(at);
    result.description().ifPresent(draft::description);
    return draft.item();
  }

  private Pipeline chosen(Item item, PhaseResult result) {
    return result
        .pipeline()
        .or(item::pipeline)
        .flatMap(settings::pipeline)
        .orElseGet(() -> settings.pipelines().values().iterator().next());
  }

  private String merge(TransitionDraft draft, ItemId stays, ItemId twin, Set<ItemId> running) {
    String not = twin + " is not merged into " + stays + ": ";
    Optional<Item> found = draft.backlog().find(twin);
    if (twin.equals(stays) || found.isEmpty() || found.get().isDone()) {
      return not + "it is no other open item";
    }
    if (running.contains(twin)) {
      return not + "an agent works at it";
    }
    if (Merging.wouldNeedItself(draft.backlog(), stays, twin)) {
      return not + "it would need itself then";
    }
    Merging.merge(draft, stays, twin, at);
    if (settings.guardrails().objection(found.get()).isPresent()) {
      draft.put(draft.backlog().get(stays).draft().unapproved().item());
    }
    return twin + " is merged into " + stays;
  }

  private Pipeline pipeline(Item item) {
    return settings
        .pipeline(item)
        .orElseThrow(() -> new IllegalStateException(item.id() + " has no pipeline"));
  }

  private Transition one(Item item, String words) {
    TransitionDraft draft = new TransitionDraft(backlog, settings.prefix());
    draft.put(item);
    return draft.finish(number, Optional.empty(), words);
  }

  private static Item made(Move move) {
    return switch (move) {
      case Move.Made made -> made.item();
      case Move.Refused refused -> throw new IllegalStateException(refused.reason());
    };
  }

  private static String where(Item item) {
    return item.position().map(Position::toString).orElse(item.status().wire());
  }
}
