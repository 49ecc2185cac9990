package dev.pawl.app;

import dev.pawl.app.cli.Caller;
import java.util.List;
import java.util.function.IntConsumer;
import sun.misc.Signal;

/**
 * INT, TERM and HUP. One that was ignored when the program started (nohup, a background job of a
 * plain sh) stays ignored.
 *
 * <p>A signal goes to whoever listens when it is delivered, and a change of listener waits for a
 * delivery that is under way: one that ends the program lets nobody begin anything after it.
 */
final class ProgramSignals implements Caller.Signals {
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  private IntConsumer listener = number -> {};
  private boolean installed;

  @Override
  public synchronized void onSignal(IntConsumer number) {
    listener = number;
    if (!installed) {
      installed = true;
      for (String name : NAMES) {
        Signal.handle(new Signal(name), signal -> deliver(signal.getNumber()));
      }
    }
  }

  private synchronized void deliver(int number) {
    listener.accept(number);
  }

  @Override
  public void endProgram() {
    onSignal(number -> Runtime.getRuntime().halt(128 + number));
  }
}
