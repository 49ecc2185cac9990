package dev.pawl.app.cli;

import dev.pawl.app.console.Console;
import dev.pawl.app.console.ConsoleStyle;
import dev.pawl.app.console.ConsoleStyle.Rows;
import dev.pawl.app.console.ConsoleStyle.Volume;
import dev.pawl.app.console.Screen;
import dev.pawl.app.console.Summary;
import dev.pawl.app.format.Palette;
import dev.pawl.app.server.ControlServer;
import dev.pawl.coordinator.Coordinator;
import dev.pawl.coordinator.Repetition;
import dev.pawl.coordinator.RunOutcome;
import dev.pawl.coordinator.RunRequest;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.RunId;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.posix.Terminal;
import dev.pawl.run.RunState;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Runs a workflow before the eyes of a person, and tells how it ended. */
final class ForegroundRun {
  private static final int STDERR = 2;
  private static final int SIGNALLED = 128;

  private final Call call;
  private final int taking;
  private final ConsoleStyle style;
  private final Screen screen;

  /**
   * Prepares it.
   *
   * @param taking how many jobs take part; of a single one its lines are what a person wants to see
   * @param workflow of which a job may be a loop, whose bar is wanted even so
   */
  ForegroundRun(Call call, int taking, Workflow workflow) {
    this.call = call;
    this.taking = taking;
    boolean loops = workflow.jobs().stream().anyMatch(job -> job.loop().isPresent());
    this.style = style(call, taking == 1, loops);
    this.screen = new Screen(call.caller().out().bytes(), call.caller().err().bytes());
  }

  private static ConsoleStyle style(Call call, boolean single, boolean loops) {
    Caller caller = call.caller();
    Volume volume =
        call.options().quiet()
            ? Volume.QUIET
            : call.options().verbose() ? Volume.VERBOSE : Volume.NORMAL;
    boolean quiet = volume == Volume.QUIET;
    boolean echo = !quiet && (!caller.out().terminal() || volume == Volume.VERBOSE || single);
    boolean dumb = "dumb".equals(caller.environment().get("TERM"));
    boolean onlyItsLines = single && !loops && caller.out().terminal();
    boolean live = !quiet && !dumb && caller.err().terminal();
    return new ConsoleStyle(
        live ? onlyItsLines ? Rows.FOR_PROGRESS : Rows.ALWAYS : Rows.NEVER,
        echo,
        volume,
        call.flag("--explain"),
        new ConsoleStyle.Out(caller.out().terminal(), Palette.of(call.colored(caller.out()))),
        Palette.of(call.colored(caller.err())));
  }

  /** Runs what is asked for; the request is told whether lines are wanted. */
  int run(Function<Boolean, RunRequest> wanted) {
    RunRequest request = wanted.apply(style.echo() || style.live());
    Secrets secrets = call.secrets(request.workflow(), request.env());
    Console console =
        Console.open(
            style,
            screen,
            () -> Terminal.windowSize(STDERR),
            taking,
            (run, job, attempt) ->
                new RunFolder(request.folder(), run).progress(job, attempt, secrets::scrub));
    RunOutcome outcome;
    try (console) {
      ControlServer control = new ControlServer(console::notice);
      outcome = Coordinator.run(request, console, call.caller().signals(), control);
      call.caller().signals().endProgram();
      if (outcome.exitCode() > SIGNALLED) {
        console.hurry();
      }
    }
    if (console.isStuck()) {
      return outcome.exitCode();
    }
    outcome
        .state()
        .filter(state -> state.end().isPresent())
        .ifPresent(state -> tell(request, state));
    outcome.messages().forEach(message -> call.say("pawl: " + message));
    return outcome.exitCode();
  }

  /** The same words as of a run that went the long way. */
  static void tellRepeated(Call call, Repetition.Recorded run) {
    Palette palette = Palette.of(call.colored(call.caller().err()));
    Screen screen = new Screen(call.caller().out().bytes(), call.caller().err().bytes());
    if (!call.options().quiet()) {
      screen.toErr(Summary.ofRepeated(run, palette));
    }
  }

  private void tell(RunRequest request, RunState state) {
    RunId run = state.created().run();
    LogTail tail = new LogTail(request.folder(), run);
    boolean seen = style.echo() && style.out().terminal() && style.volume() == Volume.NORMAL;
    Summary.Tail shown = seen ? Summary.NO_TAIL : tail::of;
    UnaryOperator<String> mask =
        text -> call.secrets(request.workflow(), request.env()).scrub(text);
    screen.toErr(Summary.of(state, shown, mask, style.err(), style.volume()));
  }
}
