package dev.pawl.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What a test needs of the machine; without it the test is left out, and says what to install. */
public final class Requirement {
  private Requirement() {}

  /** strace(1), and leave to trace. */
  public static void strace() throws InterruptedException {
    assumeTrue(
        works("strace", "-f", "-qq", "-o/dev/null", "-bexecve", "true"),
        "needs strace 5.3 or newer and leave to trace: apt-get install strace");
  }

  /** A mount namespace of one's own, and leave to mount in it. */
  public static void mounts() throws InterruptedException {
    assumeTrue(
        works("unshare", "-Urm", "mount", "-t", "tmpfs", "x", "/mnt"),
        "needs unshare(1) with mount and user namespaces");
  }

  private static boolean works(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
