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
    Item next = made(Moves.promote(item, pipeline(item), at));
    return one(next, id + " is promoted to " + where(next));
  }

  /** A person must look at it. */
  public Transition block(ItemId id, String reason) {
    Item next = made(Moves.block(backlog.get(id), reason, at));
    return one(next, id + " is blocked: " + reason);
  }

  /**
   * A task was carried out, with a result that is neither failed nor blocked.
   *
   * @param running items at which an agent works; they are not merged
   * @param halt why the item must stop after that all the same; empty when it goes on
   */
  public Followed carriedOut(Transition.Done done, Set<ItemId> running, Optional<String> halt) {
    PhaseResult result = done.result();
    TransitionDraft draft = new TransitionDraft(backlog, settings.prefix());
    List<String> notices = new ArrayList<>();
    Item item = known(backlog.get(result.item()), result);
    Item next =
        done.task().isTriage()
            ? made(Moves.enter(item, chosen(item, result), at))
            : onward(item, result);
    draft.put(next);
    notices.addAll(FollowUps.add(draft, result, settings.execution().maxFollowUps(), at));
    for (ItemId twin : result.duplicates()) {
      merge(draft, next.id(), twin, running).ifPresent(notices::add);
    }
    settings
        .guardrails()
        .objection(draft.backlog().get(next.id()))
        .filter(why -> !next.isDone())
        .ifPresent(why -> draft.put(made(Moves.block(draft.backlog().get(next.id()), why, at))));
    String words = result.item() + " " + done.task().phase() + ": " + result.summary();
    return new Followed(draft.finish(number, Optional.of(done), words), notices);
  }

  /** An agent has said that a person must decide. */
  public Transition blocked(Transition.Done done) {
    PhaseResult result = done.result();
    TransitionDraft draft = new TransitionDraft(backlog, settings.prefix());
    draft.put(made(Moves.block(known(backlog.get(result.item()), result), result.summary(), at)));
    return draft.finish(
        number, Optional.of(done), result.item() + " is blocked: " + result.summary());
  }

  private Item onward(Item item, PhaseResult result) {
    return result.verdict() == PhaseResult.Verdict.SUBPHASE_COMPLETE
        ? item
        : made(Moves.onward(item, pipeline(item), at));
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

  private Optional<String> merge(
      TransitionDraft draft, ItemId stays, ItemId twin, Set<ItemId> running) {
    Optional<Item> found = draft.backlog().find(twin);
    if (twin.equals(stays) || found.isEmpty() || found.get().isDone()) {
      return Optional.of(twin + " is not merged into " + stays + ": it is no other open item");
    }
    if (running.contains(twin)) {
      return Optional.of(twin + " is not merged into " + stays + ": an agent works at it");
    }
    if (Merging.wouldNeedItself(draft.backlog(), stays, twin)) {
      return Optional.of(twin + " is not merged into " + stays + ": it would need itself then");
    }
    Merging.merge(draft, stays, twin, at);
    return Optional.of(twin + " is merged into " + stays);
  }

  private Pipeline pipeline(Item item) {
    return item.pipeline()
        .flatMap(settings::pipeline)
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
