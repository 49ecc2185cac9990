package dev.pawl.coordinator;

import dev.pawl.item.ItemStart;
import dev.pawl.journal.ItemFiles;
import dev.pawl.journal.RunFolder;
import dev.pawl.line.BrokenFileException;
import dev.pawl.model.JobName;
import dev.pawl.model.NamePattern;
import dev.pawl.process.ExitStatus;
import dev.pawl.process.Identity;
import dev.pawl.process.Keeper;
import dev.pawl.process.Processes.Started;
import dev.pawl.process.Scope;
import dev.pawl.run.Item;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The items that earlier coordinators of a run have started, and of whose ends they have not told.
 *
 * <p>Each is found by its files ({@link RunFolder#item}): no file is there before an item starts,
 * and none any more when its end is recorded. The part of its scope is {@code
 * GENERATION.INDEX.ATTEMPT}: the place in the list may be another item's for the next coordinator,
 * so that one counts its generation from what it finds.
 */
final class KeptItems {
  private final RunFolder folder;
  private final Map<JobName, List<KeptItem>> items = new HashMap<>();
  private final List<ItemFiles> unknown = new ArrayList<>();
  private int generation = 1;

  /** What a file is called by, without its end. */
  private record Name(JobName job, String part, int generation) {
    private static final Pattern FORM =
        Pattern.compile("([^@]+)@((\\d{1,9})\\.\\d+\\.\\d+)\\.\\w+");

    static Optional<Name> of(String file) {
      Matcher parts = FORM.matcher(file);
      return parts.matches() && NamePattern.matches(parts.group(1))
          ? Optional.of(
              new Name(
                  new JobName(parts.group(1)), parts.group(2), Integer.parseInt(parts.group(3))))
          : Optional.empty();
    }
  }

  private KeptItems(RunFolder folder) {
    this.folder = folder;
  }

  /** Of a run that begins: none. */
  static KeptItems none(RunFolder folder) {
    return new KeptItems(folder);
  }

  /**
   * Those of a run. Changes nothing; whoever is to go on with the run calls {@link #keepFor}.
   *
   * @throws BrokenFileException if their folder cannot be read
   */
  static KeptItems find(RunFolder folder) {
    KeptItems found = new KeptItems(folder);
    Set<Name> names = names(folder.items());
    if (!names.isEmpty()) {
      // Before the files: whose keeper is gone by then has its status there.
      Map<String, Started> keepers = Identity.findLeaders(folder.run() + ":");
      names.forEach(name -> found.add(name, keepers));
    }
    return found;
  }

  private static Set<Name> names(Path folder) {
    Set<Name> names = new LinkedHashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> Name.of(String.valueOf(file.getFileName())).ifPresent(names::add));
    } catch (NoSuchFileException none) {
      return Set.of();
    } catch (DirectoryIteratorException e) {
      throw BrokenFileException.cannot("read", folder, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw BrokenFileException.cannot("read", folder, e);
    }
    return names;
  }

  private void add(Name name, Map<String, Started> keepers) {
    generation = Math.max(generation, name.generation() + 1);
    ItemFiles files = folder.item(name.job(), name.part());
    ItemStart start = ItemStart.read(files.record()).orElse(null);
    if (start == null) {
      unknown.add(files);
      return;
    }
    List<KeptItem> those = items.computeIfAbsent(name.job(), _ -> new ArrayList<>());
    Item item = new Item(-1 - those.size(), LoopItems.label(start.key().text()));
    Scope scope = new Scope(folder.run() + ":" + name.job() + ":" + name.part());
    Optional<ExitStatus> status = status(files);
    Optional<Started> keeper =
        status.isEmpty() ? Optional.ofNullable(keepers.get(scope.text())) : Optional.empty();
    those.add(new KeptItem(name.job(), item, scope, start, files, keeper, status));
  }

  private static Optional<ExitStatus> status(ItemFiles files) {
    return Keeper.outcome(files.status()) instanceof Keeper.Outcome.Exited exited
        ? Optional.of(exited.status())
        : Optional.empty();
  }

  /**
   * Discards what nobody will ask for: all of loops that do not go on, and what never ran, or has
   * ended without a status, and has to start again.
   */
  void keepFor(RunState state) {
    unknown.forEach(ItemFiles::discard);
    items.forEach((job, those) -> {
      boolean goesOn = goesOn(state.row(job));
      those.removeIf(one -> {
        boolean stays = goesOn && (one.isOpen() || one.hasSucceeded());
        if (!stays) {
          one.files().discard();
        }
        return !stays;
      });
    });
  }

  private static boolean goesOn(JobRow row) {
    return row.isLive() && row.loop().isPresent() && row.attempts().getLast().stop().isEmpty();
  }

  /** What lives still is about to be stopped: however it ends, it has not succeeded by itself. */
  void giveUpLiving() {
    items.values().stream()
        .flatMap(List::stream)
        .filter(one -> one.keeper().isPresent() && status(one.files()).isEmpty())
        .forEach(one -> one.files().discard());
  }

  /** The scopes of those that live. */
  List<String> living() {
    return items.values().stream()
        .flatMap(List::stream)
        .filter(one -> one.keeper().isPresent())
        .map(one -> one.scope().text())
        .toList();
  }

  /** Those that are to be adopted, as the engine knows them. */
  Map<JobName, List<Item>> open() {
    Map<JobName, List<Item>> open = new HashMap<>();
    items.keySet().forEach(job -> open.put(job, open(job).stream().map(KeptItem::item).toList()));
    return open;
  }

  private List<KeptItem> open(JobName job) {
    return items.getOrDefault(job, List.of()).stream().filter(KeptItem::isOpen).toList();
  }

  /** Those of a loop that are to be adopted, once. */
  List<KeptItem> takeOpen(JobName job) {
    List<KeptItem> open = open(job);
    items.getOrDefault(job, new ArrayList<>()).removeAll(open);
    return open;
  }

  /** Those of a loop that have ended as they should. */
  List<KeptItem> succeeded(JobName job) {
    return items.getOrDefault(job, List.of()).stream().filter(KeptItem::hasSucceeded).toList();
  }

  /** What the parts of this coordinator's items begin with. */
  int generation() {
    return generation;
  }
}
