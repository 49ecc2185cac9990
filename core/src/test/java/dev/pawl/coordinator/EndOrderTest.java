package dev.pawl.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.journal.Journal;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.Runs;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.RunId;
import dev.pawl.model.Secrets;
import dev.pawl.process.Identity;
import dev.pawl.run.Entry;
import dev.pawl.run.Owner;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunOptions;
import dev.pawl.run.RunState;
import dev.pawl.step.StepLedger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes before what when a step or a run ends. */
class EndOrderTest {
  private static final int SIGTERM = 15;

  @TempDir private Path folder;

  private final List<String> order = new ArrayList<>();

  @Test
  @DisplayName("L05 a stop between the end of the work and the completion mark: incomplete")
  void aStopBeforeTheCompletionMarkLeavesTheStepIncomplete() throws Exception {
    ObservedRun run = new ObservedRun(folder, "jobs: { a: { run: echo x >out, outputs: [out] } }");
    run.watched(event -> {
      if (event instanceof RunEvent.AttemptFinished) {
        run.signal(SIGTERM);
      }
    });

    RunOutcome outcome = run.run();

    assertEquals(143, outcome.exitCode());
    String last = run.lastLineOfLedger();
    assertTrue(last.contains("\"completed\":false"), last);
    assertTrue(last.contains("Incomplete: stopped by SIGTERM"), last);
  }

  @Test
  @DisplayName("every turn is written before it is shown, and all is forced before the end is")
  void theEndIsForcedBeforeItIsShown() throws Exception {
    ObservedRun run =
        new ObservedRun(folder, "jobs: { a: { run: 'true' } }")
            .watched(event -> order.add("shown " + event.getClass().getSimpleName()));
    RunRequest request = run.request();
    RunId id = RunId.of(Instant.now(), 0);
    RunFolder records = new Runs(folder).create(id).orElseThrow();
    Surroundings surroundings = new Surroundings(request, id, records);
    StepLedger ledger = StepLedger.open(folder, Sync.GROUPED, run::notice);
    RunSetting setting =
        new RunSetting(
            request,
            id,
            records,
            surroundings,
            Secrets.NONE,
            run,
            ledger,
            Optional.empty(),
            KeptItems.none(records));
    Identity self = Identity.self();
    Owner owner = new Owner(self.bootId(), self.pid(), self.startTicks());

    try (ledger;
        Loop loop =
            new Loop(
                setting, new RunState(request.workflow()), new Remembered(), 0, new Mailbox())) {
      loop.run(
          List.of(
              new RunEvent.RunCreated(
                  id, request.workflow().name(), Optional.empty(), owner, new RunOptions(1, 0))),
          List.of(new RunCommand.Begin(List.of(), Set.of())));
    }

    int end = order.indexOf("shown RunFinished");
    assertTrue(order.indexOf("written RunFinished") < order.lastIndexOf("forced"), order + "");
    assertTrue(order.lastIndexOf("forced") < end, order + "");
    for (String step : order) {
      String shown = step.replace("written", "shown");
      assertTrue(step.equals(shown) || order.indexOf(step) < order.indexOf(shown), order + "");
    }
  }

  /** A journal that only tells what was asked of it. */
  private final class Remembered implements Journal {
    @Override
    public void append(List<Entry> entries) {
      entries.forEach(entry -> order.add("written " + entry.event().getClass().getSimpleName()));
    }

    @Override
    public void sync() {
      order.add("forced");
    }

    @Override
    public void close() {}
  }
}
