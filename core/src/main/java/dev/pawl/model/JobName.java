package dev.pawl.model;

import org.jspecify.annotations.Nullable;

/** The name of a job, unique within its workflow. */
public record JobName(String value) implements Comparable<JobName> {
  public JobName {
    NamePattern.checked("job", value);
  }

  // Written out, here and where else a record is looked up for every job: what the compiler makes
  // of a record goes through method handles, which C1 does not see through.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JobName name && value.equals(name.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(JobName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
