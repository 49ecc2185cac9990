package dev.pawl.backlog;

import dev.pawl.backlog.Item.Approval;
import dev.pawl.backlog.Item.Block;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An item that is being made or changed; {@link #item} checks it as a whole. */
public final class ItemDraft {
  private final ItemId id;
  private String title;
  private ItemStatus status = ItemStatus.NEW;
  private Optional<PipelineName> pipeline = Optional.empty();
  private Optional<Position> position = Optional.empty();
  private Assessments assessments = Assessments.NONE;
  private List<ItemId> dependencies = List.of();
  private Set<String> tags = Set.of();
  private Description description = Description.NONE;
  private boolean review;
  private Optional<Approval> approval = Optional.empty();
  private Optional<Block> block = Optional.empty();
  private Optional<Resolution> resolution = Optional.empty();
  private String notes = "";
  private String origin = "";
  private Optional<Instant> created = Optional.empty();
  private Optional<Instant> updated = Optional.empty();
  private String lastCommit = "";

  /** A new one. */
  public ItemDraft(ItemId id, String title) {
    this.id = id;
    this.title = title;
  }

  ItemDraft(Item item) {
    id = item.id();
    title = item.title();
    status = item.status();
    pipeline = item.pipeline();
    position = item.position();
    assessments = item.assessments();
    dependencies = item.dependencies();
    tags = item.tags();
    description = item.description();
    review = item.review();
    approval = item.approval();
    block = item.block();
    resolution = item.resolution();
    notes = item.notes();
    origin = item.origin();
    created = item.created();
    updated = item.updated();
    lastCommit = item.lastCommit();
  }

  /** What it has become. */
  public Item item() {
    return new Item(
        id,
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

  /** Names it. */
  public ItemDraft title(String value) {
    title = value;
    return this;
  }

  /** Where it stands. */
  public ItemDraft status(ItemStatus value) {
    status = value;
    return this;
  }

  /** Chooses its pipeline. */
  public ItemDraft pipeline(PipelineName value) {
    pipeline = Optional.of(value);
    return this;
  }

  /** Says which phase is next. */
  public ItemDraft position(Position value) {
    position = Optional.of(value);
    return this;
  }

  /** What is known of its size and worth. */
  public ItemDraft assessments(Assessments value) {
    assessments = value;
    return this;
  }

  /** What must be done before. */
  public ItemDraft dependencies(List<ItemId> value) {
    dependencies = value;
    return this;
  }

  /** Words to find it by. */
  public ItemDraft tags(Set<String> value) {
    tags = value;
    return this;
  }

  /** What it is about. */
  public ItemDraft description(Description value) {
    description = value;
    return this;
  }

  /** Whether a person must approve it. */
  public ItemDraft review(boolean value) {
    review = value;
    return this;
  }

  /** A person's waiver. */
  public ItemDraft approval(Approval value) {
    approval = Optional.of(value);
    return this;
  }

  /** Why it cannot go on. */
  public ItemDraft block(Block value) {
    block = Optional.of(value);
    return this;
  }

  /** How it came to be done. */
  public ItemDraft resolution(Resolution value) {
    resolution = Optional.of(value);
    return this;
  }

  /** For whoever does the next phase; "" takes them away. */
  public ItemDraft notes(String value) {
    notes = value;
    return this;
  }

  /** What it follows from. */
  public ItemDraft origin(String value) {
    origin = value;
    return this;
  }

  /** When it was made. */
  public ItemDraft created(Instant value) {
    created = Optional.of(value);
    return this;
  }

  /** When its state changed. */
  public ItemDraft updated(Instant value) {
    updated = Optional.of(value);
    return this;
  }

  /** Where the repository stood when its last phase was committed. */
  public ItemDraft lastCommit(String value) {
    lastCommit = value;
    return this;
  }

  /** It stands in no phase. */
  public ItemDraft nowhere() {
    position = Optional.empty();
    return this;
  }

  /** Nothing stops it any more. */
  public ItemDraft unblocked() {
    block = Optional.empty();
    return this;
  }

  /** It is not over after all. */
  public ItemDraft unresolved() {
    resolution = Optional.empty();
    return this;
  }

  /** Takes a waiver back. */
  public ItemDraft unapproved() {
    approval = Optional.empty();
    return this;
  }
}
