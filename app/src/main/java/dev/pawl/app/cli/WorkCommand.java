package dev.pawl.app.cli;

import dev.pawl.app.console.Console;
import dev.pawl.app.server.ControlServer;
import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.WorkOrder;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.coordinator.Company;
import dev.pawl.coordinator.RunOutcome;
import dev.pawl.coordinator.WorkRun;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.process.OpenFiles;
import dev.pawl.run.Placement;
import dev.pawl.run.RunState;
import dev.pawl.work.Books;
import dev.pawl.work.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pawl work}: has agents work at the backlog, unattended. */
final class WorkCommand implements Subcommand {
  @Override
  public String synopsis() {
    return "work [OPTIONS]";
  }

  @Override
  public String example() {
    return "pawl work --target WRK-007 --cap 10";
  }

  @Override
  public void declare(CommandSpec spec) {
    new Declared(spec)
        .values("ITEM", "Work at this item only; several come one after the other", "--target")
        .values("KEY=VALUE", "Work only at items like impact=high,medium", "--only")
        .option("N", "End after N phases", "--cap")
        .option("N", "Have at most N agents at work", "-j")
        .flag("Pass over a target that is blocked", "--auto-advance")
        .flag("Work in the background, and return at once", "--detach")
        .flag("Tell what would be done and why the rest waits, start nothing", "--dry-run");
  }

  @Override
  public int run(Call call) throws IOException {
    return run(call, backlog -> Optional.of(WorkWishes.order(call, backlog)));
  }

  /**
   * Works, or previews that.
   *
   * @param wish what a person asks for, by what the backlog is; empty when there is nothing to do
   */
  static int run(Call call, Function<Backlog, Optional<WorkOrder>> wish) throws IOException {
    // Until the coordinator takes over, as with a run.
    call.caller().signals().endProgram();
    OpenFiles.begin();
    ProjectAt at = ProjectAt.read(call);
    WorkSettings settings = settings(call, at.work());
    List<String> notices = new ArrayList<>();
    Consumer<String> before = notices::add;
    Talk talk = new Talk(before);
    try (Books books = open(at, settings, talk)) {
      Optional<WorkOrder> order = wish.apply(books.found());
      if (order.isEmpty()) {
        return ExitCode.FINE;
      }
      if (call.flag("--dry-run")) {
        call.out().write(WorkPreview.text(order.get(), books.found(), settings));
        return ExitCode.FINE;
      }
      return work(call, at, order.get(), books, talk);
    }
  }

  private static WorkSettings settings(Call call, WorkSettings configured) {
    int cap = call.count("--cap", 1).orElse(configured.execution().cap());
    int agents = call.count("-j", 1).orElse(configured.execution().concurrency());
    return configured.with(configured.execution().limitedTo(agents, cap));
  }

  private static Books open(ProjectAt at, WorkSettings settings, Talk talk) {
    return switch (Opening.of(at.folder(), settings, talk)) {
      case Opening.Ready(Books books) -> books;
      case Opening.Refused refused when refused.usage() ->
          throw Refusal.usage(refused.lines().stream());
      case Opening.Refused refused -> throw Refusal.refused(refused.lines().stream());
    };
  }

  private static int work(Call call, ProjectAt at, WorkOrder order, Books books, Talk talk)
      throws IOException {
    UnseenRuns.tell(call, at.folder());
    Workflow workflow = WorkRun.workflow();
    Placement placement = Placing.of(call, workflow, call.flag("--detach"));
    RunConsole shown = new RunConsole(call, 0, workflow);
    Secrets secrets = call.secrets(workflow, Map.of());
    Console console = shown.open(at.folder(), secrets);
    RunOutcome outcome;
    try (console) {
      talk.to(console::notice);
      Company company =
          new Company(
              console,
              call.caller().signals(),
              new ControlServer(console::notice),
              CoordinateCommand.successor(at.folder()));
      outcome =
          new WorkRun(at.folder(), at.project(), shown.wantsLines(), placement)
              .run(order, Files.readString(at.file()), books, company);
      call.caller().signals().endProgram();
    }
    if (!console.isStuck()) {
      Optional<RunState> told =
          outcome.state().filter(state -> state.end().isPresent() || state.isHandedOver());
      told.ifPresent(state -> shown.tell(at.folder(), state, secrets));
      if (told.map(RunState::isHandedOver).orElse(false)) {
        call.out().write(told.get().created().run() + "\n");
      }
      outcome.messages().forEach(message -> call.say("pawl: " + message));
    }
    return outcome.exitCode();
  }

  /** Says things to whoever listens by then; what comes before is kept. */
  private static final class Talk implements Consumer<String> {
    private Consumer<String> listener;

    Talk(Consumer<String> before) {
      listener = before;
    }

    synchronized void to(Consumer<String> other) {
      listener = other;
    }

    @Override
    public synchronized void accept(String text) {
      listener.accept(text);
    }
  }
}
