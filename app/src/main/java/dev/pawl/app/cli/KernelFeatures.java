package dev.pawl.app.cli;

import dev.pawl.posix.Libc;
import dev.pawl.posix.SpawnCall;
import dev.pawl.posix.UnsupportedPlatformException;
import java.util.ArrayList;
import java.util.List;

/** Whether the system has what Pawl's process layer calls; asked by calling it harmlessly. */
final class KernelFeatures {
  private KernelFeatures() {}

  /** What is missing; empty where jobs can run. */
  static List<String> missing() {
    List<String> missing = new ArrayList<>();
    try {
      int pidfd = Libc.pidfdOpen(Libc.getpid());
      if (pidfd < 0) {
        missing.add("pidfd_open");
      } else {
        Libc.close(pidfd);
      }
      new SpawnCall();
    } catch (UnsupportedPlatformException e) {
      missing.add(String.valueOf(e.getMessage()));
    } catch (LinkageError e) {
      missing.add("a function of the C library: " + rootOf(e));
    }
    return missing;
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
