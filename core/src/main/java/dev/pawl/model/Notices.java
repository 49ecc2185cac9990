package dev.pawl.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a workflow tells after its runs: commands that are run once all jobs are final. What comes
 * of them changes nothing in the run.
 */
public record Notices(Map<Occasion, Command> commands) {
  /** A workflow that tells nobody. */
  public static final Notices NONE = new Notices(Map.of());

  public Notices {
    commands = Ordered.map(new TreeMap<>(commands));
  }

  /** The occasions of a run that ended so, in the order in which their notices are given. */
  public List<Occasion> after(RunStatus status) {
    Occasion how = status == RunStatus.SUCCEEDED ? Occasion.SUCCESS : Occasion.FAILURE;
    List<Occasion> due = new ArrayList<>(List.of(how, Occasion.FINISH));
    due.retainAll(commands.keySet());
    return due;
  }

  /** What is run on a platform; empty when nothing is. */
  public Optional<String> text(Occasion occasion, String platform) {
    return Optional.ofNullable(commands.get(occasion)).flatMap(command -> command.on(platform));
  }

  /** The grace that they have; zero where there is none. */
  Duration longestGrace() {
    return commands.isEmpty() ? Duration.ZERO : Limits.DEFAULT_GRACE;
  }
}
