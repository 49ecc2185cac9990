package dev.pawl.step;

import java.time.Instant;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger held at one moment: the last line of every step. Never changes.
 *
 * <p>Layers of lines, the oldest and largest first, are shared with the snapshots before it. A
 * change adds a layer, after those that are not more than twice as large have gone into it: so a
 * line is copied about as often as the number of steps can be halved.
 */
public final class Snapshot {
  /** No step. */
  public static final Snapshot EMPTY = empty(new EntryCodec());

  private final EntryCodec codec;
  private final List<Map<StepName, HeldLine>> layers;
  private final int size;

  /** The look at the file that this began with; the same as long as only this process writes. */
  private final Object look;

  private Snapshot(EntryCodec codec, List<Map<StepName, HeldLine>> layers, int size, Object look) {
    this.codec = codec;
    this.layers = layers;
    this.size = size;
    this.look = look;
  }

  /** No step yet; lines that are added later are taken apart by the codec. */
  static Snapshot empty(EntryCodec codec) {
    return new Snapshot(codec, List.of(), 0, new Object());
  }

  /** The same, after another look at the file: others may have written. */
  Snapshot lookedAt() {
    return new Snapshot(codec, layers, size, new Object());
  }

  /** Whether only this process has written since another snapshot. */
  public boolean follows(Snapshot earlier) {
    return look.equals(earlier.look);
  }

  /** The last line of a step. */
  public Optional<StepEntry> find(StepName step) {
    return Optional.ofNullable(line(step)).map(line -> line.entry(codec));
  }

  /** The content hash of a step that is complete; the quick way to ask. */
  public Optional<String> completeHash(StepName step) {
    HeldLine line = line(step);
    return line == null ? Optional.empty() : line.completeHash();
  }

  /**
   * Whether the last line of a step is the one that Pawl would write of it as complete with these
   * facts, so that nobody needs to take it apart. No means: not known.
   */
  public boolean says(StepName step, StepFacts facts) {
    HeldLine line = line(step);
    return line != null && line.says(facts, codec);
  }

  /** When the last line of a step was written, where it tells. */
  public Optional<Instant> writtenAt(StepName step) {
    return Optional.ofNullable(line(step)).flatMap(line -> line.writtenAt(codec));
  }

  private @Nullable HeldLine line(StepName step) {
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      HeldLine line = layers.get(layer).get(step);
      if (line != null) {
        return line;
      }
    }
    return null;
  }

  /**
   * The last lines of all steps, in the order in which the steps appeared first; taken apart while
   * somebody goes through them.
   */
  public Collection<StepEntry> entries() {
    Map<StepName, HeldLine> all = new LinkedHashMap<>();
    layers.forEach(all::putAll);
    Collection<HeldLine> lines = all.values();
    return new AbstractCollection<>() {
      @Override
      public Iterator<StepEntry> iterator() {
        Iterator<HeldLine> rest = lines.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rest.hasNext();
          }

          @Override
          public StepEntry next() {
            return rest.next().entry(codec);
          }
        };
      }

      @Override
      public int size() {
        return lines.size();
      }
    };
  }

  /** How many steps there are. */
  public int size() {
    return size;
  }

  /** This and some more lines, oldest first. */
  Snapshot with(List<StepEntry> entries) {
    return withLines(entries.stream().map(HeldLine::of).toList());
  }

  /** This and some more lines, oldest first. */
  Snapshot withLines(Collection<HeldLine> lines) {
    if (lines.isEmpty()) {
      return this;
    }
    Map<StepName, HeldLine> top = new LinkedHashMap<>();
    lines.forEach(line -> top.put(line.name(), line));
    int added = 0;
    for (StepName step : top.keySet()) {
      added += line(step) == null ? 1 : 0;
    }
    return new Snapshot(codec, covered(top), size + added, look);
  }

  private List<Map<StepName, HeldLine>> covered(Map<StepName, HeldLine> newest) {
    Map<StepName, HeldLine> top = newest;
    int kept = layers.size();
    while (kept > 0 && layers.get(kept - 1).size() <= 2 * top.size()) {
      Map<StepName, HeldLine> merged = new LinkedHashMap<>(layers.get(--kept));
      merged.putAll(top);
      top = merged;
    }
    List<Map<StepName, HeldLine>> all = new ArrayList<>(layers.subList(0, kept));
    all.add(top);
    return all;
  }
}
