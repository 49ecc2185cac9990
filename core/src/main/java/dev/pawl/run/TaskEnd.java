package dev.pawl.run;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an attempt of a task has come to. */
public enum TaskEnd {
  /** The agent has carried it out. */
  CARRIED_OUT,
  /** The agent has asked for a person, or a person must look at it before. */
  BLOCKED,
  /** It did not work: an attempt less. */
  FAILED,
  /** The agent could not work, which costs no attempt. */
  UNAVAILABLE,
  /** It was ended before it had an answer. */
  STOPPED;

  /** The name in the journal. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The end of that name. */
  public static Optional<TaskEnd> ofWire(String text) {
    return Stream.of(values()).filter(end -> end.wire().equals(text)).findFirst();
  }
}
