package dev.pawl.app.cli;

import dev.pawl.journal.RunFolder;
import dev.pawl.journal.RunReader;
import dev.pawl.model.Closest;
import dev.pawl.run.JobReport;
import dev.pawl.run.RunReport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what an address means. A job without a run is meant in the newest run in which it started,
 * else in the newest that has it.
 */
final class Addresses {
  private static final int SHOWN = 5;

  private final RunRecords records;
  private final Set<String> seen = new LinkedHashSet<>();

  Addresses(RunRecords records) {
    this.records = records;
  }

  /**
   * What was found.
   *
   * @param job empty when the run as a whole is meant
   * @param attempt empty when the last one is meant
   */
  record Target(RunFolder folder, RunReport run, Optional<JobReport> job, OptionalInt attempt) {}

  Target find(String text) {
    Address address = Address.parse(text);
    List<RunFolder> runs = records.newestFirst();
    if (runs.isEmpty()) {
      throw none();
    }
    if (address.run().isPresent()) {
      RunFolder folder = run(text, address.run().get(), runs);
      RunReport report = read(folder);
      return address
          .job()
          .map(job -> target(folder, report, jobOf(report, job), address.attempt()))
          .orElseGet(() -> new Target(folder, report, Optional.empty(), OptionalInt.empty()));
    }
    return word(address, runs);
  }

  /** A word alone may be a job or a run; when it is both, the user must say which. */
  private Target word(Address address, List<RunFolder> runs) {
    String word = address.job().orElseThrow();
    List<RunFolder> matching = address.attempt().isPresent() ? List.of() : startingWith(word, runs);
    Optional<Target> job = newestWith(word, address.attempt(), runs);
    if (!matching.isEmpty() && job.isPresent()) {
      throw Refusal.usage(
          "'"
              + word
              + "' is a run and a job: write "
              + matching.getFirst().run()
              + " or "
              + job.get().folder().run()
              + ":"
              + word);
    }
    if (job.isPresent()) {
      return job.get();
    }
    if (matching.isEmpty()) {
      throw Refusal.usage("no job and no run '" + word + "'" + meant(word, Address.LAST));
    }
    RunFolder folder = run(word, word, runs);
    return new Target(folder, read(folder), Optional.empty(), OptionalInt.empty());
  }

  private Optional<Target> newestWith(String word, OptionalInt attempt, List<RunFolder> runs) {
    Optional<Target> fallback = Optional.empty();
    for (RunFolder folder : runs) {
      Optional<RunReport> report = records.report(folder);
      Optional<JobReport> job = report.flatMap(run -> find(run, word));
      report.ifPresent(run -> run.jobs().forEach(each -> seen.add(each.name().value())));
      if (job.isPresent() && !job.get().attempts().isEmpty()) {
        return Optional.of(target(folder, report.get(), job.get(), attempt));
      }
      if (job.isPresent() && fallback.isEmpty()) {
        fallback = Optional.of(new Target(folder, report.get(), job, attempt));
      }
    }
    return fallback;
  }

  private static Target target(
      RunFolder folder, RunReport run, JobReport job, OptionalInt attempt) {
    int attempts = job.attempts().size();
    if (attempt.isPresent() && attempt.getAsInt() > attempts) {
      throw Refusal.usage(
          job.name() + " has " + Words.count(attempts, "attempt") + " in run " + run.run());
    }
    return new Target(folder, run, Optional.of(job), attempt);
  }

  /** There is nothing that could be meant. */
  static Refusal none() {
    return Refusal.usage("there is no run yet; 'pawl run' starts one");
  }

  private RunFolder run(String text, String prefix, List<RunFolder> runs) {
    if (prefix.equals(Address.LAST)) {
      return records.newest().orElseThrow(Addresses::none);
    }
    List<RunFolder> matching = startingWith(prefix, runs);
    if (matching.isEmpty()) {
      throw Refusal.usage("no run '" + prefix + "'; 'pawl jobs --all' lists them");
    }
    if (matching.size() > 1) {
      String some =
          matching.stream()
              .limit(SHOWN)
              .map(folder -> folder.run().value())
              .collect(Collectors.joining(", "));
      throw Refusal.usage(
          "'" + text + "' could be " + some + (matching.size() > SHOWN ? " and more" : ""));
    }
    return matching.getFirst();
  }

  private static List<RunFolder> startingWith(String prefix, List<RunFolder> runs) {
    return runs.stream().filter(folder -> folder.run().value().startsWith(prefix)).toList();
  }

  private RunReport read(RunFolder folder) {
    return records
        .report(folder)
        .orElseThrow(() ->
            RunReader.hasBegun(folder)
                ? Refusal.broken("run " + folder.run() + " has no record to show")
                : Refusal.usage(
                    "run "
                        + folder.run()
                        + " has not begun: its start goes on at this moment, or was cut off"));
  }

  private JobReport jobOf(RunReport run, String word) {
    run.jobs().forEach(job -> seen.add(job.name().value()));
    return find(run, word)
        .orElseThrow(
            () -> Refusal.usage("run " + run.run() + " has no job '" + word + "'" + meant(word)));
  }

  private static Optional<JobReport> find(RunReport run, String word) {
    return run.jobs().stream().filter(job -> job.name().value().equals(word)).findFirst();
  }

  private String meant(String word, String... others) {
    Set<String> names = new LinkedHashSet<>(seen);
    names.addAll(List.of(others));
    return Closest.to(word, names)
        .map(name -> "; did you mean '" + name + "'?")
        .orElse("; 'pawl jobs --all' lists what there is");
  }
}
