package dev.pawl.app.cli;

import dev.pawl.app.console.Console;
import dev.pawl.coordinator.Driven;
import dev.pawl.journal.JournalTail;
import dev.pawl.journal.Plan;
import dev.pawl.journal.Plans;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.Workflow;
import dev.pawl.run.Entry;
import dev.pawl.run.Now;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A run that goes on elsewhere, before the eyes of a person. It is followed by its files: the
 * coordinator is asked for nothing, so nobody who looks can delay it.
 */
final class AttachedRun {
  private static final long LOOK_MILLIS = 50;

  /** How often it is asked whether somebody still drives the run. */
  private static final int LOOKS = 20;

  private final Call call;
  private final RunFolder folder;
  private final RunState state;
  private final JournalTail journal;
  private volatile boolean left;

  AttachedRun(Call call, RunFolder folder) {
    this.call = call;
    this.folder = folder;
    Plan plan = Plans.read(folder);
    this.state = new RunState(plan.workflow());
    this.journal = new JournalTail(folder.journal());
  }

  /** Until the run is over, or Ctrl+C; the exit code is the run's then, else 0. */
  int run() throws IOException {
    call.caller().signals().onSignal(number -> left = true);
    Workflow workflow = state.workflow();
    RunConsole console = new RunConsole(call, workflow.jobs().size(), workflow);
    try (Console view = console.open(folder.project(), call.secrets(workflow, Map.of()))) {
      follow(view, new FollowedLogs(folder, view::line));
    }
    call.caller().signals().endProgram();
    if (state.end().isEmpty()) {
      call.say("detached; run " + state.created().run() + " goes on");
      return ExitCode.FINE;
    }
    console.tell(folder.project(), state, call.secrets(workflow, Map.of()));
    return state.end().map(RunEvent.RunFinished::exitCode).orElse(ExitCode.FINE);
  }

  private void follow(Console view, FollowedLogs logs) throws IOException {
    show(view);
    logs.look(state, true);
    for (int looks = 1; state.end().isEmpty() && !left; looks++) {
      if (looks % LOOKS == 0 && !Driven.is(state)) {
        LostRun.record(call, folder);
      }
      pause();
      show(view);
      logs.look(state, false);
    }
  }

  private void show(Console view) {
    List<Entry> entries = journal.more();
    for (Entry entry : entries) {
      state.apply(entry.event(), Now.replayed(entry.at()));
    }
    if (!entries.isEmpty()) {
      view.recorded(state, entries);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
