package dev.pawl.coordinator;

import dev.pawl.model.Job;
import dev.pawl.process.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What git says about a job's folder: the branch, and the paths that changed. Each question is
 * asked once per folder; the git program answers, with no lock taken and no prompt.
 */
final class GitFacts {
  private static final List<String> QUIET =
      List.of(
          "env",
          "GIT_OPTIONAL_LOCKS=0",
          "LC_ALL=C",
          "GIT_TERMINAL_PROMPT=0",
          "sh",
          "-c",
          "exec git \"$@\" 2>/dev/null",
          "git");

  private final Surroundings surroundings;
  private final Probes probes;
  private final Duration limit;
  private final Map<List<String>, Fact> known = new HashMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  /** What git printed, or why it did not. */
  record Fact(List<String> values, String fault) {}

  GitFacts(Surroundings surroundings, Probes probes, Duration limit) {
    this.surroundings = surroundings;
    this.probes = probes;
    this.limit = limit;
  }

  /** The current branch; empty when the head is detached. */
  Optional<String> branch(Job job) throws JudgementException, InterruptedException {
    Fact inside = ask(job, "rev-parse", "--is-inside-work-tree");
    if (!inside.fault().isEmpty()) {
      throw new JudgementException("it is not in a git work tree");
    }
    Fact head = ask(job, "symbolic-ref", "--short", "-q", "HEAD");
    return head.values().stream().findFirst().map(String::strip);
  }

  /** Tracked paths that differ from a revision, and untracked ones; relative to the folder. */
  List<String> changed(Job job, String since) throws JudgementException, InterruptedException {
    if (!ask(job, "rev-parse", "--is-inside-work-tree").fault().isEmpty()) {
      throw new JudgementException("it is not in a git work tree");
    }
    Fact tracked = ask(job, "diff", "--name-only", "--relative", "--no-renames", "-z", since, "--");
    if (!tracked.fault().isEmpty()) {
      throw new JudgementException("git knows no revision '" + since + "'");
    }
    Fact untracked = ask(job, "ls-files", "--others", "--exclude-standard", "-z");
    List<String> paths = new ArrayList<>(tracked.values());
    paths.addAll(untracked.values());
    return paths;
  }

  private synchronized Fact ask(Job job, String... arguments) throws InterruptedException {
    List<String> argv = new ArrayList<>(QUIET);
    argv.addAll(List.of(arguments));
    List<String> key = new ArrayList<>(argv);
    key.add(job.script().dir());
    Fact fact = known.get(key);
    if (fact == null) {
      Program program = surroundings.beside(job, argv);
      Probes.Answer answer =
          probes.read(probes.scope(job, "git-" + asked.incrementAndGet()), program, limit);
      String fault = answer.isYes() ? "" : answer.fault() + " exit code " + answer.code();
      fact = new Fact(answer.texts(), fault);
      known.put(key, fact);
    }
    return fact;
  }
}
