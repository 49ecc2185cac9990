package dev.pawl.run;

import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.SkipCause;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who takes part, told in the simplest words.
 *
 * @param causes of those that do not
 * @param refused whether nothing may start
 */
record NaiveSelection(Map<JobName, SkipCause> causes, boolean refused) {
  static NaiveSelection of(RandomPlan plan) {
    List<Job> jobs = plan.workflow().jobs();
    Selectors selectors = plan.selectors();
    Set<JobName> named = named(plan);
    Map<JobName, SkipCause> causes = new HashMap<>();
    boolean refused =
        selectors.jobs().stream().anyMatch(text -> !has(jobs, text))
            || selectors.tags().stream()
                .anyMatch(tag -> jobs.stream().noneMatch(job -> job.tags().contains(tag)));
    boolean all = selectors.jobs().isEmpty() && selectors.tags().isEmpty();
    for (Job job : jobs) {
      boolean taken =
          all
              || named.contains(job.name())
              || !selectors.onlyNamed()
                  && named.stream().anyMatch(name -> needs(jobs, name).contains(job.name()));
      boolean excluded =
          isSkipped(selectors, job)
              || needs(jobs, job.name()).stream()
                  .anyMatch(need -> isSkipped(selectors, job(jobs, need)));
      if (!taken) {
        causes.put(job.name(), SkipCause.NOT_SELECTED);
      } else if (excluded) {
        causes.put(job.name(), SkipCause.EXCLUDED);
        refused |= selectors.jobs().contains(job.name().value());
      }
    }
    return new NaiveSelection(causes, refused);
  }

  /** The jobs that {@code --job} and {@code --tag} name themselves. */
  static Set<JobName> named(RandomPlan plan) {
    Set<JobName> named = new HashSet<>();
    for (Job job : plan.workflow().jobs()) {
      if (plan.selectors().jobs().contains(job.name().value())
          || plan.selectors().tags().stream().anyMatch(job.tags()::contains)) {
        named.add(job.name());
      }
    }
    return named;
  }

  private static boolean has(List<Job> jobs, String name) {
    return jobs.stream().anyMatch(job -> job.name().value().equals(name));
  }

  private static Job job(List<Job> jobs, JobName name) {
    return jobs.stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow();
  }

  private static boolean isSkipped(Selectors selectors, Job job) {
    String name = job.name().value();
    return selectors.skips().stream()
        .anyMatch(skip ->
            skip.equals("all")
                || skip.equals(name)
                || skip.equals("job:" + name)
                || job.tags().stream().anyMatch(tag -> skip.equals("tag:" + tag)));
  }

  private static Set<JobName> needs(List<Job> jobs, JobName name) {
    Set<JobName> needs = new HashSet<>();
    collect(jobs, name, needs);
    return needs;
  }

  private static void collect(List<Job> jobs, JobName name, Set<JobName> needs) {
    for (JobName need : job(jobs, name).needs()) {
      if (needs.add(need)) {
        collect(jobs, need, needs);
      }
    }
  }
}
