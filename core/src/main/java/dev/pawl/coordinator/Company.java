package dev.pawl.coordinator;

/**
 * Who is around a run: what the program gives to its coordinator.
 *
 * @param observer is shown what happens
 * @param signals ask the run to stop
 * @param control by which others reach the run while it goes on
 * @param successor starts a coordinator of its own, where the run is to go on without the program
 */
public record Company(
    RunObserver observer, StopSignals signals, RunControl control, Successor successor) {
  /** Somebody who only looks, in a program that embeds Pawl. */
  public static Company of(RunObserver observer) {
    return new Company(
        observer,
        StopSignals.NONE,
        RunControl.NONE,
        run -> {
          throw new IllegalStateException("nothing goes on without this program");
        });
  }
}
