package dev.pawl.backlog.file;

import dev.pawl.backlog.Assessments;
import dev.pawl.backlog.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts together an item that a person and a run may both have changed, field by field.
 *
 * <p>The fields that say where an item stands change by commands only; when a person has seen them
 * is also the best hint at which version that person's editor has read.
 */
final class ItemMerge {
  private static final String BY_COMMAND = "only commands change it: 'pawl backlog'";

  private final List<Item> saved;
  private final Item ours;
  private final Item theirs;
  private final List<Item> bases;
  private final List<Refusal> refusals = new ArrayList<>();

  /** A value that was not taken. */
  record Refusal(String key, String message, String remedy) {}

  /**
   * Of one item.
   *
   * @param saved all versions that the file has had in this run
   * @param theirs as it stands in the file now
   */
  ItemMerge(List<Item> saved, Item ours, Item theirs) {
    this.saved = saved;
    this.ours = ours;
    this.theirs = theirs;
    List<Item> likely = saved.stream().filter(item -> standsAs(item, theirs)).toList();
    this.bases = likely.isEmpty() ? saved : likely;
  }

  private static boolean standsAs(Item one, Item other) {
    return one.status() == other.status()
        && one.position().equals(other.position())
        && one.block().equals(other.block())
        && one.approval().equals(other.approval())
        && one.updated().equals(other.updated())
        && one.lastCommit().equals(other.lastCommit());
  }

  List<Refusal> refusals() {
    return refusals;
  }

  /** The item with what a person has changed, as far as that could be taken. */
  Item item() {
    refuseWhereItStands();
    return new Item(
        ours.id(),
        pick(Keys.TITLE, Item::title),
        ours.status(),
        pick(Keys.PIPELINE, Item::pipeline),
        ours.position(),
        new Assessments(
            pick(Keys.SIZE, item -> item.assessments().size()),
            pick(Keys.COMPLEXITY, item -> item.assessments().complexity()),
            pick(Keys.RISK, item -> item.assessments().risk()),
            pick(Keys.IMPACT, item -> item.assessments().impact())),
        pick(Keys.DEPENDENCIES, Item::dependencies),
        pick(Keys.TAGS, Item::tags),
        pick(Keys.DESCRIPTION, Item::description),
        pick(Keys.REVIEW, Item::review),
        ours.approval(),
        ours.block(),
        ours.resolution(),
        pick(Keys.NOTES, Item::notes),
        pick(Keys.ORIGIN, Item::origin),
        pick(Keys.CREATED, Item::created),
        ours.updated(),
        ours.lastCommit());
  }

  private void refuseWhereItStands() {
    keep(Keys.STATUS, Item::status);
    keep(Keys.PHASE, item -> item.position().map(position -> position.phase()));
    keep(Keys.POOL, item -> item.position().map(position -> position.pool()));
    keep(Keys.APPROVED, Item::approval);
    keep(Keys.BLOCKED, Item::block);
    keep(Keys.RESOLUTION, Item::resolution);
    keep(Keys.UPDATED, Item::updated);
    keep(Keys.LAST_COMMIT, Item::lastCommit);
  }

  /** Refuses a person's value of a field that changes by commands only. */
  private <V> void keep(String key, Function<Item, V> field) {
    if (isTheirs(field)) {
      refuse(key, BY_COMMAND);
    }
  }

  private <V> V pick(String key, Function<Item, V> field) {
    V our = field.apply(ours);
    if (!isTheirs(field)) {
      return our;
    }
    if (key.equals(Keys.PIPELINE) && ours.position().isPresent()) {
      refuse(key, "the item is under way in its pipeline");
      return our;
    }
    if (bases.stream().allMatch(base -> field.apply(base).equals(our))) {
      return field.apply(theirs);
    }
    refuse(key, "the run has changed it too; look at both, and write it again");
    return our;
  }

  /** Whether a field has a value that the run has never given it. */
  private <V> boolean isTheirs(Function<Item, V> field) {
    V their = field.apply(theirs);
    return !their.equals(field.apply(ours))
        && saved.stream().noneMatch(item -> field.apply(item).equals(their));
  }

  private void refuse(String key, String remedy) {
    String message =
        "item %s: '%s' was changed by hand to %s; %s stays"
            .formatted(ours.id(), key, shown(theirs, key), shown(ours, key));
    refusals.add(new Refusal(key, message, remedy));
  }

  /** A value in a message: one line, not too long. */
  private static String shown(Item item, String key) {
    int longest = 60;
    Optional<Value> value = Optional.ofNullable(ItemFields.of(item).get(key));
    String text = value.map(new Form("\n", false)::flow).orElse("nothing");
    return text.length() > longest ? text.substring(0, longest) + "..." : text;
  }
}
