package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that may open hardly more files than the virtual machine needs. A check tries each
 * command with one limit, {@code -Dfault.all=true} with all of them.
 */
@Timeout(value = 12, unit = TimeUnit.HOURS) // all faults; each start has a bound of its own
class FewDescriptorsTest {
  /** With so many more than the virtual machine needs everything works. */
  private static final int ENOUGH = 32;

  private static final int MOST = 64;

  private static final List<Play> PLAYS =
      List.of(Play.STEPS, Play.FOREACH, Play.INVALIDATE, Play.COMPACT, Play.ADD, Play.WORK);

  @TempDir Path temp;

  static List<Play> plays() {
    return PLAYS;
  }

  @ParameterizedTest(name = "J13 {0} with hardly a descriptor left: plain words, and nothing lost")
  @MethodSource("plays")
  void fewDescriptors(Play play) throws Exception {
    Choice choice = Choice.made();
    Project empty = Project.in(temp.resolve("empty"), "jobs: {}\n");
    int least = least(empty);
    List<Executable> limits =
        IntStream.range(least, least + ENOUGH)
            .filter(limit ->
                choice.all() || limit - least == (choice.turn() + play.ordinal()) * 7 % ENOUGH)
            .<Executable>mapToObj(limit -> () -> limited(play, limit))
            .toList();
    assertAll(limits);
  }

  /** With how many the virtual machine starts. */
  private static int least(Project project) throws Exception {
    for (int limit = 10; limit < MOST; limit++) {
      if (project.program().under(limit(limit)).run("version").out().startsWith("pawl ")) {
        return limit;
      }
    }
    throw new AssertionError("it does not start with " + MOST);
  }

  private static String[] limit(int limit) {
    return new String[] {"prlimit", "--nofile=" + limit + ":" + limit};
  }

  private void limited(Play play, int limit) throws Exception {
    Scene scene = play.in(temp.resolve(play + "-" + limit));
    Program few = scene.project().program().under(limit(limit));
    for (String look : scene.looks()) {
      Program.Result seen = few.run(look.split(" "));
      assertTrue(List.of(0, 70).contains(seen.exit()), limit + " " + look + ": " + seen.told());
      assertTrue(seen.exit() == 0 || !seen.err().isBlank(), limit + " " + look + seen.told());
      Scene.assertPlain(seen);
    }
    try {
      scene.examine(Harm.BROKEN, few.run(scene.command()));
    } catch (AssertionError e) {
      throw new AssertionError(play + " with " + limit + " in " + scene.folder(), e);
    }
  }
}
