package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Requirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernel refuses the calls of Pawl on its own files, one in each start: the state loads,
 * nothing finished is lost, nothing is claimed that did not happen, what is missing is done by a
 * second start, and a third does nothing.
 *
 * <p>A check tries some of the faults: the number of commits tells which, so that all kinds have
 * had their turn after a few. {@code -Dfault.all=true} tries every call, {@code -Dfault.turn=N}
 * another sample, {@code -Dfault.scene=work} one scene only, {@code -Dfault.only="RUN WRITE BROKEN
 * 3"} the fault that a failure has named.
 */
@Timeout(value = 12, unit = TimeUnit.HOURS) // all faults; each start has a bound of its own
class FaultTest {
  private static final int WORKERS = 2;
  private static final int SAMPLE = 1;

  /** A loop of calls that has no end is none of Pawl's. */
  private static final int MOST_CALLS = 200;

  @TempDir Path temp;

  private Tally tally;
  private final AtomicInteger folders = new AtomicInteger();

  static List<Play> plays() {
    String wanted = System.getProperty("fault.scene", "");
    return Stream.of(Play.values())
        .filter(play -> wanted.isEmpty() || play.toString().equals(wanted))
        .toList();
  }

  @ParameterizedTest(name = "J58 {0}: after any call that was refused, nothing is lost or claimed")
  @MethodSource("plays")
  void everyRefusedCall(Play play) throws Exception {
    Requirement.strace();
    Choice choice = Choice.made();
    tally = new Tally(play);
    List<Callable<List<String>>> tasks = new ArrayList<>();
    if (choice.only().isPresent()) {
      tasks.add(() -> once(play, choice.only().get()));
    } else if (choice.all()) {
      play.areas().forEach(area -> Fault.kinds(area).forEach(f -> tasks.add(() -> each(play, f))));
    } else {
      choice
          .sample(play, SAMPLE, area -> calls(play, area))
          .forEach(f -> tasks.add(() -> once(play, f)));
    }
    List<String> failures = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      for (Future<List<String>> done : workers.invokeAll(tasks)) {
        failures.addAll(done.get());
      }
    }
    tally.write(choice);
    assertTrue(failures.isEmpty(), () -> failures.size() + ": " + String.join("\n\n", failures));
    assertTrue(tally.tried() > 0, "no fault came about");
  }

  /** The first call of its kind, the second, until there is none. */
  private List<String> each(Play play, Fault kind) throws Exception {
    List<String> failures = new ArrayList<>();
    boolean harmed = true;
    for (int number = 1; harmed && number <= MOST_CALLS; number++) {
      harmed = harms(play, kind.at(number), failures);
    }
    return failures;
  }

  /** A call that was drawn and is not made this time gives its place to the first one. */
  private List<String> once(Play play, Fault fault) throws Exception {
    List<String> failures = new ArrayList<>();
    if (!harms(play, fault, failures) && fault.number() > 1) {
      harms(play, fault.at(1), failures);
    }
    return failures;
  }

  /** Whether a fault has come about; adds what is wrong after it. */
  private boolean harms(Play play, Fault fault, List<String> failures) throws Exception {
    Scene scene = play.in(temp.resolve("" + folders.incrementAndGet()));
    String harm = "";
    try {
      FaultyStart.Ended ended = FaultyStart.of(scene, fault.area(), fault.options());
      harm = ended.harm();
      if (harm.isEmpty()) {
        assertEquals(0, ended.result().exit(), ended.result().told());
        return false;
      }
      tally.add(fault, harm, ended.result());
      scene.examine(fault.harm(), ended.result());
    } catch (AssertionError | Exception e) {
      failures.add(play + " " + fault + " in " + scene.folder() + "\n" + harm + "\n" + e);
    }
    return true;
  }

  /** How many calls of each kind there are when all goes well. */
  private Map<DiskCall, Integer> calls(Play play, Area area) throws Exception {
    Scene scene = play.in(temp.resolve("" + folders.incrementAndGet()));
    FaultyStart.Ended ended = FaultyStart.of(scene, area, List.of("-etrace=" + DiskCall.all()));
    assertEquals(0, ended.result().exit(), ended.result().told());
    return ended.calls();
  }
}
