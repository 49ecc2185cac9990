package dev.pawl.journal;

import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.run.Entry;
import dev.pawl.run.RunEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Prints how fast (wall clock, and the working thread's CPU time) journals and plans are written
 * and read. Nothing is asserted.
 */
final class JournalSpeed {
  private static final int LINES = 100_000;
  private static final int TURN = 4;

  private JournalSpeed() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("pawl-journal-speed");
    List<Entry> entries = entries();
    Path file = folder.resolve("cold.jsonl");
    timed("write cold, a write each " + TURN, LINES, () -> write(file, entries));
    timed("read cold", LINES, () -> Journal.read(file));
    plans(folder);
    for (int round = 0; round < 4; round++) {
      Path warm = folder.resolve("warm" + round);
      timed("write", LINES, () -> write(warm, entries));
      timed("read", LINES, () -> Journal.read(warm));
      EventCodec codec = new EventCodec();
      timed("encode only", LINES, () -> codec.encode(entries));
    }
    System.out.println(Files.size(file) / LINES + " bytes per line; files are in " + folder);
  }

  private static void plans(Path project) {
    RunFolder run = new Runs(project).create(Samples.RUN).orElseThrow();
    Job[] jobs =
        IntStream.range(0, LINES).mapToObj(job -> Job.of("j" + job, "true")).toArray(Job[]::new);
    Plan plan = Plan.of(Workflow.of("default", jobs));
    Secrets secrets = Secrets.in(List.of(Map.of("A_TOKEN", "0123456789")));
    for (int round = 0; round < 3; round++) {
      timed("write plan", LINES, () -> Plans.write(run, plan, secrets));
      timed("read plan", LINES, () -> Plans.read(run));
    }
  }

  private static List<Entry> entries() {
    List<RunEvent> events = new ArrayList<>();
    for (int job = 0; job < LINES / 4; job++) {
      JobName name = new JobName("job-" + job);
      events.add(new RunEvent.AttemptPlanned(name, 1));
      events.add(new RunEvent.AttemptStarted(name, 1, job + 1000, 123456 + job));
      events.add(
          new RunEvent.AttemptFinished(
              name, 1, JobStatus.FAILED, OptionalInt.of(1), 0, Optional.of("exit code 1"), 812));
      events.add(Samples.jobFinished(name, JobStatus.FAILED));
    }
    return Samples.entries(events);
  }

  private static void write(Path file, List<Entry> entries) {
    try (Journal journal = Journal.create(file, Sync.GROUPED, failure -> {})) {
      for (int from = 0; from < entries.size(); from += TURN) {
        journal.append(entries.subList(from, from + TURN));
      }
    }
  }

  private static void timed(String what, int count, Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    work.run();
    cpu = threads.getCurrentThreadCpuTime() - cpu;
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.printf(
        "%-30s %6d ms, of its thread %6d ms, %6.2f us each%n",
        what, millis, cpu / 1_000_000, cpu / 1e3 / count);
  }
}
