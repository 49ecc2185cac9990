package dev.pawl.coordinator;

import java.util.function.IntConsumer;

/** Where requests to stop come from: the signals of a program, or nothing for a guest. */
public interface StopSignals {
  /** No request ever comes. */
  StopSignals NONE = signal -> {};

  /** Calls back for every signal that asks to stop (its number), on any thread. */
  void onSignal(IntConsumer signal);
}
