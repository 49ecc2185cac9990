package dev.pawl.app.cli;

import dev.pawl.model.Truth;
import dev.pawl.model.Workflow;
import dev.pawl.process.Scope;
import dev.pawl.run.Placement;
import java.util.Map;
import java.util.Optional;

/**
 * Which jobs of a run go on without the command. Everything runs inline with {@code --foreground},
 * where {@code PAWL_NO_BACKGROUND} is set, and inside a job: who waits for that job waits for what
 * it starts.
 */
final class Placing {
  private Placing() {}

  /** Of what {@code pawl run} is asked for. */
  static Placement of(Call call, Workflow workflow) {
    boolean detach = call.flag("--detach");
    boolean foreground = call.flag("--foreground");
    if (detach && foreground) {
      throw Refusal.usage("run: --detach and --foreground exclude each other");
    }
    return foreground ? Placement.INLINE : of(call, workflow, detach);
  }

  /** Of anything that runs jobs. */
  static Placement of(Call call, Workflow workflow, boolean detach) {
    boolean background = workflow.jobs().stream().anyMatch(job -> job.role().background());
    if (!detach && !background) {
      return Placement.INLINE;
    }
    Optional<String> why = whyInline(call.caller().environment());
    why.filter(_ -> !call.options().quiet())
        .ifPresent(reason -> call.say("pawl: everything runs in the foreground, " + reason));
    return why.isPresent() ? Placement.INLINE : detach ? Placement.DETACHED : Placement.BACKGROUND;
  }

  private static Optional<String> whyInline(Map<String, String> environment) {
    if (Truth.of(environment.getOrDefault("PAWL_NO_BACKGROUND", ""))) {
      return Optional.of("as PAWL_NO_BACKGROUND asks");
    }
    return environment.getOrDefault(Scope.VARIABLE, "").isEmpty()
        ? Optional.empty()
        : Optional.of("because it was started inside a job");
  }
}
