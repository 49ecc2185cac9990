package dev.pawl.e2e.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What a power loss may leave of a disk at one moment. Which part of what is on the way has reached
 * the disk cannot be tried in all ways; these are tried:
 *
 * <ul>
 *   <li>all of it, nothing, only names, only contents;
 *   <li>all but one, only one;
 *   <li>the last write in part: up to each sector and up to its middle, the rest not there or zero,
 *       or the rest only;
 *   <li>each file in its new size with zeros where nothing had been forced;
 *   <li>some parts by chance.
 * </ul>
 */
final class Losses {
  private static final int SECTOR = 512;

  private final DiskModel disk;
  private final List<Change> pending;

  /** The last of them: what has been on the way for long is not lost alone. */
  private final List<Change> latest;

  private final Consumer<Loss> losses;

  private Losses(DiskModel disk, int window, Consumer<Loss> losses) {
    this.disk = disk;
    this.pending = disk.pending();
    this.latest = pending.subList(Math.max(0, pending.size() - window), pending.size());
    this.losses = losses;
  }

  /**
   * One of them.
   *
   * @param how for the message of a failed test
   */
  record Loss(String how, DiskState left) {}

  /** Gives all losses of a moment; the same seed gives the same ones. */
  static void of(DiskModel disk, RandomGenerator random, Extent extent, Consumer<Loss> losses) {
    Losses all = new Losses(disk, extent.window(), losses);
    all.whole();
    all.single();
    all.lastWrite();
    all.grown();
    for (int i = 0; i < extent.byChance(); i++) {
      all.add("a part by chance", all.pending.stream().filter(_ -> random.nextBoolean()).toList());
    }
  }

  private void add(String how, List<? extends Change> reached) {
    losses.accept(new Loss(how, disk.with(reached)));
  }

  private void whole() {
    add("all has reached the disk", pending);
    add("only what was forced", List.of());
    add("only names", pending.stream().filter(Change.Names.class::isInstance).toList());
    add("only contents", pending.stream().filter(Change.Data.class::isInstance).toList());
  }

  private void single() {
    for (Change one : latest) {
      String told = disk.told(one);
      add("all but " + told, pending.stream().filter(change -> !change.equals(one)).toList());
      add("only " + told, List.of(one));
    }
  }

  private void lastWrite() {
    for (Change change : pending.reversed()) {
      if (change instanceof Change.Write write) {
        for (int cut : cuts(write)) {
          Change.Write begin = part(write, 0, cut);
          torn(write, cut, List.of(begin), "without the rest");
          torn(write, cut, List.of(begin, zeros(write)), "then zeros");
          torn(write, cut, List.of(part(write, cut, write.bytes().length)), "the rest only");
        }
        return;
      }
    }
  }

  private void torn(Change.Write write, int cut, List<Change> parts, String how) {
    List<Change> reached = new ArrayList<>();
    for (Change change : pending) {
      if (change.equals(write)) {
        reached.addAll(parts);
      } else {
        reached.add(change);
      }
    }
    add("%s torn after %d bytes, %s".formatted(disk.told(write), cut, how), reached);
  }

  /** Where a write may have been torn, in bytes from its beginning. */
  private static Iterable<Integer> cuts(Change.Write write) {
    TreeSet<Integer> cuts = new TreeSet<>();
    long first = (write.offset() / SECTOR + 1) * SECTOR;
    for (long sector = first; sector < write.end(); sector += SECTOR) {
      cuts.add((int) (sector - write.offset()));
    }
    cuts.add(write.bytes().length / 2);
    return cuts;
  }

  private static Change.Write part(Change.Write write, int from, int to) {
    return new Change.Write(
        write.number(),
        write.file(),
        write.offset() + from,
        Arrays.copyOfRange(write.bytes(), from, to));
  }

  private static Change.Resize zeros(Change.Write write) {
    return new Change.Resize(write.number(), write.file(), write.end());
  }

  /** The size of a file is there, and what it has grown by is not. */
  private void grown() {
    Map<DiskModel.Node, List<Change>> growth = new LinkedHashMap<>();
    for (Change change : latest) {
      if (change instanceof Change.Write write) {
        growth.computeIfAbsent(write.file(), _ -> new ArrayList<>()).add(write);
      }
    }
    growth.forEach((file, writes) -> {
      long size = writes.stream().mapToLong(one -> ((Change.Write) one).end()).max().orElse(0);
      List<Change> reached = new ArrayList<>(pending);
      reached.removeAll(writes);
      reached.add(new Change.Resize(-1, file, size));
      add("zeros for all " + writes.size() + " writes to " + disk.told(writes.getLast()), reached);
    });
  }
}
