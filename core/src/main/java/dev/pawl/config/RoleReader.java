package dev.pawl.config;

import dev.pawl.model.Role;
import dev.pawl.model.Role.Service;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Problems;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what kind of job it is, and refuses what the kind makes dead. A job is judged by its own
 * keys: a default that cannot apply to it (a timeout on a service) is left out there.
 */
final class RoleReader {
  private static final Map<String, Boolean> DAEMONIZE = Words.daemonize();

  private final Problems problems;
  private final Values values;
  private boolean sawJob;
  private boolean sawBackground;
  private boolean sawService;

  RoleReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /**
   * Reads the role of a job.
   *
   * @param workflowBackground {@code background} of its workflow
   */
  Role read(Fields job, boolean workflowBackground) {
    boolean background = values.bool(job.get("background"), workflowBackground);
    boolean service = values.bool(job.get("service"), false);
    boolean interactive = values.bool(job.get("interactive"), false);
    boolean silent = values.bool(job.get("silent"), false);
    if (!job.isDefaults()) {
      sawJob = true;
      sawBackground |= background;
      sawService |= service;
    }
    if (silent && !background && !job.isDefaults()) {
      dead(job, "silent", "without background", "add 'background: true' or remove it");
    }
    if (interactive && background) {
      clash(job, "background", "add 'background: false' to the job");
    }
    if (interactive && service) {
      clash(job, "service", "choose one");
    }
    return new Role(
        background,
        silent && background,
        interactive,
        service(job, service),
        values.choice(job.get("daemonize"), DAEMONIZE, false));
  }

  /** Once all jobs are read: refuses what the defaults say for a kind of job that is not there. */
  void finish(Fields defaults) {
    if (sawJob && !sawBackground && values.bool(defaults.own("silent"), false)) {
      dead(defaults, "silent", "without a background job", "remove it");
    }
    if (sawJob && !sawService) {
      dead(defaults, "ready", "without a service", "remove it");
    }
  }

  private Optional<Service> service(Fields job, boolean service) {
    Field field = job.get("ready");
    Optional<String> ready =
        field == null ? Optional.empty() : values.command(field, field.value());
    if (!service) {
      if (field != null && !job.isDefaults()) {
        dead(job, "ready", "without 'service: true'", "add it or remove 'ready'");
      }
      return Optional.empty();
    }
    for (String key : new String[] {"timeout", "retries"}) {
      if (!isZero(job.own(key))) {
        dead(job, key, "on a service, which never ends by itself", "remove it");
      }
    }
    return Optional.of(new Service(ready));
  }

  /** {@code retries: 0} on a job turns a default off. */
  private static boolean isZero(@Nullable Field field) {
    return field != null && field.value() instanceof Node.Scalar s && s.text().equals("0");
  }

  private void clash(Fields job, String other, String remedy) {
    Field interactive = job.get("interactive");
    Field second = job.get(other);
    Field at = second != null && job.own(other) != null ? second : interactive;
    if (at != null) {
      String title = at.owner().title();
      problems.add(at.key(), title + " cannot be both interactive and " + other, remedy);
    }
  }

  /** A key of the job itself that has no effect; one that it inherited is left out. */
  private void dead(Fields job, String key, String why, String remedy) {
    Field own = job.own(key);
    if (own != null) {
      problems.add(own.key(), own.title() + " has no effect " + why, remedy);
    }
  }
}
