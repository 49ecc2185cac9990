package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Requirement;
import dev.pawl.e2e.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full while a run is on: a small tmpfs in a mount namespace of its own. */
class FullDiskTest {
  @TempDir Path temp;

  private final String nap = Live.nap();

  @Test
  @DisplayName(
      "J58 when the disk is full: stops what runs, names the file, exits 70; with room it all loads")
  void aFullDiskStopsTheRun() throws Exception {
    Requirement.mounts();
    Project source = Project.in(temp.resolve("source"), config());
    Program program = source.program();
    String pawl = "'" + String.join("' '", program.command()) + "'";
    String script =
        """
        mount -t tmpfs -o size=3m pawl-full "$1" || exit 99
        cp pawl.yml "$1" && cd "$1" || exit 98
        %1$s run filling -j 2 >"$2/out" 2>"$2/err"
        echo $? >"$2/exit"
        rm filler
        %1$s jobs --format json >"$2/jobs.out" 2>"$2/jobs.err"
        echo $? >"$2/jobs.exit"
        %1$s run after >"$2/after.out" 2>&1
        echo $? >"$2/after.exit"
        cp -R .pawl "$2/"
        """
            .formatted(pawl);
    Path disk = Files.createDirectory(temp.resolve("disk"));
    Path kept = Files.createDirectory(temp.resolve("kept"));

    Process process =
        program
            .builder(
                List.of(
                    "unshare", "-Urm", "sh", "-c", script, "sh", disk.toString(), kept.toString()))
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("script.out").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it hangs");

    String err = Files.readString(kept.resolve("err"));
    assertEquals(0, process.exitValue(), Files.readString(temp.resolve("script.out")));
    assertEquals("70", Files.readString(kept.resolve("exit")).strip(), err);
    assertTrue(err.contains("journal.jsonl"), err);
    assertFalse(err.contains("\tat "), err);
    assertEquals(List.of(), Live.marked(nap));
    assertEquals("0", Files.readString(kept.resolve("after.exit")).strip());
    assertRecordsLoad(kept);
  }

  @Test
  @DisplayName("J58 what could not be recorded is not told as if it were")
  void whatIsNotRecordedIsNotTold() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a:
                run: |
                  until grep -q AttemptStarted .pawl/runs/*/journal.jsonl; do sleep 0.01; done
                  prlimit --pid $PPID --fsize=500:500
            """);

    Program.Result refused = project.pawl("run");

    assertEquals(70, refused.exit(), refused.told());
    assertEquals(2, refused.err().lines().count(), refused.told());
    assertTrue(refused.err().contains("journal.jsonl: File too large"), refused.told());
  }

  private static void assertRecordsLoad(Path kept) throws Exception {
    Project copy = new Project(kept);
    RunRecord first = new RunRecord(copy.runs().getFirst());
    assertTrue(first.hasStarted("long"));
    assertEquals("succeeded", new RunRecord(copy.runs().getLast()).status());
    String listing = Files.readString(kept.resolve("jobs.err"));
    assertEquals("0", Files.readString(kept.resolve("jobs.exit")).strip(), listing);
    String listed = Files.readString(kept.resolve("jobs.out"));
    assertTrue(listed.contains(first.id()), listed);
    assertFalse(listed.contains("\"running\""), listed);
  }

  /** Filling the disk is not enough: the last page of the journal still has room. */
  private String config() {
    StringBuilder config =
        new StringBuilder(
            """
            workflows:
              after: { jobs: { a: { run: echo there is room } } }
              filling:
                jobs:
                  long: { run: sleep %s, grace: 1s }
                  fill: { run: "cat /dev/zero >filler 2>/dev/null || true" }
            """
                .formatted(nap));
    for (int i = 0; i < 200; i++) {
      config.append("      j%d: { run: 'true', needs: fill }\n".formatted(i));
    }
    return config.toString();
  }
}
