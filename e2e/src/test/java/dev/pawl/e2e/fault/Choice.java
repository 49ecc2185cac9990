package dev.pawl.e2e.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Which faults are tried.
 *
 * @param turn which sample; the next one goes on where this one ends
 * @param only the one fault that is wanted
 */
record Choice(boolean all, int turn, Optional<Fault> only) {
  /** As the system properties say; see {@link FaultTest}. */
  static Choice made() throws IOException, InterruptedException {
    Optional<Fault> only = Optional.ofNullable(System.getProperty("fault.only")).map(Fault::parse);
    return new Choice(
        Boolean.getBoolean("fault.all"), Integer.getInteger("fault.turn", commits()), only);
  }

  /** Another sample for each commit, and the same one for the same commit. */
  private static int commits() throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "rev-list", "--count", "HEAD")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String count = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return git.waitFor() == 0 && !count.isEmpty() ? Integer.parseInt(count) : 0;
  }

  /** How many calls of each kind there are in an area. */
  interface Count {
    Map<DiskCall, Integer> of(Area area) throws Exception;
  }

  /** The faults of this turn: so many kinds that there are calls of, each at one that is drawn. */
  List<Fault> sample(Play play, int size, Count count) throws Exception {
    List<Fault> kinds = new ArrayList<>();
    for (Area area : play.areas()) {
      List<Fault> some = Fault.kinds(area);
      Collections.shuffle(some, new Random(play.ordinal()));
      kinds.addAll(some);
    }
    Random random = new Random(31L * turn + play.ordinal());
    Map<Area, Map<DiskCall, Integer>> counts = new EnumMap<>(Area.class);
    List<Fault> sample = new ArrayList<>();
    for (int i = 0; sample.size() < size && i < kinds.size(); i++) {
      Fault kind = kinds.get((turn * size + i) % kinds.size());
      if (!counts.containsKey(kind.area())) {
        counts.put(kind.area(), count.of(kind.area()));
      }
      int calls = counts.get(kind.area()).get(kind.call());
      if (calls > 0) {
        sample.add(kind.at(1 + random.nextInt(calls)));
      }
    }
    return sample;
  }
}
