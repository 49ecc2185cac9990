package dev.pawl.e2e.disk;

import dev.pawl.e2e.disk.Losses.Loss;
import dev.pawl.e2e.disk.Records.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The power fails after each operation of a recording; all that it could leave of the disk is
 * looked at. What must hold in every scene:
 *
 * <ul>
 *   <li>Nothing is forced in a folder that a power loss takes away.
 *   <li>What was forced in a file is on the disk under its name when the program has ended.
 * </ul>
 *
 * @param <F> what is found in the files
 */
final class PowerLoss<F> {
  /** Where all scenes tell how much was tried, a line each. */
  private static final Path FIGURES = Path.of("target", "power-loss.txt");

  /** Whether the figures are of this run of the tests. */
  private static boolean told;

  private final Recording recording;
  private final DiskModel disk;
  private final Promise<F> promise;
  private final Extent extent;
  private final SplittableRandom random;
  private final List<Operation.Noted> notes = new ArrayList<>();
  private final Map<DiskState.Key, Optional<F>> found = new HashMap<>();

  /** What is broken, how often, and where first. */
  private final Map<String, List<String>> failures = new LinkedHashMap<>();

  private final List<Sample<F>> samples = new ArrayList<>();
  private int states;
  private int refused;

  PowerLoss(Recording recording, Promise<F> promise, Extent extent, long seed) {
    this.recording = recording;
    this.disk = recording.disk();
    this.promise = promise;
    this.extent = extent;
    this.random = new SplittableRandom(seed);
  }

  /**
   * A moment at which the power fails.
   *
   * @param number of operations that are over
   * @param seen what a program has found in the files by then
   * @param forced what of it is on the disk for sure, if its names are
   * @param notes all that was written beside the project by then
   * @param isOver whether the program has ended
   */
  record Moment<F>(int number, F seen, F forced, List<Operation.Noted> notes, boolean isOver) {
    /** Whether something was noted, in a line of its own. */
    boolean isNoted(String line) {
      return notes.stream().anyMatch(note -> note.text().lines().anyMatch(line::equals));
    }

    /** How many notes there are of a file. */
    int count(String file) {
      return (int) notes.stream().filter(note -> note.path().equals(file)).count();
    }

    /** Whether the user has been told something. */
    boolean isTold(String text) {
      return notes.stream()
          .anyMatch(note -> note.path().equals(Recording.TOLD) && note.text().contains(text));
    }
  }

  /**
   * What must hold of what a power loss has left.
   *
   * @param <F> what is found in the files
   */
  interface Promise<F> {
    /** Heals and reads what is left; called once for equal files. */
    F find(DiskState left) throws IOException, RefusedException;

    void check(Moment<F> moment, F left);
  }

  /** A state to be tried with the real program. */
  record Sample<F>(Moment<F> moment, Loss loss) {
    /** For the message of a failed test. */
    String told() {
      return "operation %d, %s".formatted(moment.number(), loss.how());
    }

    DiskState left() {
      return loss.left();
    }
  }

  /**
   * Looks at all states.
   *
   * @return states to be tried with the real program, by chance
   */
  List<Sample<F>> check() throws IOException, RefusedException {
    look();
    for (Operation operation : recording.operations()) {
      disk.apply(operation);
      switch (operation) {
        case Operation.Noted note -> notes.add(note);
        case Operation.Forced force -> isThere(force);
        default -> {}
      }
      look();
    }
    isForced();
    if (!failures.isEmpty()) {
      StringBuilder told = new StringBuilder();
      failures.forEach((what, where) ->
          told.append(
              "%s%n  in %d states, first at %s%n".formatted(what, where.size(), where.getFirst())));
      throw new AssertionError(told);
    }
    return samples;
  }

  private F find(DiskState state) throws IOException, RefusedException {
    if (!found.containsKey(state.key())) {
      Optional<F> fresh;
      try {
        fresh = Optional.of(promise.find(state));
      } catch (RefusedException e) {
        fresh = Optional.empty();
      }
      found.put(state.key(), fresh);
    }
    return found.get(state.key()).orElseThrow(RefusedException::new);
  }

  private void look() throws IOException, RefusedException {
    boolean over = disk.operations() == recording.operations().size();
    F seen = find(disk.seen());
    F forced = over ? seen : find(disk.named());
    Moment<F> moment = new Moment<>(disk.operations(), seen, forced, List.copyOf(notes), over);
    Losses.of(disk, random, extent, loss -> look(new Sample<>(moment, loss)));
  }

  private void look(Sample<F> sample) {
    states++;
    try {
      boolean first = !found.containsKey(sample.left().key());
      promise.check(sample.moment(), find(sample.left()));
      if (first) {
        choose(sample);
      }
    } catch (RefusedException e) {
      refused++;
    } catch (IOException | RuntimeException | AssertionError e) {
      failed(e.toString(), sample.told());
    }
  }

  private void failed(String what, String where) {
    failures.computeIfAbsent(what, _ -> new ArrayList<>()).add(where);
  }

  /** Every state has the same chance, however many there will be. */
  private void choose(Sample<F> sample) {
    int place = random.nextInt(found.size());
    if (samples.size() < extent.restarts()) {
      samples.add(sample);
    } else if (place < extent.restarts()) {
      samples.set(place, sample);
    }
  }

  private void isThere(Operation.Forced force) {
    String path = force.path();
    boolean folder = disk.seen().has(path + "/");
    String where = folder ? path + "/" : path.substring(0, path.lastIndexOf('/') + 1);
    if (!where.isEmpty() && !where.equals("/") && !disk.forced().has(where)) {
      failed("forced in vain: " + path, "operation " + disk.operations());
    }
  }

  private void isForced() {
    DiskState seen = disk.seen();
    for (String path : seen.files().keySet()) {
      if (seen.files().get(path).size() > 0
          && disk.named().isSame(seen, path)
          && !disk.forced().isSame(seen, path)) {
        failed("the name is not on the disk, though the content is: " + path, "the end");
      }
    }
  }

  /** Tells how much was tried. */
  void tell(String scene, int restarts) throws IOException {
    String line =
        "%s: %d operations, %d states, %d different, %d refused, %d restarts%n"
            .formatted(
                scene, recording.operations().size(), states, found.size(), refused, restarts);
    synchronized (PowerLoss.class) {
      Files.createDirectories(FIGURES.resolveSibling(""));
      Files.writeString(FIGURES, told ? Files.readString(FIGURES) + line : line);
      told = true;
    }
  }
}
