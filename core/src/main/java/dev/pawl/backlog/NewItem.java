package dev.pawl.backlog;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An item that somebody wants to have; its name is given when it is taken in.
 *
 * @param pipeline that it is meant for; empty leaves that to its triage
 * @param origin of one that must not be taken in twice; "" when nothing tells
 */
public record NewItem(
    String title,
    Description description,
    Assessments assessments,
    Optional<PipelineName> pipeline,
    List<ItemId> dependencies,
    Set<String> tags,
    String origin) {
  public NewItem {
    if (title.isBlank()) {
      throw new IllegalArgumentException("an item has a title");
    }
    dependencies = List.copyOf(dependencies);
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
  }

  /** The item under its name. */
  Item named(ItemId id, Instant now) {
    ItemDraft draft =
        new ItemDraft(id, title.strip())
            .description(description)
            .assessments(assessments)
            .dependencies(dependencies)
            .tags(tags)
            .origin(origin)
            .created(now)
            .updated(now);
    pipeline.ifPresent(draft::pipeline);
    return draft.item();
  }
}
