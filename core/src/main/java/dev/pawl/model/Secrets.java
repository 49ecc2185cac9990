package dev.pawl.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The values that appear in nothing Pawl writes: those of variables named {@code *_TOKEN}, {@code
 * *_SECRET}, {@code *_KEY}, {@code *_PASSWORD}, in any case.
 */
public final class Secrets {
  /** Stands in the place of a secret. */
  public static final String MASK = "***";

  /** No secret. */
  public static final Secrets NONE = new Secrets(List.of(), true);

  /** Hides nothing: for what no file and no person sees. */
  public static final Secrets SHOWN = new Secrets(List.of(), false);

  private static final int SHORTEST = 8;
  private static final List<String> SUFFIXES = List.of("_TOKEN", "_SECRET", "_KEY", "_PASSWORD");

  private final List<String> values;
  private final boolean hides;

  private Secrets(List<String> values, boolean hides) {
    this.values = values;
    this.hides = hides;
  }

  /** Whether a variable of that name holds a secret. */
  public static boolean isSecretName(String variable) {
    String upper = variable.toUpperCase(Locale.ROOT);
    return SUFFIXES.stream().anyMatch(upper::endsWith);
  }

  /** The secrets among several environments; shorter ones than 8 characters are not searched. */
  public static Secrets in(Iterable<Map<String, String>> environments) {
    List<String> values = new ArrayList<>();
    for (Map<String, String> environment : environments) {
      environment.forEach((name, value) -> {
        if (value.length() >= SHORTEST && isSecretName(name) && !values.contains(value)) {
          values.add(value);
        }
      });
    }
    values.sort(Comparator.comparingInt(String::length).reversed());
    return values.isEmpty() ? NONE : new Secrets(List.copyOf(values), true);
  }

  /** The secrets that a workflow sets, and those of other environments: the caller's, options. */
  public static Secrets of(Workflow workflow, List<Map<String, String>> others) {
    List<Map<String, String>> environments = new ArrayList<>(others);
    environments.add(workflow.env());
    for (Job job : workflow.jobs()) {
      if (!job.script().env().isEmpty()) {
        environments.add(job.script().env());
      }
    }
    return in(environments);
  }

  /** The value of a variable, as it may be written. */
  public String hide(String variable, String value) {
    return hides && isSecretName(variable) ? MASK : scrub(value);
  }

  /** The text with every secret in it replaced by {@link #MASK}. */
  public String scrub(String text) {
    String scrubbed = text;
    for (String value : values) {
      scrubbed = scrubbed.replace(value, MASK);
    }
    return scrubbed;
  }
}
