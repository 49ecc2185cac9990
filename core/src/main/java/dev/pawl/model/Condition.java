package dev.pawl.model;

/** One thing that can be asked before a run, to decide whether a job takes part. */
public sealed interface Condition {
  /** A literal {@code true} or {@code false}. */
  record Literal(boolean value) implements Condition {}

  /** A variable is set and neither empty, {@code 0} nor {@code false} (any case). */
  record Env(String variable) implements Condition {}

  /** The current git branch matches a glob. */
  record Ref(String glob) implements Condition {}

  /** A command ends with exit code 0. */
  record Run(String command) implements Condition {}

  /** A file or folder matches a glob, relative to the job's folder. */
  record Exists(String glob) implements Condition {}

  /** A tracked file that differs from a revision, or an untracked one, matches a glob. */
  record Changed(String glob, String since) implements Condition {}
}
