package dev.pawl.run;

import dev.pawl.model.Checkpoint;
import dev.pawl.model.Command;
import dev.pawl.model.Gate;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Limits;
import dev.pawl.model.Loop;
import dev.pawl.model.Notices;
import dev.pawl.model.Occasion;
import dev.pawl.model.Retry;
import dev.pawl.model.Role;
import dev.pawl.model.Script;
import dev.pawl.model.SkipCause;
import dev.pawl.model.Workflow;
import dev.pawl.model.Workflow.Mode;
import dev.pawl.model.WorkflowName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A workflow by chance, with what is asked of it and what its conditions will answer.
 *
 * @param answers of conditions, for jobs that have one
 * @param failures of conditions
 */
record RandomPlan(
    Workflow workflow,
    RunOptions options,
    Selectors selectors,
    Map<JobName, SkipCause> answers,
    Set<JobName> failures) {
  private static final int MOST_JOBS = 40;

  static RandomPlan of(SplittableRandom random) {
    return new Draft(random).plan();
  }

  private static final class Draft {
    private final SplittableRandom random;
    private final int size;
    private final boolean hasServices;
    private final boolean hasBackground;
    private final boolean hasSteps;
    private final List<String> names = new ArrayList<>();

    Draft(SplittableRandom random) {
      this.random = random;
      this.size = chance(10) ? random.nextInt(3) : random.nextInt(MOST_JOBS + 1);
      this.hasServices = chance(40);
      this.hasBackground = chance(40);
      this.hasSteps = chance(40);
      for (int job = 0; job < size; job++) {
        names.add("j" + job);
      }
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }

    RandomPlan plan() {
      int[] place = shuffled();
      boolean onlyServices = hasServices && chance(10);
      List<Job> jobs = new ArrayList<>();
      for (int job = 0; job < size; job++) {
        jobs.add(job(job, place, onlyServices));
      }
      Mode mode = chance(60) ? Mode.PARALLEL : chance(50) ? Mode.SEQUENTIAL : Mode.PIPED;
      Workflow workflow =
          new Workflow(
                  WorkflowName.DEFAULT, "", mode, OptionalInt.empty(), chance(20), Map.of(), jobs)
              .telling(notices(jobs.size()));
      RunOptions options = new RunOptions(1 + random.nextInt(6), random.nextLong());
      return new RandomPlan(workflow, options, selectors(), answers(), failures());
    }

    /** By the plan's own facts, so that the chances of a seed stay as they were. */
    private static Notices notices(int jobs) {
      Map<Occasion, Command> commands = new EnumMap<>(Occasion.class);
      for (Occasion occasion : Occasion.values()) {
        if (jobs % (2 + occasion.ordinal()) == 0) {
          commands.put(occasion, new Command.Everywhere("tell"));
        }
      }
      return new Notices(commands);
    }

    /** A job needs only jobs of a lower place, so there is no cycle whatever the file order. */
    private int[] shuffled() {
      int[] place = new int[size];
      for (int job = 0; job < size; job++) {
        int other = random.nextInt(job + 1);
        place[job] = place[other];
        place[other] = job;
      }
      return place;
    }

    private Job job(int job, int[] place, boolean service) {
      Role role = role(service);
      Retry retry =
          new Retry(
              role.isService() || chance(70) ? 0 : random.nextInt(4),
              Duration.ofMillis(100L * random.nextInt(30)),
              1 + random.nextInt(3),
              Duration.ofMillis(100L * (1 + random.nextInt(60))),
              chance(50),
              chance(80) ? List.of() : List.of(1, 75));
      Optional<Duration> timeout =
          role.isService() || chance(75)
              ? Optional.empty()
              : Optional.of(Duration.ofMillis(100L * (1 + random.nextInt(20))));
      Duration grace = Duration.ofMillis(100L * random.nextInt(20));
      Job plain =
          new Job(
              new JobName(names.get(job)),
              "",
              needs(job, place),
              Script.of("true"),
              new Limits(timeout, grace, retry),
              Gate.OPEN,
              role,
              chance(70) ? 0 : random.nextInt(5) - 2,
              chance(70) ? Set.of() : Set.of("t" + random.nextInt(3)),
              "",
              Optional.empty(),
              Optional.empty());
      boolean step = hasSteps && !role.isService() && !role.interactive() && chance(50);
      return step ? plain.step(Checkpoint.PLAIN, chance(50) ? loop() : Optional.empty()) : plain;
    }

    private Optional<Loop> loop() {
      OptionalInt cap = chance(50) ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(3));
      return Optional.of(new Loop(new Loop.Lines("items"), cap, chance(50)));
    }

    private Role role(boolean allServices) {
      boolean background = hasBackground && chance(40);
      if (allServices || hasServices && chance(20)) {
        Optional<String> ready = chance(60) ? Optional.of("true") : Optional.empty();
        return new Role(background, false, false, Optional.of(new Role.Service(ready)), false);
      }
      boolean interactive = !background && chance(4);
      return new Role(background, background && chance(30), interactive, Optional.empty(), false);
    }

    private List<JobName> needs(int job, int[] place) {
      Set<JobName> needs = new LinkedHashSet<>();
      int wishes = chance(30) ? 0 : random.nextInt(4);
      for (int wish = 0; wish < wishes; wish++) {
        int need = random.nextInt(size);
        if (place[need] < place[job]) {
          needs.add(new JobName(names.get(need)));
        }
      }
      return List.copyOf(needs);
    }

    private Selectors selectors() {
      if (chance(65)) {
        return Selectors.ALL;
      }
      List<String> jobs = some(chance(50) ? 3 : 0, names);
      List<String> tags = some(chance(30) ? 2 : 0, List.of("t0", "t1", "t2", "t9"));
      List<String> skips = new ArrayList<>(some(chance(50) ? 2 : 0, names));
      some(chance(30) ? 1 : 0, List.of("tag:t0", "tag:t9", "all", "nobody")).forEach(skips::add);
      some(chance(20) ? 1 : 0, names).forEach(name -> skips.add("job:" + name));
      boolean onlyNamed = chance(30) && !(jobs.isEmpty() && tags.isEmpty());
      return new Selectors(jobs, tags, onlyNamed, skips);
    }

    private List<String> some(int most, List<String> from) {
      List<String> some = new ArrayList<>();
      for (int pick = 0; pick < most && !from.isEmpty(); pick++) {
        some.add(from.get(random.nextInt(from.size())));
      }
      return some;
    }

    private Map<JobName, SkipCause> answers() {
      Map<JobName, SkipCause> answers = new java.util.LinkedHashMap<>();
      for (String name : names) {
        if (chance(12)) {
          answers.put(new JobName(name), chance(70) ? SkipCause.CONDITION : SkipCause.PLATFORM);
        }
      }
      return answers;
    }

    private Set<JobName> failures() {
      Set<JobName> failures = new LinkedHashSet<>();
      for (String name : names) {
        if (chance(2)) {
          failures.add(new JobName(name));
        }
      }
      return failures;
    }
  }

  /** What the conditions answer for the jobs that were asked for. */
  RunCommand.ConditionsJudged judged(List<JobName> asked, Set<JobName> wanted) {
    List<RunCommand.Skip> skips = new ArrayList<>();
    List<RunCommand.Failure> failed = new ArrayList<>();
    for (JobName job : asked) {
      SkipCause cause = answers.get(job);
      if (failures.contains(job)) {
        failed.add(new RunCommand.Failure(job, "its condition could not be judged"));
      } else if (cause != null) {
        skips.add(new RunCommand.Skip(job, cause, "its " + cause.wire()));
      }
    }
    return new RunCommand.ConditionsJudged(skips, failed, wanted);
  }

  /** The notation of the golden files. */
  String text() {
    StringBuilder text =
        new StringBuilder("plan mode=" + workflow.mode() + " j=" + options.concurrency());
    text.append(workflow.failFast() ? " fail_fast\n" : "\n");
    for (Job job : workflow.jobs()) {
      text.append("job ").append(job.name()).append(" needs=").append(job.needs());
      text.append(" priority=").append(job.priority()).append(" tags=").append(job.tags());
      text.append(' ').append(job.role()).append(' ').append(job.limits());
      text.append(job.checkpoint().isPresent() ? " step " : " ").append(job.loop()).append('\n');
    }
    return text + "" + selectors + "\nanswers " + answers + "\nfailures " + failures + "\n";
  }
}
