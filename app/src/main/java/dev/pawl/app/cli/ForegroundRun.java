package dev.pawl.app.cli;

import dev.pawl.app.console.Console;
import dev.pawl.app.console.Screen;
import dev.pawl.app.console.Summary;
import dev.pawl.app.format.Palette;
import dev.pawl.app.server.ControlServer;
import dev.pawl.coordinator.Company;
import dev.pawl.coordinator.Coordinator;
import dev.pawl.coordinator.Repetition;
import dev.pawl.coordinator.RunOutcome;
import dev.pawl.coordinator.RunRequest;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.process.OpenFiles;
import dev.pawl.run.Placement;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** Runs a workflow before the eyes of a person, and tells how it ended. */
final class ForegroundRun {
  private static final int SIGNALLED = 128;

  private final Call call;
  private final RunConsole shown;

  /** Prepares it: how many jobs take part, and of which workflow. */
  ForegroundRun(Call call, int taking, Workflow workflow) {
    OpenFiles.begin();
    this.call = call;
    this.shown = new RunConsole(call, taking, workflow);
  }

  /** Runs what is asked for; the request is told whether lines are wanted. */
  int run(Function<Boolean, RunRequest> wanted) throws IOException {
    RunRequest request = wanted.apply(shown.wantsLines());
    Secrets secrets = call.secrets(request.workflow(), request.env());
    Console console = shown.open(request.folder(), secrets);
    RunOutcome outcome;
    try (console) {
      outcome = Coordinator.run(request, company(console, request));
      call.caller().signals().endProgram();
      if (outcome.exitCode() > SIGNALLED) {
        console.hurry();
      }
    }
    if (console.isStuck()) {
      return outcome.exitCode();
    }
    Optional<RunState> told =
        outcome.state().filter(state -> state.end().isPresent() || state.isHandedOver());
    told.ifPresent(state -> shown.tell(request.folder(), state, secrets));
    outcome.messages().forEach(message -> call.say("pawl: " + message));
    if (request.placement() == Placement.DETACHED
        && told.map(RunState::isHandedOver).orElse(false)) {
      call.out().write(told.get().created().run() + "\n");
    }
    return outcome.exitCode();
  }

  private Company company(Console console, RunRequest request) {
    return new Company(
        console,
        call.caller().signals(),
        new ControlServer(console::notice),
        CoordinateCommand.successor(request.folder()));
  }

  /** The same words as of a run that went the long way. */
  static void tellRepeated(Call call, Repetition.Recorded run) {
    Palette palette = Palette.of(call.colored(call.caller().err()));
    Screen screen = new Screen(call.caller().out().bytes(), call.caller().err().bytes());
    if (!call.options().quiet()) {
      screen.toErr(Summary.ofRepeated(run, palette));
    }
  }
}
