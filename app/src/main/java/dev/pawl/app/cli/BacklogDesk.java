package dev.pawl.app.cli;

import dev.pawl.app.server.ChangeClient;
import dev.pawl.backlog.BacklogChange;
import dev.pawl.backlog.BacklogChange.Answer;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Transition;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.coordinator.IdleBacklog;
import dev.pawl.coordinator.WorkRuns;
import dev.pawl.journal.RunFolder;
import dev.pawl.run.RunState;
import dev.pawl.yaml.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Has the backlog changed: by the run that works at it, which is the only one to write the file
 * then, or here while none does. Runs begin and end at any moment, so both are tried in turns.
 */
final class BacklogDesk {
  /** A run that begins can be asked when it is 0.1 s old; one that ends commits first. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 20;

  private final Path project;
  private final IdleBacklog idle;

  private BacklogDesk(Path project, IdleBacklog idle) {
    this.project = project;
    this.idle = idle;
  }

  /** What was changed. */
  record Changed(String words, Optional<ItemId> added) {}

  static BacklogDesk of(Call call) {
    ProjectAt at = ProjectAt.read(call);
    String name = call.shown(at.folder().resolve(BacklogFile.NAME));
    return new BacklogDesk(at.folder(), new IdleBacklog(at.folder(), name, at.work()));
  }

  /** Has a change decided and saved; a refusal when that cannot be. */
  Changed change(BacklogWish wish) throws IOException {
    BacklogChange change = wish.change(project);
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      String reason = "";
      while (reason.isEmpty() || System.nanoTime() - end < 0) {
        switch (once(change)) {
          case Step.Done(Changed changed) -> {
            return changed;
          }
          case Step.Again(String why) -> reason = why;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      throw Refusal.refused("nothing was changed: " + reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.refused("interrupted");
    }
  }

  /** What came of one try. */
  private sealed interface Step {
    /** It is changed. */
    record Done(Changed changed) implements Step {}

    /** Nothing has changed yet. */
    record Again(String reason) implements Step {}
  }

  private Step once(BacklogChange change) throws IOException, InterruptedException {
    return switch (idle.change(change)) {
      case IdleBacklog.Outcome.Unreadable(List<Problem> problems) ->
          throw BacklogAt.refused(problems);
      case IdleBacklog.Outcome.Decided(Answer answer) -> told(answer);
      case IdleBacklog.Outcome.Worked() -> {
        Optional<RunState> run = new WorkRuns(project).current();
        yield run.isPresent()
            ? asked(run.get(), change)
            : new Step.Again("a 'pawl work' begins or ends");
      }
    };
  }

  private static Step told(Answer answer) {
    return switch (answer) {
      case Answer.Changed(Transition transition) ->
          new Step.Done(new Changed(transition.words(), transition.added()));
      case Answer.Mistaken(String reason) -> throw Refusal.usage(reason);
      case Answer.Refused(String reason) -> throw Refusal.refused(reason);
      case Answer.Later(String reason) -> new Step.Again(reason);
    };
  }

  private Step asked(RunState state, BacklogChange change) throws InterruptedException {
    RunFolder run = new RunFolder(project, state.created().run());
    String who = "run " + run.run() + " (pid " + state.owner().pid() + ") works at the backlog: ";
    return switch (ChangeClient.ask(run, change)) {
      case ChangeClient.Reply.Changed(String words, Optional<ItemId> added) ->
          new Step.Done(new Changed(words, added));
      case ChangeClient.Reply.Mistaken(String reason) -> throw Refusal.usage(reason);
      case ChangeClient.Reply.Refused(String reason) -> throw Refusal.refused(reason);
      case ChangeClient.Reply.Later(String reason) -> new Step.Again(who + reason);
      case ChangeClient.Reply.Unknown(String reason) ->
          throw Refusal.refused(who + reason + "; 'pawl backlog list' shows what came of it");
    };
  }
}
