package dev.pawl.e2e.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random graphs, detached, whose coordinators, helpers and jobs are killed, cancelled and retried
 * at random; for a minute in every check. {@code -Dtorture.seconds=N -Dtorture.seed=S} for longer,
 * or for one round again: a failure names its seed.
 */
class TortureTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final long SECONDS = Long.getLong("torture.seconds", 60);
  private static final long SEED = Long.getLong("torture.seed", System.nanoTime() & 0xffff_ffffL);

  @TempDir Path temp;

  @Test
  @DisplayName("no orphan, no lost or doubled outcome, and every run ends by itself")
  void torture() throws Exception {
    long until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
    for (long seed = SEED; System.nanoTime() - until < 0; seed++) {
      Path folder = Files.createDirectory(temp.resolve("round" + seed));
      try (BackgroundProject project = BackgroundProject.in(folder, "")) {
        new Round(project, seed).play();
      } catch (AssertionError | Exception e) {
        throw new AssertionError("-Dtorture.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** One graph, and what happens to it. */
  private static final class Round {
    private final BackgroundProject project;
    private final SplittableRandom random;
    private final List<String> jobs = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    Round(BackgroundProject project, long seed) throws IOException {
      this.project = project;
      this.random = new SplittableRandom(seed);
      project.project().write("pawl.yml", config());
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }

    /** Each job writes a line when it starts and one when it is done. */
    private String config() {
      StringBuilder text = new StringBuilder("jobs:\n");
      int size = 3 + random.nextInt(9);
      for (int job = 0; job < size; job++) {
        String name = "j" + job;
        List<String> needs = jobs.stream().filter(_ -> chance(25)).toList();
        String nap = "0." + random.nextInt(10);
        String end = chance(15) ? "exit 3" : "echo done >> " + name + ".done";
        text.append(
            "  %s: { grace: 1s, run: 'echo x >> %s.began; sleep %s; %s'"
                .formatted(name, name, nap, end));
        if (!needs.isEmpty()) {
          text.append(", needs: ").append(needs);
        }
        if (chance(20)) {
          text.append(", retries: { limit: 1, delay: 200ms }");
        }
        if (chance(20)) {
          text.append(", checkpoint: true");
        }
        if (chance(15)) {
          text.append(", timeout: 30s");
        }
        text.append(" }\n");
        jobs.add(name);
      }
      return text.toString();
    }

    void play() throws Exception {
      RunRecord run = project.detach("-j", Integer.toString(1 + random.nextInt(4)));
      for (int blow = random.nextInt(5); blow > 0 && run.status().isEmpty(); blow--) {
        Thread.sleep(random.nextInt(400));
        strike(run);
      }
      boolean goesOn = comesToRest(run);
      if (!goesOn) {
        told.add("retry");
        Program.Result retry = project.pawl("retry", run.id());
        assertTrue(retry.exit() <= 1, () -> told + ": " + retry.told());
      }
      assertTrue(!run.status().isEmpty(), () -> told + ": no end of " + run.id());
      Eventually.holdsWithin(
          BOUND, () -> told + ": lives on: " + alive(), () -> project.alive().isEmpty());
      allIsTold();
    }

    private String alive() {
      try {
        return project.alive().toString();
      } catch (IOException e) {
        return e.toString();
      }
    }

    private void strike(RunRecord run) throws Exception {
      int blow = random.nextInt(100);
      if (blow < 50) {
        told.add("kill coordinator");
        Live.signal(project.coordinator(run), "KILL");
      } else if (blow < 65) {
        told.add("kill helper");
        helpers(run).forEach(pid -> Live.signal(pid, "KILL"));
      } else if (blow < 80) {
        told.add("kill both");
        helpers(run).forEach(pid -> Live.signal(pid, "KILL"));
        Live.signal(project.coordinator(run), "KILL");
        helpers(run).forEach(pid -> Live.signal(pid, "KILL"));
      } else if (blow < 92) {
        String job = jobs.get(random.nextInt(jobs.size()));
        told.add("cancel " + job);
        project.pawl("cancel", run.id() + ":" + job);
      } else {
        told.add("cancel");
        project.pawl("cancel", run.id());
      }
    }

    private static List<Long> helpers(RunRecord run) throws IOException {
      return Live.marked(run.id()).stream()
          .filter(entry -> entry.command().contains("pawl-helper"))
          .map(Live.Entry::pid)
          .toList();
    }

    /** Until it has ended, or nobody drives it any more; says whether it has ended. */
    private boolean comesToRest(RunRecord run) throws Exception {
      Eventually.holdsWithin(
          BOUND,
          () -> told + ": neither ends nor is lost: " + alive(),
          () -> !run.status().isEmpty() || listed(run).equals("interrupted"));
      return !run.status().isEmpty();
    }

    private String listed(RunRecord run) throws Exception {
      Program.Result listing = project.pawl("jobs", "--run", run.id(), "--format", "json");
      return Listing.of(listing).run(run.id()).get("status").toString();
    }

    private void allIsTold() throws Exception {
      Listing all = Listing.of(project.pawl("jobs", "--all", "--format", "json"));
      assertEquals(0, project.pawl("state", "verify").exit(), told::toString);
      for (String job : jobs) {
        judge(job, all.runs().stream().map(run -> Listing.job(run, job)).toList());
      }
    }

    private void judge(String job, List<Map<String, Object>> rows) throws IOException {
      int attempts = 0;
      int mayBeDone = 0;
      int successes = 0;
      for (Map<String, Object> row : rows) {
        String status = row.get("status").toString();
        assertTrue(!List.of("pending", "running").contains(status), () -> told + ": " + row);
        successes += status.equals("succeeded") ? 1 : 0;
        for (Object attempt : (List<?>) row.get("attempts")) {
          attempts++;
          mayBeDone += "failed".equals(((Map<?, ?>) attempt).get("outcome")) ? 0 : 1;
        }
      }
      int began = lines(job + ".began");
      int done = lines(job + ".done");
      String what = told + ": " + job + " began " + began + ", done " + done + ": " + rows;
      assertTrue(began <= attempts, what);
      assertTrue(successes <= 1, what);
      assertTrue(done >= successes && done <= mayBeDone, what);
    }

    private int lines(String file) throws IOException {
      return (int) project.project().read(file).lines().count();
    }
  }
}
