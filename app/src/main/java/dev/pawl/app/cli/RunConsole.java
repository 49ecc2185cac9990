package dev.pawl.app.cli;

import dev.pawl.app.console.Console;
import dev.pawl.app.console.ConsoleStyle;
import dev.pawl.app.console.ConsoleStyle.Rows;
import dev.pawl.app.console.ConsoleStyle.Volume;
import dev.pawl.app.console.Screen;
import dev.pawl.app.console.Summary;
import dev.pawl.app.format.Palette;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.RunId;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.posix.Terminal;
import dev.pawl.run.RunState;
import java.nio.file.Path;

/** How a run is shown to the person who called: by lines or live rows, and a summary at its end. */
final class RunConsole {
  private static final int STDERR = 2;

  private final int taking;
  private final ConsoleStyle style;
  private final Screen screen;

  /**
   * Prepares it.
   *
   * @param taking how many jobs take part; of a single one its lines are what a person wants to see
   * @param workflow of which a job may be a loop, whose bar is wanted even so
   */
  RunConsole(Call call, int taking, Workflow workflow) {
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

  /** Whether the lines of the jobs are wanted. */
  boolean wantsLines() {
    return style.echo() || style.live();
  }

  /** Shows a run of a project from now on. */
  Console open(Path project, Secrets secrets) {
    return Console.open(
        style,
        screen,
        () -> Terminal.windowSize(STDERR),
        taking,
        (run, job, attempt) -> new RunFolder(project, run).progress(job, attempt, secrets::scrub));
  }

  /** Tells how it ended. */
  void tell(Path project, RunState state, Secrets secrets) {
    RunId run = state.created().run();
    LogTail tail = new LogTail(project, run);
    boolean seen = style.echo() && style.out().terminal() && style.volume() == Volume.NORMAL;
    Summary.Tail shown = seen ? Summary.NO_TAIL : tail::of;
    screen.toErr(Summary.of(state, shown, secrets::scrub, style.err(), style.volume()));
  }
}
