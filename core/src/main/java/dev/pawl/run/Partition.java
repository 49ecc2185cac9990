package dev.pawl.run;

import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Foreground and background of a run: a background job that a foreground job needs, transitively,
 * is promoted. So is one that needs a service of the foreground, where the background goes on
 * without it.
 *
 * @param lasting whether the jobs that were asked for are services only
 */
record Partition(List<RunEvent> promotions, boolean lasting) {
  static Partition of(RunState state, RunCommand.ConditionsJudged judged) {
    Set<JobName> gone = new HashSet<>();
    judged.skips().forEach(skip -> gone.add(skip.job()));
    judged.failures().forEach(failure -> gone.add(failure.job()));
    boolean service = false;
    boolean work = false;
    Deque<Wish> foreground = new ArrayDeque<>();
    for (JobRow row : state.rows()) {
      JobName name = row.job.name();
      if (row.status() != JobStatus.PENDING || gone.contains(name)) {
        continue;
      }
      if (!row.background) {
        foreground.add(new Wish(row, name));
      }
      if (judged.wanted().isEmpty() || judged.wanted().contains(name)) {
        service |= row.job.role().isService();
        work |= !row.job.role().isService();
      }
    }
    return new Partition(promotions(state, foreground, gone), service && !work);
  }

  /** A job whose needs are wanted, and who wants them: a skipped job wants nothing by itself. */
  private record Wish(JobRow row, JobName by) {}

  private static List<RunEvent> promotions(
      RunState state, Deque<Wish> foreground, Set<JobName> gone) {
    List<RunEvent> promotions = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    while (!foreground.isEmpty()) {
      Wish wish = foreground.remove();
      if (state.isForegroundOnly() && wish.row().job.role().isService()) {
        users(state, wish.row(), gone).stream()
            .filter(user -> seen.add(user.index))
            .forEach(user -> {
              promotions.add(new RunEvent.JobPromoted(user.job.name(), wish.row().job.name()));
              foreground.add(new Wish(user, user.job.name()));
            });
      }
      for (int need : state.graph.needs(wish.row().index)) {
        JobRow needed = state.row(need);
        if (!seen.add(need)) {
          continue;
        }
        boolean takesPart =
            needed.status() == JobStatus.PENDING && !gone.contains(needed.job.name());
        if (needed.background && takesPart) {
          promotions.add(new RunEvent.JobPromoted(needed.job.name(), wish.by()));
        }
        foreground.add(new Wish(needed, takesPart ? needed.job.name() : wish.by()));
      }
    }
    return promotions;
  }

  /** The background jobs that need a service, which ends with the foreground. */
  private static List<JobRow> users(RunState state, JobRow service, Set<JobName> gone) {
    List<JobRow> users = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    Deque<JobRow> stack = new ArrayDeque<>(List.of(service));
    while (!stack.isEmpty()) {
      for (int dependent : state.graph.dependents(stack.pop().index)) {
        JobRow row = state.row(dependent);
        if (!seen.add(dependent)) {
          continue;
        }
        if (row.status() != JobStatus.PENDING || gone.contains(row.job.name())) {
          stack.push(row); // skipped: its own dependents wait for the service in its place
        } else if (row.background) {
          users.add(row);
        }
      }
    }
    return users;
  }
}
