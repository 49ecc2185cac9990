package dev.pawl.config;

import dev.pawl.model.Checkpoint;
import dev.pawl.model.Role;
import dev.pawl.yaml.Problems;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what makes a job a step: {@code inputs}, {@code outputs} and {@code checkpoint}. On a job
 * that cannot be one, defaults are left out and own keys refused.
 */
final class CheckpointReader {
  private static final List<String> FILES = List.of("inputs", "outputs");

  private final Problems problems;
  private final Values values;
  private final PathReader paths;

  CheckpointReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.paths = new PathReader(problems);
  }

  /**
   * Reads the checkpoint of a job.
   *
   * @param dir its folder, relative to the project
   */
  Optional<Checkpoint> read(Fields job, Role role, String dir) {
    boolean loops = job.own("foreach") != null;
    boolean wanted = values.bool(job.get("checkpoint"), true);
    Checkpoint found =
        new Checkpoint(paths.globs(job.get("inputs"), dir), paths.globs(job.get("outputs"), dir));
    if (job.isDefaults()) {
      return Optional.empty();
    }
    if (role.isService() || role.interactive()) {
      refuse(job, role);
      return Optional.empty();
    }
    Field off = wanted ? null : job.own("checkpoint");
    if (off != null) {
      refuseOff(job, off);
    }
    boolean named =
        job.get("checkpoint") != null || job.get("inputs") != null || job.get("outputs") != null;
    return loops || named && (wanted || ownFiles(job) != null)
        ? Optional.of(wanted ? found : ownOnly(job, dir))
        : Optional.empty();
  }

  /** Below {@code checkpoint: false} among the defaults: what the job says itself. */
  private Checkpoint ownOnly(Fields job, String dir) {
    return new Checkpoint(
        paths.globs(job.own("inputs"), dir), paths.globs(job.own("outputs"), dir));
  }

  private void refuse(Fields job, Role role) {
    String kind = role.isService() ? "a service, which never ends by itself" : "an interactive job";
    for (String key : FILES) {
      dead(job.own(key), kind);
    }
    if (values.bool(job.own("checkpoint"), false)) {
      dead(job.own("checkpoint"), kind);
    }
  }

  private void dead(@Nullable Field own, String kind) {
    if (own != null) {
      problems.add(own.key(), own.title() + " has no effect on " + kind, "remove it");
    }
  }

  /** {@code checkpoint: false} of the job itself turns defaults off, not its own keys. */
  private void refuseOff(Fields job, Field off) {
    Field own = job.own("foreach") != null ? job.own("foreach") : ownFiles(job);
    if (own != null) {
      problems.add(
          off.key(),
          off.title() + " cannot be false beside '" + own.key().text() + "', which makes a step",
          "remove one");
    }
  }

  private static @Nullable Field ownFiles(Fields job) {
    Field inputs = job.own("inputs");
    return inputs != null ? inputs : job.own("outputs");
  }
}
