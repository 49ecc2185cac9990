package dev.pawl.step;

/**
 * The name of a step, {@code WORKFLOW/JOB} for a job: not empty, at most 200 characters, without
 * control characters.
 */
public record StepName(String value) implements Comparable<StepName> {
  private static final int LONGEST = 200;

  public StepName {
    if (value.isBlank()) {
      throw new IllegalArgumentException("the name of a step is empty");
    }
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the name of a step has %d characters, more than %d: %s..."
              .formatted(value.length(), LONGEST, value.substring(0, 40)));
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the name of a step has a control character");
    }
  }

  /** The part behind the first slash, the name of the job; all when there is none. */
  public String job() {
    return value.substring(value.indexOf('/') + 1);
  }

  @Override
  public int compareTo(StepName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
