package dev.pawl.app;

import dev.pawl.app.cli.Caller;
import java.util.List;
import java.util.function.IntConsumer;
import sun.misc.Signal;

/**
 * INT, TERM and HUP. One that was ignored when the program started (nohup, a background job of a
 * plain sh) stays ignored.
 */
final class ProgramSignals implements Caller.Signals {
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  @Override
  public void onSignal(IntConsumer number) {
    for (String name : NAMES) {
      Signal.handle(new Signal(name), signal -> number.accept(signal.getNumber()));
    }
  }

  @Override
  public void endProgram() {
    onSignal(number -> Runtime.getRuntime().halt(128 + number));
  }
}
