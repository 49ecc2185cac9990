package dev.pawl.e2e.background;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Requirement;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run ends between two looks of one command: at its journal, and at who drives it. */
class EndWhileLookingTest {
  private static final String CONFIG =
      "jobs: { waits: { run: 'until [ -e go ]; do sleep 0.05; done' } }";

  @TempDir Path temp;

  @Test
  @DisplayName("neighbour of J44: a run that ends while one looks is not taken for a lost one")
  void endsInBetween() throws Exception {
    Requirement.strace();
    try (BackgroundProject project = BackgroundProject.in(temp.resolve("p"), CONFIG)) {
      RunRecord run = project.detach();
      project.awaitStart(run, "waits");
      long coordinator = project.coordinator(run);
      Path trace = temp.resolve("trace");

      try (Running look =
          stoppedAtLookFor(coordinator, project, trace)
              .launch("jobs", "--run", run.id(), "--format", "json")) {
        Eventually.holds(() -> "never looked", () -> Files.readString(trace).contains("SIGSTOP"));
        Files.createFile(project.project().path("go"));
        project.awaitEnd(run);
        Eventually.holds(() -> "lives", () -> Live.status(coordinator, "State").isEmpty());
        look.signal("CONT");

        Program.Result result = look.await();
        assertEquals("succeeded", Listing.of(result).run(run.id()).get("status"), result.told());
      }
    }
  }

  /** The program, stopped when it has read the journal and looks for the coordinator. */
  private static Program stoppedAtLookFor(long pid, BackgroundProject project, Path trace)
      throws Exception {
    Files.createFile(trace);
    String status = "/proc/" + pid + "/stat";
    return project
        .project()
        .program()
        .under(
            "strace",
            "-D",
            "-f",
            "-qq",
            "-o",
            trace.toString(),
            "-P",
            status,
            "-e",
            "trace=openat",
            "-e",
            "inject=openat:signal=STOP:when=1");
  }
}
