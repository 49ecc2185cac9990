package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.e2e.disk.PowerLoss.Moment;
import dev.pawl.e2e.disk.PowerLoss.Sample;
import dev.pawl.e2e.disk.Records.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The power fails while the ledger is written anew; see also {@link RunPowerLossTest}. */
@Timeout(600)
class LedgerPowerLossTest {
  @TempDir Path temp;

  @Test
  @DisplayName("L09 pawl state compact: no step is lost, whatever is left of the two files")
  void compaction() throws Exception {
    Scene scene = Scene.in(temp.resolve("compaction"), Graph.small().config(""));
    scene.run("run");
    scene.run("run", "--fresh");
    scene.takeNotes();
    Recording recording = scene.record("state", "compact");

    Extent extent = Extent.asked();
    int restarts = 0;
    try (Records records = new Records()) {
      Set<String> all = records.steps(recording.before());
      assertEquals(4, all.size());
      PowerLoss<Set<String>> loss = new PowerLoss<>(recording, keeping(all, records), extent, 1);
      for (Sample<?> sample : loss.check()) {
        Scene left = Scene.left(temp.resolve("left" + restarts++), sample.left());
        left.run("state", "compact");
        left.run("run");
        assertEquals("[e]", left.takeNotes().toString(), sample.told());
      }
      loss.tell("compaction", restarts);
    }
  }

  private static PowerLoss.Promise<Set<String>> keeping(Set<String> all, Records records) {
    return new PowerLoss.Promise<>() {
      @Override
      public Set<String> find(DiskState left) throws IOException, RefusedException {
        return records.steps(left);
      }

      @Override
      public void check(Moment<Set<String>> moment, Set<String> left) {
        assertEquals(all, left);
      }
    };
  }
}
