package dev.pawl.run;

import dev.pawl.graph.JobGraph;
import dev.pawl.model.Closest;
import dev.pawl.model.JobName;
import dev.pawl.model.SkipCause;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Who takes part in a run: what was asked for, with what it needs, less what was skipped, with what
 * depends on that.
 *
 * @param skips the rows of those that do not, file order
 * @param named the jobs that were named by {@code --job} or {@code --tag}; empty means all
 * @param warnings what matched nothing and does no harm
 * @param problems what matched nothing, or contradicts itself; then nothing may start
 */
public record Selection(
    List<RunCommand.Skip> skips, Set<JobName> named, List<String> warnings, List<String> problems) {

  /** The selection of a graph; pure and linear in its size for each selector. */
  public static Selection of(JobGraph graph, Selectors selectors) {
    return new Draft(graph, selectors).done();
  }

  private static final class Draft {
    private final JobGraph graph;
    private final Selectors selectors;
    private final BitSet named = new BitSet();
    private final BitSet excluded = new BitSet();
    private final String[] reasons;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Draft(JobGraph graph, Selectors selectors) {
      this.graph = graph;
      this.selectors = selectors;
      this.reasons = new String[graph.size()];
    }

    Selection done() {
      name();
      BitSet taken = taken();
      exclude();
      BitSet gone = graph.withDependents(excluded);
      contradictions(gone);
      List<RunCommand.Skip> skips = new ArrayList<>();
      for (int job = 0; job < graph.size(); job++) {
        JobName name = graph.name(job);
        if (!taken.get(job)) {
          skips.add(new RunCommand.Skip(name, SkipCause.NOT_SELECTED, "not selected"));
        } else if (gone.get(job)) {
          skips.add(new RunCommand.Skip(name, SkipCause.EXCLUDED, whyGone(job, gone)));
        }
      }
      Set<JobName> names = new LinkedHashSet<>();
      named.stream().forEach(job -> names.add(graph.name(job)));
      return new Selection(skips, names, warnings, problems);
    }

    private BitSet taken() {
      if (selectors.namesNothing()) {
        BitSet all = new BitSet();
        all.set(0, graph.size());
        return all;
      }
      return selectors.onlyNamed() ? named : graph.withNeeds(named);
    }

    private void name() {
      for (String text : selectors.jobs()) {
        OptionalInt job = graph.find(text);
        job.ifPresentOrElse(
            named::set, () -> problems.add("--job " + text + ": " + missingJob(text)));
      }
      for (String tag : selectors.tags()) {
        BitSet tagged = tagged(tag);
        named.or(tagged);
        if (tagged.isEmpty()) {
          problems.add("--tag " + tag + ": no job has this tag");
        }
      }
      if (selectors.onlyNamed() && selectors.namesNothing()) {
        problems.add("--only-named: name the jobs with --job or --tag");
      }
    }

    private String missingJob(String text) {
      return Closest.to(text, graph.jobs().stream().map(job -> job.name().value()).toList())
          .map(name -> "there is no such job; did you mean '" + name + "'?")
          .orElse("there is no such job");
    }

    private void exclude() {
      BiConsumer<String, BitSet> take =
          (text, jobs) -> {
            if (jobs.isEmpty()) {
              String meant = tagged(text).isEmpty() ? "" : "; did you mean 'tag:" + text + "'?";
              warnings.add("--skip " + text + " matches no job" + meant);
            }
            jobs.stream()
                .filter(job -> !excluded.get(job))
                .forEach(job -> reasons[job] = "asked for by --skip " + text);
            excluded.or(jobs);
          };
      selectors.skips().forEach(text -> take.accept(text, matching(text)));
    }

    private BitSet matching(String text) {
      BitSet jobs = new BitSet();
      if (text.equals("all")) {
        jobs.set(0, graph.size());
      } else if (text.startsWith("tag:")) {
        return tagged(text.substring("tag:".length()));
      } else {
        String name = text.startsWith("job:") ? text.substring("job:".length()) : text;
        graph.find(name).ifPresent(jobs::set);
      }
      return jobs;
    }

    private BitSet tagged(String tag) {
      BitSet jobs = new BitSet();
      for (int job = 0; job < graph.size(); job++) {
        if (graph.job(job).tags().contains(tag)) {
          jobs.set(job);
        }
      }
      return jobs;
    }

    private void contradictions(BitSet gone) {
      for (String text : selectors.jobs()) {
        OptionalInt job = graph.find(text);
        if (job.isPresent() && gone.get(job.getAsInt())) {
          String skipped = excluded.get(job.getAsInt()) ? "is skipped, " : "";
          String why = skipped + whyGone(job.getAsInt(), gone);
          problems.add("--job " + text + " cannot run: it " + why);
        }
      }
    }

    private String whyGone(int job, BitSet gone) {
      if (excluded.get(job)) {
        return reasons[job];
      }
      for (int need : graph.needs(job)) {
        if (gone.get(need)) {
          return "depends on " + graph.name(need) + ", which was skipped";
        }
      }
      throw new IllegalStateException("job " + graph.name(job) + " was skipped without a cause");
    }
  }
}
