package dev.pawl.app.cli;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Pipeline;
import dev.pawl.backlog.Pool;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of a backlog, for one who only wants to know them: none when anything is wrong. */
record BacklogNames(Backlog backlog, WorkSettings settings) {
  static BacklogNames of(Path from, Optional<String> config) {
    WorkSettings settings = ProjectAt.workIfReadable(from, config).orElse(WorkSettings.NONE);
    Backlog backlog =
        ProjectAt.folderIfAny(from, config)
            .map(folder -> folder.resolve(BacklogFile.NAME))
            .map(file -> BacklogFile.read(file, BacklogFile.NAME, settings.prefix()))
            .filter(BacklogResult.Read.class::isInstance)
            .map(result -> ((BacklogResult.Read) result).document().backlog())
            .orElse(Backlog.EMPTY);
    return new BacklogNames(backlog, settings);
  }

  /** The items that a word is good for. */
  Set<String> ids(BacklogWord word) {
    return switch (word) {
      case SHOW, WHY -> ids(_ -> true);
      case UNBLOCK -> ids(item -> item.status() == ItemStatus.BLOCKED);
      default -> ids();
    };
  }

  /** The open items. */
  Set<String> ids() {
    return ids(item -> !item.isDone());
  }

  private Set<String> ids(Predicate<Item> wanted) {
    return names(backlog.items().stream().filter(wanted).map(item -> item.id()));
  }

  Set<String> tags() {
    return names(backlog.items().stream().flatMap(item -> item.tags().stream()));
  }

  Set<String> pipelines() {
    return names(settings.pipelines().keySet().stream());
  }

  /** The phases that an item may go to; of no item all. */
  Set<String> phases(Optional<String> id) {
    Optional<Item> item = id.filter(ItemId::matches).map(ItemId::new).flatMap(backlog::find);
    List<Pool> pools =
        item.flatMap(Item::position).map(at -> List.of(at.pool())).orElse(List.of(Pool.values()));
    Stream<Pipeline> through =
        item.isPresent()
            ? settings.pipeline(item.get()).stream()
            : settings.pipelines().values().stream();
    return names(
        through
            .flatMap(one -> pools.stream().flatMap(pool -> one.of(pool).stream()))
            .map(phase -> phase.name()));
  }

  private static Set<String> names(Stream<?> names) {
    return names.map(Object::toString).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
