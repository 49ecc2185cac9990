package dev.pawl.ledger;

import java.util.ArrayList;
import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** A source of stop requests that signals ask. Closing it gives the signals back. */
public final class SignalledStop extends StopSource {
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  private final List<Taken> taken = new ArrayList<>();
  private int first;
  private int count;

  private record Taken(Signal signal, SignalHandler ours, SignalHandler before) {}

  private SignalledStop() {}

  static SignalledStop install() {
    SignalledStop stop = new SignalledStop();
    for (String name : NAMES) {
      stop.take(new Signal(name));
    }
    return stop;
  }

  private void take(Signal signal) {
    SignalHandler ours = this::deliver;
    SignalHandler before;
    try {
      before = Signal.handle(signal, ours);
    } catch (IllegalArgumentException e) {
      giveBack();
      throw new IllegalStateException(
          "the virtual machine does not give signals away (-Xrs): " + e.getMessage(), e);
    }
    if (before.equals(SignalHandler.SIG_IGN)) {
      Signal.handle(signal, before);
    } else {
      taken.add(new Taken(signal, ours, before));
    }
  }

  private void deliver(Signal signal) {
    int times;
    synchronized (this) {
      times = ++count;
      first = times == 1 ? signal.getNumber() : first;
    }
    String reason = "stopped by SIG" + signal.getName();
    switch (times) {
      case 1 -> request(reason);
      case 2 -> requestUrgently(reason);
      default -> {
        giveBack();
        Signal.raise(signal);
      }
    }
  }

  /** 128 + N when signal N has come, the way a shell tells it: 130 for Ctrl+C. Else 0. */
  public synchronized int exitStatus() {
    return first == 0 ? 0 : 128 + first;
  }

  private synchronized void giveBack() {
    for (Taken one : taken) {
      SignalHandler now = Signal.handle(one.signal, one.before);
      if (!now.equals(one.ours)) {
        Signal.handle(one.signal, now); // somebody else has taken it since
      }
    }
    taken.clear();
  }

  @Override
  public void close() {
    giveBack();
    super.close();
  }
}
