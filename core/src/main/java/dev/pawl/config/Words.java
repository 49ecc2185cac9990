package dev.pawl.config;

import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.Level;
import dev.pawl.backlog.Phase.Staleness;
import dev.pawl.backlog.Size;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.Workflow.Mode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The words that a key with a choice may have, in the order in which messages name them. */
final class Words {
  private Words() {}

  static Map<String, Mode> mode() {
    return of(Mode.values(), mode -> mode.name().toLowerCase(Locale.ROOT));
  }

  static Map<String, Sync> sync() {
    return of(Sync.values(), sync -> sync.name().toLowerCase(Locale.ROOT));
  }

  /** Whether what a job leaves behind stays. */
  static Map<String, Boolean> daemonize() {
    return of(new Boolean[] {false, true}, keep -> keep ? "keep" : "stop");
  }

  static Map<String, Size> size() {
    return of(Size.values(), Size::wire);
  }

  static Map<String, Level> level() {
    return of(Level.values(), Level::wire);
  }

  static Map<String, Preset> preset() {
    return of(Preset.values(), Preset::wire);
  }

  static Map<String, Staleness> staleness() {
    return of(Staleness.values(), staleness -> staleness.name().toLowerCase(Locale.ROOT));
  }

  private static <E> Map<String, E> of(E[] values, Function<E, String> word) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values) {
      words.put(word.apply(value), value);
    }
    return words;
  }
}
