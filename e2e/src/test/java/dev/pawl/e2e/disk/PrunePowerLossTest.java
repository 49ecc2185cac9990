package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.disk.PowerLoss.Moment;
import dev.pawl.e2e.disk.PowerLoss.Sample;
import dev.pawl.e2e.disk.Records.RefusedException;
import dev.pawl.journal.RunRemoval;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The power fails while old runs are removed. */
@Timeout(600)
class PrunePowerLossTest {
  private static final String[] PRUNE = {"prune", "--older-than", "1s"};

  @TempDir Path temp;

  private static Instant now() {
    return Instant.now();
  }

  @Test
  @DisplayName("pawl prune: a run is whole or gone, and a later prune goes on with the rest")
  void prune() throws Exception {
    Scene scene =
        Scene.in(
            temp.resolve("prune"),
            "log: { keep_last: 1 }\njobs: { a: { run: echo a }, b: { run: echo b } }");
    for (int i = 0; i < 3; i++) {
      scene.run("run");
    }
    RunRecord newest = new RunRecord(scene.project().runs().getLast());
    Eventually.holds(
        () -> "time stands still",
        () -> RunRecord.at(newest.events().getLast()).plusMillis(1100).isBefore(now()));
    Recording recording = scene.record(PRUNE);
    Set<String> kept = Records.folders(scene.files());
    assertEquals(1, kept.size());

    int restarts = 0;
    try (Records records = new Records()) {
      PrunePromise promise = new PrunePromise(recording.before(), kept, records);
      PowerLoss<Set<String>> loss = new PowerLoss<>(recording, promise, Extent.asked(), 1);
      for (Sample<?> sample : loss.check()) {
        Scene left = Scene.left(temp.resolve("left" + restarts++), sample.left());
        left.run(PRUNE);
        assertEquals(kept, Records.folders(left.files()), sample.told());
        assertTrue(left.run(PRUNE).err().contains("nothing to prune"), sample.told());
        assertEquals(1, left.project().runs().size(), sample.told());
      }
      loss.tell("prune", restarts);
    }
  }

  /** A run is there with all that belongs to it, or not at all. */
  private record PrunePromise(DiskState before, Set<String> kept, Records records)
      implements PowerLoss.Promise<Set<String>> {
    @Override
    public Set<String> find(DiskState left) throws IOException, RefusedException {
      Set<String> found = Records.folders(left);
      for (String run : found) {
        Predicate<String> files = path -> path.startsWith(".pawl/runs/" + run + "/");
        assertEquals(List.of(), before.only(files).differences(left.only(files)));
      }
      Set<String> rest =
          records.read(
              left.only(path -> path.startsWith(".pawl/runs/")),
              project -> {
                assertEquals(List.of(), new RunRemoval(project).delete());
                return DiskState.of(project, _ -> true).files().keySet();
              });
      assertTrue(rest.stream().noneMatch(path -> path.contains(".gone")), rest::toString);
      return found;
    }

    @Override
    public void check(Moment<Set<String>> moment, Set<String> left) {
      assertTrue(left.containsAll(kept), "a run is lost that was to be kept");
      if (moment.isOver() || moment.isTold("removed ")) {
        assertEquals(kept, left, "a run has come back");
      }
    }
  }
}
