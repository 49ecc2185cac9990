package dev.pawl.process;

import dev.pawl.posix.Libc;
import java.util.concurrent.TimeUnit;

/** A process that opens files until it may open no more, and then looks for processes. */
final class CrowdedMain {
  private static final String RUN = "20261121-000000-0000:";

  private CrowdedMain() {}

  public static void main(String[] none) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().put(Scope.VARIABLE, RUN + "job:1");
    Process child = builder.start();
    try {
      Identity self = Identity.self();
      tell(self);
      while (Libc.open("/dev/null", Libc.O_RDONLY, 0) >= 0) {}
      tell(self);
    } finally {
      child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static void tell(Identity self) {
    System.out.println(self.alive() + " " + Identity.findByCookie(RUN).size());
  }
}
