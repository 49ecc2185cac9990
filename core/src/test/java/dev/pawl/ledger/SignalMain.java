package dev.pawl.ledger;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Program of a test: a step that is deaf to the first stop, then one that is deaf to all. */
final class SignalMain {
  private SignalMain() {}

  public static void main(String[] arguments) throws Exception {
    boolean deaf = arguments[1].equals("deaf");
    if (arguments[1].equals("plain")) {
      try (SignalledStop stop = StopSource.onSignals()) {
        stop.token().isRequested();
      }
    }
    try (SignalledStop stop = arguments[1].equals("plain") ? null : StopSource.onSignals();
        Ledger ledger =
            Ledger.open(Path.of(arguments[0]), stop == null ? StopToken.none() : stop.token())) {
      Outcome<Integer> outcome =
          ledger
              .step("demo/a")
              .run(work -> {
                System.out.println("begun");
                work.stop().onRequest(() -> System.out.println("asked"));
                do {
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    System.out.println("interrupted");
                  }
                  LockSupport.parkNanos(1);
                } while (deaf);
                return 1;
              });
      System.out.println(outcome.reason());
      System.exit(stop == null ? 0 : stop.exitStatus());
    }
  }
}
