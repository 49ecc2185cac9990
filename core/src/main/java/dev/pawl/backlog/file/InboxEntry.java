package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.ItemDraft;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.PipelineName;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.model.NamePattern;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Suggestion;
import java.util.List;
import java.util.Optional;

/**
 * Reads an entry of an inbox. Stricter than the backlog: a key that is not known is a problem,
 * because it would be lost.
 */
final class InboxEntry {
  private static final List<String> KEYS =
      List.of(
          Keys.TITLE,
          Keys.DESCRIPTION,
          Keys.SIZE,
          Keys.COMPLEXITY,
          Keys.RISK,
          Keys.IMPACT,
          Keys.PIPELINE,
          Keys.DEPENDENCIES,
          Keys.TAGS);

  private final Backlog backlog;
  private final WorkSettings settings;
  private final Problems problems;

  InboxEntry(Backlog backlog, WorkSettings settings, Problems problems) {
    this.backlog = backlog;
    this.settings = settings;
    this.problems = problems;
  }

  /** The item that it asks for; empty when something is wrong with it. */
  Optional<ItemDraft> read(Node entry, ItemId id) {
    if (!(entry instanceof Mapping map)) {
      String found = "an entry must be a map, but is " + entry.description();
      problems.add(entry, found, "write '- title: TEXT'");
      return Optional.empty();
    }
    ItemValues values = new ItemValues(map, "this entry", problems);
    for (Node.Entry field : map.entries()) {
      String key = field.key().text();
      if (!KEYS.contains(key)) {
        String found = "unknown key " + Node.quoted(key) + " in this entry";
        String known = "known here are " + String.join(", ", KEYS);
        values.wrong(field.key(), found, Suggestion.of(key, KEYS, known));
      }
    }
    Optional<String> title = values.text(Keys.TITLE).filter(text -> !text.isBlank());
    values.required(Keys.TITLE, title, "say what is to be done");
    ItemDraft draft = new ItemDraft(id, title.orElse(""));
    draft
        .description(ItemReader.description(values))
        .assessments(ItemReader.assessments(values))
        .tags(ItemReader.tags(values))
        .dependencies(needs(values));
    pipeline(values).ifPresent(draft::pipeline);
    return values.isSound() ? Optional.of(draft) : Optional.empty();
  }

  private List<ItemId> needs(ItemValues values) {
    List<ItemId> needs = ItemReader.dependencies(values);
    for (ItemId need : needs) {
      if (!backlog.hasExisted(need)) {
        List<String> known = backlog.ids().stream().map(ItemId::value).toList();
        String found = "it needs " + need + ", which never existed";
        String otherwise = "remove it, or name an item of the backlog";
        values.wrong(Keys.DEPENDENCIES, found, Suggestion.of(need.value(), known, otherwise));
      }
    }
    return needs;
  }

  private Optional<PipelineName> pipeline(ItemValues values) {
    Optional<PipelineName> name = values.name(Keys.PIPELINE, PipelineName::new, NamePattern.RULE);
    if (name.isPresent() && settings.pipeline(name.get()).isEmpty()) {
      List<String> known = settings.pipelines().keySet().stream().map(n -> n.value()).toList();
      String otherwise = known.isEmpty() ? "none is configured" : "known are " + known;
      String found = "there is no pipeline '" + name.get() + "'";
      values.wrong(Keys.PIPELINE, found, Suggestion.of(name.get().value(), known, otherwise));
    }
    return name;
  }
}
