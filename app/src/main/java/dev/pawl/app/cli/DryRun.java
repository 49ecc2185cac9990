package dev.pawl.app.cli;

import dev.pawl.app.format.Palette;
import dev.pawl.app.format.Palette.Tone;
import dev.pawl.coordinator.StepPreview;
import dev.pawl.graph.JobGraph;
import dev.pawl.model.Condition;
import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.SafeText;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.Selection;
import dev.pawl.run.Selectors;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/**
 * What a run would do, without a probe and without a byte changed: the jobs in the order in which
 * they would start one at a time, then those that would not, each with the reason.
 */
final class DryRun {
  private static final String PLATFORM =
      System.getProperty("os.name", "").startsWith("Mac") ? "macos" : "linux";

  private final Workflow workflow;
  private final JobGraph graph;
  private final Selection selection;
  private final Secrets secrets;
  private final StepPreview steps;
  private final Map<JobName, String> skipped;

  private DryRun(Workflow workflow, Selectors selectors, Secrets secrets, StepPreview steps) {
    this.secrets = secrets;
    this.steps = steps;
    this.workflow = workflow;
    this.graph = JobGraph.of(workflow.jobs());
    this.selection = Selection.of(graph, selectors);
    this.skipped = HashMap.newHashMap(selection.skips().size());
    for (RunCommand.Skip skip : selection.skips()) {
      skipped.put(skip.job(), skip.cause().wire() + ": " + skip.reason());
    }
    for (Job job : workflow.jobs()) {
      known(job).ifPresent(reason -> skipped.putIfAbsent(job.name(), reason));
    }
  }

  /** {@code secrets} are what a description of a condition may hold and must not tell. */
  static DryRun of(Workflow workflow, Selectors selectors, Secrets secrets, StepPreview steps) {
    return new DryRun(workflow, selectors, secrets, steps);
  }

  /** Why a job would be skipped, where that is certain without a probe. */
  private static Optional<String> known(Job job) {
    if (job.script().command().on(PLATFORM).isEmpty()) {
      return Optional.of("platform: nothing to run on " + PLATFORM);
    }
    if (holds(job.gate().skip(), true)) {
      return Optional.of("condition: skip is true");
    }
    return holds(job.gate().only(), false)
        ? Optional.of("condition: only is false")
        : Optional.empty();
  }

  private static boolean holds(List<Gate.Rule> rules, boolean value) {
    for (Gate.Rule rule : rules) {
      if (rule.condition() instanceof Condition.Literal literal && literal.value() == value) {
        return true;
      }
    }
    return false;
  }

  int tell(Call call, OptionalInt concurrency) throws IOException {
    if (!selection.problems().isEmpty()) {
      throw Refusal.usage(selection.problems().stream());
    }
    selection.warnings().forEach(warning -> call.say("pawl: " + warning));
    Palette palette = Palette.of(call.colored(call.caller().out()));
    Writer out = call.out();
    Map<JobName, StepPreview.Outlook> outlooks = outlooks();
    int running = (int) outlooks.values().stream().filter(StepPreview.Outlook::runs).count();
    out.write(
        workflow.name()
            + ": "
            + (running == graph.size() ? "" : running + " of ")
            + Words.count(graph.size(), "job")
            + " would run"
            + atATime(concurrency)
            + "\n");
    int widest = graph.jobs().stream().mapToInt(job -> job.name().value().length()).max().orElse(0);
    Rows rows = new Rows(out, palette, widest);
    for (int job : order()) {
      if (!skipped.containsKey(graph.name(job))) {
        StepPreview.Outlook step = Objects.requireNonNull(outlooks.get(graph.name(job)));
        String why = secrets.scrub(both(step.reason(), undecided(graph.job(job))));
        Tone tone = step.runs() ? Tone.GOOD : Tone.FAINT;
        rows.add(graph.job(job), tone, step.runs() ? "run" : "keep", why);
      }
    }
    for (Job job : graph.jobs()) {
      String reason = skipped.get(job.name());
      if (reason != null) {
        rows.add(job, Tone.CAREFUL, "skip", reason);
      }
    }
    return ExitCode.FINE;
  }

  private Map<JobName, StepPreview.Outlook> outlooks() {
    Map<JobName, StepPreview.Outlook> outlooks = HashMap.newHashMap(graph.size());
    for (int job : order()) {
      if (!skipped.containsKey(graph.name(job))) {
        outlooks.put(graph.name(job), steps.of(graph.job(job)));
      }
    }
    return outlooks;
  }

  private static String both(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + "; " + other;
  }

  private String atATime(OptionalInt concurrency) {
    if (workflow.mode() != Workflow.Mode.PARALLEL) {
      return ", " + workflow.mode().name().toLowerCase(Locale.ROOT);
    }
    OptionalInt limit = concurrency.isPresent() ? concurrency : workflow.concurrency();
    return limit.isPresent() ? ", at most " + limit.getAsInt() + " at a time" : "";
  }

  /** Ready jobs by priority, then file order; what depends on a skipped job is not held back. */
  private int[] order() {
    PriorityQueue<Long> ready = new PriorityQueue<>();
    int[] waiting = new int[graph.size()];
    for (int job = 0; job < graph.size(); job++) {
      waiting[job] = graph.needs(job).length;
      if (waiting[job] == 0) {
        ready.add(rank(job));
      }
    }
    int[] order = new int[graph.size()];
    for (int placed = 0; !ready.isEmpty(); placed++) {
      int job = (int) (ready.remove() & Integer.MAX_VALUE);
      order[placed] = job;
      for (int dependent : graph.dependents(job)) {
        if (--waiting[dependent] == 0) {
          ready.add(rank(dependent));
        }
      }
    }
    return order;
  }

  private long rank(int job) {
    return ((long) graph.job(job).priority() << 32) | job;
  }

  private static String undecided(Job job) {
    List<String> open = new ArrayList<>();
    job.gate().skip().forEach(rule -> name(rule).ifPresent(text -> open.add("skip if " + text)));
    job.gate().only().forEach(rule -> name(rule).ifPresent(text -> open.add("only if " + text)));
    return open.isEmpty() ? "" : "decided at start: " + String.join(", ", open);
  }

  /** What a rule asks, without the text of commands: they may hold secrets. */
  private static Optional<String> name(Gate.Rule rule) {
    String asked =
        switch (rule.condition()) {
          case Condition.Literal _ -> "";
          case Condition.Env env -> "variable " + env.variable() + " is set";
          case Condition.Ref ref -> "the branch is " + ref.glob();
          case Condition.Run _ -> "its command succeeds";
          case Condition.Exists exists -> exists.glob() + " exists";
          case Condition.Changed changed -> changed.glob() + " changed since " + changed.since();
        };
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(rule.desc().isEmpty() ? asked : rule.desc());
  }

  /** The lines below the heading. */
  private record Rows(Writer out, Palette palette, int widest) {
    void add(Job job, Tone tone, String what, String why) throws IOException {
      out.write("  ");
      out.write(palette.paint(tone, what));
      out.write(what.length() == 3 ? "   " : "  ");
      out.write(job.name().value());
      if (!why.isEmpty()) {
        out.write(" ".repeat(widest - job.name().value().length() + 2));
        out.write(palette.paint(Tone.FAINT, SafeText.shown(why)));
      }
      out.write('\n');
    }
  }
}
