package dev.pawl.agent;

import dev.pawl.process.Environment;
import dev.pawl.process.Output;
import dev.pawl.process.Processes;
import dev.pawl.process.Processes.Ended;
import dev.pawl.process.Program;
import dev.pawl.process.Scope;
import dev.pawl.process.SpawnRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that is started for what it prints. The caller's thread waits for it, and serves it.
 */
final class Question implements Processes.Listener {
  private static final int MOST_LINES = 100;
  private static final int PAUSE_MILLIS = 100;
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final String PREFIX = "question-" + ProcessHandle.current().pid() + ":";

  private final List<String> argv;
  private final List<String> lines = new ArrayList<>();
  private Optional<String> outcome = Optional.empty();

  private Question(List<String> argv) {
    this.argv = argv;
  }

  static Question of(String... argv) {
    return new Question(List.of(argv));
  }

  /**
   * What came of it.
   *
   * @param fault "" or why there is no answer
   */
  record Answer(List<String> lines, String fault) {}

  /** Asks; what takes longer than the limit is stopped. */
  Answer ask(Environment environment, Path folder, Duration limit) {
    Processes.Settings settings =
        new Processes.Settings(false, Duration.ofMillis(300), false, GRACE, PREFIX);
    Scope scope = new Scope(PREFIX + "version:1");
    Program program = new Program(argv, environment, Map.of(), folder);
    long deadline = System.nanoTime() + limit.toNanos();
    boolean stopped = false;
    try (Processes processes = Processes.served(settings, this)) {
      processes.start(new SpawnRequest(scope, program, new Output.Lines(), false, GRACE));
      while (outcome.isEmpty()) {
        processes.serve(PAUSE_MILLIS);
        if (!stopped && System.nanoTime() - deadline > 0) {
          processes.stop(scope, GRACE);
          stopped = true;
        }
      }
    }
    String late = "it did not answer within " + limit.toSeconds() + " s";
    return new Answer(List.copyOf(lines), stopped ? late : outcome.orElse(""));
  }

  @Override
  public void refused(Scope scope, String reason) {
    outcome = Optional.of(reason);
  }

  @Override
  public void line(Scope scope, String line) {
    if (lines.size() < MOST_LINES) {
      lines.add(line);
    }
  }

  @Override
  public void ended(Ended ended) {
    int code = ended.exitCode().orElse(-1);
    outcome = Optional.of(code == 0 ? "" : "it ended with exit code " + code);
  }
}
