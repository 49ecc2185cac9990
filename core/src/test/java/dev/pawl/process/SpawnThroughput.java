package dev.pawl.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Measures the cost of a job: {@code SpawnThroughput JOBS AT_ONCE COMMAND...}. Compare with {@code
 * ninja -jAT_ONCE} on as many rules of the same command.
 */
final class SpawnThroughput {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private SpawnThroughput() {}

  public static void main(String[] args) throws Exception {
    int jobs = Integer.parseInt(args[0]);
    int atOnce = Integer.parseInt(args[1]);
    List<String> command = List.of(args).subList(2, args.length);
    Path folder = Files.createTempDirectory("pawl-throughput");
    BlockingQueue<Processes.Ended> ended = new LinkedBlockingQueue<>();
    Environment environment = Environment.inherited();
    try (Processes processes = open(ended)) {
      long start = System.nanoTime();
      int running = 0;
      for (int i = 0; i < jobs || running > 0; ) {
        if (i < jobs && running < atOnce) {
          Program program =
              new Program(command, environment, Map.of("PAWL_JOB", "job" + i), folder);
          Output log = new Output.Log(folder.resolve("job" + i), 10 << 20, false);
          Scope scope = new Scope("throughput:job" + i + ":1");
          processes.spawn(new SpawnRequest(scope, program, log, false, GRACE));
          running++;
          i++;
        } else {
          ended.take();
          running--;
        }
      }
      double millis = (System.nanoTime() - start) / 1e6;
      System.out.printf("%d jobs, %.3f ms each%n", jobs, millis / jobs);
    }
    Files.delete(folder);
  }

  private static Processes open(BlockingQueue<Processes.Ended> ended) {
    Processes.Listener listener =
        new Processes.Listener() {
          @Override
          public void line(Scope scope, String line) {}

          @Override
          public void ended(Processes.Ended end) {
            ended.add(end);
          }
        };
    return Processes.posix(
        new Processes.Settings(true, Duration.ofSeconds(1), true, GRACE, "throughput:"), listener);
  }
}
