package dev.pawl.run;

import java.util.List;

/**
 * Which jobs a person asked for, as written.
 *
 * @param jobs names ({@code --job})
 * @param tags of jobs ({@code --tag}); they add up with the names
 * @param onlyNamed whether needs stay out
 * @param skips {@code all}, {@code NAME}, {@code job:NAME} or {@code tag:TAG} ({@code --skip})
 */
public record Selectors(
    List<String> jobs, List<String> tags, boolean onlyNamed, List<String> skips) {
  /** Every job. */
  public static final Selectors ALL = new Selectors(List.of(), List.of(), false, List.of());

  public Selectors {
    jobs = List.copyOf(jobs);
    tags = List.copyOf(tags);
    skips = List.copyOf(skips);
  }

  /** Whether every job takes part. */
  public boolean takeAll() {
    return namesNothing() && !onlyNamed && skips.isEmpty();
  }

  boolean namesNothing() {
    return jobs.isEmpty() && tags.isEmpty();
  }
}
