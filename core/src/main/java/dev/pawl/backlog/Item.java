package dev.pawl.backlog;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A piece of work.
 *
 * @param title one line, not empty
 * @param pipeline the phases that it goes through; empty until its triage has chosen them
 * @param position the phase that is done next; empty unless it is scoping or in progress, or
 *     blocked there
 * @param dependencies items that must be done before this one goes on, in the order of the file
 * @param tags in the order of the file
 * @param review whether a person must approve it before it goes on ({@code requires_human_review})
 * @param approval of what guardrails or {@code review} would stop
 * @param block of a blocked one, and only of that
 * @param resolution of one that is done, and only of that
 * @param notes for whoever does the next phase; "" when none
 * @param origin the item and phase that it follows from, ITEM/PHASE; "" when a person made it
 * @param updated when its state last changed
 * @param lastCommit where the repository stood when its last phase was committed; "" when never
 */
public record Item(
    ItemId id,
    String title,
    ItemStatus status,
    Optional<PipelineName> pipeline,
    Optional<Position> position,
    Assessments assessments,
    List<ItemId> dependencies,
    Set<String> tags,
    Description description,
    boolean review,
    Optional<Approval> approval,
    Optional<Block> block,
    Optional<Resolution> resolution,
    String notes,
    String origin,
    Optional<Instant> created,
    Optional<Instant> updated,
    String lastCommit) {
  public Item {
    if (title.isBlank()) {
      throw new IllegalArgumentException("item " + id + " has no title");
    }
    if (block.isPresent() != (status == ItemStatus.BLOCKED)) {
      throw new IllegalArgumentException("item " + id + ": only a blocked item says why");
    }
    dependencies = List.copyOf(dependencies);
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
  }

  /**
   * A person's waiver.
   *
   * @param by who gave it
   */
  public record Approval(String by, Instant at) {}

  /** Why an item cannot go on without a person, and where it goes on then. */
  public record Block(ItemStatus from, String reason) {
    public Block {
      if (from == ItemStatus.BLOCKED || from == ItemStatus.DONE) {
        throw new IllegalArgumentException("nothing is blocked from " + from.wire());
      }
    }
  }

  /** A new item that nothing is known of but its title. */
  public static Item of(ItemId id, String title, Instant created) {
    return new ItemDraft(id, title).created(created).updated(created).item();
  }

  /** The same with changes. */
  public ItemDraft draft() {
    return new ItemDraft(this);
  }

  /** The same under another name. */
  public Item named(ItemId name) {
    return new Item(
        name,
        title,
        status,
        pipeline,
        position,
        assessments,
        dependencies,
        tags,
        description,
        review,
        approval,
        block,
        resolution,
        notes,
        origin,
        created,
        updated,
        lastCommit);
  }

  /** Whether it is over. */
  public boolean isDone() {
    return status == ItemStatus.DONE;
  }

  /** Whether those that need it may go on: it is done, and was not given up. */
  public boolean isMet() {
    return isDone() && resolution.orElse(Resolution.COMPLETED) == Resolution.COMPLETED;
  }
}
