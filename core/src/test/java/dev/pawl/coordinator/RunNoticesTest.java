package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.model.RunStatus;
import dev.pawl.run.RunEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices in a run that a test looks on at. */
class RunNoticesTest {
  @TempDir private Path folder;

  private final List<RunEvent> events = new ArrayList<>();

  @Test
  void theEndOfTheRunIsTheLastEventAndTheWarningStandsBeforeIt() throws Exception {
    ObservedRun run =
        observed(
            """
            workflows:
              default:
                on: { success: "! test -e told && echo no; exit 4", finish: touch told }
                jobs: { a: { run: "true" } }
            """);

    RunOutcome outcome = run.run();

    assertEquals(0, outcome.exitCode());
    String id = outcome.state().orElseThrow().created().run().value();
    assertEquals(
        List.of("on success: exit code 4; see .pawl/runs/" + id + "/logs/@success.log"),
        run.notices());
    RunEvent last = events.getLast();
    assertEquals(RunStatus.SUCCEEDED, ((RunEvent.RunFinished) last).status());
    assertEquals("exit code 4", ((RunEvent.NoticeFailed) events.reversed().get(1)).reason());
    assertTrue(Files.exists(folder.resolve("told")));
  }

  @Test
  void aSecretThatAFailureNamesIsMasked() throws Exception {
    folder = Files.createDirectory(folder.resolve("0123456789abc"));
    ObservedRun run =
        observed(
            """
            workflows:
              default:
                env: { API_TOKEN: "0123456789abc" }
                on: { finish: echo x }
                jobs: { a: { run: rm -r .pawl/runs/*/logs } }
            """);

    run.run();

    String reason = ((RunEvent.NoticeFailed) events.reversed().get(1)).reason();
    assertTrue(reason.contains("/***/.pawl/runs/"), reason);
    assertFalse(run.notices().toString().contains("0123456789abc"), run.notices()::toString);
  }

  @Test
  void aSignalWhileANoticeIsGivenEndsItAndTheRunStaysAsItWas() throws Exception {
    ObservedRun run =
        observed(
            """
            workflows:
              default:
                on: { success: touch up; exec sleep 1000, finish: touch never }
                jobs: { a: { run: "true" } }
            """);
    Thread signaller =
        Thread.ofPlatform()
            .start(() -> {
              while (!Files.exists(folder.resolve("up"))) {
                LockSupport.parkNanos(10_000_000);
              }
              run.signal(15);
            });

    RunOutcome outcome = run.run();

    signaller.join();
    assertEquals(0, outcome.exitCode());
    assertEquals(
        List.of("on success: stopped by SIGTERM", "on finish: not started: stopped by SIGTERM"),
        run.notices());
    assertFalse(Files.exists(folder.resolve("never")));
  }

  @Test
  void aBugWhileNoticesAreGivenStillEndsTheRunAndTheNotice() throws Exception {
    ObservedRun run =
        new ObservedRun(
                folder,
                """
                workflows:
                  default:
                    on: { finish: exec sleep 1000 }
                    jobs: { a: { run: "true" } }
                """)
            .watched(event -> {
              if (event instanceof RunEvent.JobFinished) {
                throw new IllegalStateException("a bug");
              }
            });

    RunOutcome outcome = run.run();

    assertEquals(70, outcome.exitCode());
    assertEquals(70, outcome.state().orElseThrow().end().orElseThrow().exitCode());
  }

  private ObservedRun observed(String config) throws Exception {
    return new ObservedRun(folder, config).watched(events::add);
  }
}
