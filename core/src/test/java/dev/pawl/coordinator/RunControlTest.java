package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.journal.RunFolder;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.model.RunStatus;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import dev.pawl.run.StopCause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be asked of a run from outside, and when. */
class RunControlTest {
  private static final JobName A = new JobName("a");
  private static final JobName B = new JobName("b");

  @TempDir private Path folder;

  /** Keeps the door that the coordinator opens, and notes what happens to it. */
  private static final class Door implements RunControl {
    private final AtomicReference<Requests> requests = new AtomicReference<>();
    private final List<String> seen = new ArrayList<>();

    @Override
    public Opened open(RunFolder run, Requests door) {
      seen.add("opened, folder " + Files.isDirectory(run.path()));
      requests.set(door);
      return () -> seen.add("closed");
    }
  }

  private static RunState state(RunOutcome outcome) {
    return outcome.state().orElseThrow();
  }

  @Test
  void aCancelFromAnotherThreadEndsTheRun() throws Exception {
    Door door = new Door();
    ObservedRun run =
        new ObservedRun(folder, "jobs: { a: { run: sleep 1000 }, b: { run: touch b, needs: a } }")
            .watched(event -> {
              if (event instanceof RunEvent.AttemptStarted) {
                Thread.ofPlatform().start(() -> door.requests.get().cancelRun());
              }
            });

    RunOutcome outcome = run.run(door);

    assertEquals(1, outcome.exitCode());
    assertEquals(RunStatus.CANCELLED, state(outcome).status());
    assertEquals(JobStatus.CANCELLED, state(outcome).row(A).status());
    assertEquals(JobStatus.CANCELLED, state(outcome).row(B).status());
    assertEquals(Optional.of("cancelled by request"), state(outcome).row(B).reason());
    assertFalse(Files.exists(folder.resolve("b")));
    assertEquals(List.of("opened, folder true", "closed"), door.seen);
  }

  @Test
  void jobsAreCancelledAllOrNone() throws Exception {
    Door door = new Door();
    List<Optional<String>> answers = new ArrayList<>();
    ObservedRun run =
        new ObservedRun(folder, "jobs: { a: { run: sleep 1000 }, b: { run: sleep 0.3 } }")
            .watched(event -> {
              if (event instanceof RunEvent.AttemptStarted started && started.job().equals(B)) {
                answers.add(door.requests.get().cancelJobs(List.of(B, new JobName("x"))));
                answers.add(door.requests.get().cancelJobs(List.of(A)));
              }
            });

    RunOutcome outcome = run.run(door);

    assertEquals(List.of(Optional.of("the run has no job 'x'"), Optional.empty()), answers);
    assertEquals(JobStatus.CANCELLED, state(outcome).row(A).status());
    assertEquals(JobStatus.SUCCEEDED, state(outcome).row(B).status());
  }

  @Test
  void theDoorIsClosedAlsoWhenABugEndsTheRun() throws Exception {
    Door door = new Door();
    ObservedRun run =
        new ObservedRun(folder, "jobs: { a: { run: sleep 1000 } }")
            .watched(event -> {
              if (event instanceof RunEvent.AttemptStarted) {
                throw new IllegalStateException("a bug");
              }
            });

    assertEquals(70, run.run(door).exitCode());

    assertEquals(List.of("opened, folder true", "closed"), door.seen);
  }

  @Test
  void whoAsksDoesNotWaitForACoordinatorThatHasTooMuchToDo() throws Exception {
    Mailbox mailbox = new Mailbox();
    ObservedRun run = new ObservedRun(folder, "jobs: { a: { run: 'true' } }");
    PostedRequests requests =
        new PostedRequests(run.request().workflow(), Optional.empty(), mailbox);
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              while (requests.cancelJobs(List.of(A)).isEmpty()) {
                // until the mailbox is full
              }
            });
    other.join();

    assertTrue(requests.cancelRun().orElseThrow().contains("try again"));
    assertFalse(mailbox.isStopping(), "it was not posted");

    mailbox.drainTo(new ArrayList<>());
    assertEquals(Optional.empty(), requests.cancelRun());
    List<RunCommand> posted = new ArrayList<>();
    mailbox.drainTo(posted);
    assertTrue(mailbox.isStopping());
    assertEquals(
        List.of(new RunCommand.StopRun(StopCause.CANCEL, 0, "cancelled by request")), posted);
  }
}
