package dev.pawl.coordinator;

import dev.pawl.journal.RunFolder;
import dev.pawl.process.Identity;
import dev.pawl.run.Owner;
import dev.pawl.run.Placement;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

/** Whether somebody drives a run, found out from outside and without a lock. */
public final class Driven {
  private static final int LAST_EVENT = 1024;

  private Driven() {}

  /** This process, as the one that drives a run. */
  static Owner self() {
    Identity self = Identity.self();
    return new Owner(self.bootId(), self.pid(), self.startTicks());
  }

  /** Whether its coordinator lives, or something that is about to start another one. */
  public static boolean is(RunState state) {
    if (state.end().isPresent()) {
      return false;
    }
    Owner owner = state.owner();
    return new Identity(owner.boot(), owner.pid(), owner.start()).alive()
        || state.options().placement() != Placement.INLINE
            && Identity.drives(state.created().run().value());
  }

  /** Whether a run may still be going on; cheap, and wrong only in saying yes. */
  public static boolean maybe(RunFolder folder) {
    try (RandomAccessFile journal = new RandomAccessFile(folder.journal().toFile(), "r")) {
      journal.seek(Math.max(0, journal.length() - LAST_EVENT));
      byte[] end = new byte[LAST_EVENT];
      int count = Math.max(0, journal.read(end));
      return !new String(end, 0, count, StandardCharsets.UTF_8)
          .contains("\"event\":\"RunFinished\"");
    } catch (IOException unreadable) {
      return true;
    }
  }
}
