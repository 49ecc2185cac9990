package dev.pawl.run;

import java.util.List;
import java.util.Objects;

/** What can be seen of a state, to compare it with another or with itself. */
final class Fingerprint {
  private Fingerprint() {}

  /** Every public fact of every row, and of the run. */
  static List<String> of(RunState state) {
    List<String> facts =
        new java.util.ArrayList<>(state.rows().stream().map(Fingerprint::facts).toList());
    facts.add(state.status() + " " + state.end() + " " + state.stop() + " " + state.finishedAt());
    facts.add(state.notices.stopping() + " " + state.failedNotices());
    facts.add(state.nextDeadline() + " " + state.startedAt() + " " + state.hasStops());
    return facts;
  }

  private static String facts(JobRow row) {
    StringBuilder text = new StringBuilder(Wording.row(row));
    text.append(row.due()).append(row.holder());
    row.loop()
        .ifPresent(loop ->
            text.append(loop.done())
                .append('/')
                .append(loop.total())
                .append(loop.failed())
                .append(loop.live())
                .append(loop.startable())
                .append(loop.isAtRest()));
    text.append(row.startedAt()).append(row.finishedAt()).append(row.retryAt());
    for (AttemptRow attempt : row.attempts()) {
      text.append(attempt.pid()).append(attempt.start()).append(attempt.startedAt());
      text.append(attempt.finishedAt()).append(attempt.stop()).append(attempt.reason());
      text.append(attempt.logBytes()).append(attempt.progress()).append(attempt.ready);
    }
    return text.toString();
  }

  /** Cheap; taken before and after every decision. */
  static long hash(RunState state) {
    long hash = Objects.hash(state.nextDeadline(), state.end(), state.stop(), state.hasBegun());
    for (JobRow row : state.rows()) {
      hash = hash * 31 + row.status().ordinal();
      hash = hash * 31 + Objects.hash(row.reason(), row.cause(), row.retryAt(), row.waiting);
      hash = hash * 31 + Objects.hash(row.due(), row.holder(), state.isAsked(row), row.vacant);
      LoopRow loop = row.loop().orElse(null);
      if (loop != null) {
        hash = hash * 31 + Objects.hash(loop.done(), loop.live(), loop.startable(), loop.waiting());
      }
      for (AttemptRow attempt : row.attempts()) {
        hash = hash * 31 + Objects.hash(attempt.stop(), attempt.outcome(), attempt.startedAt());
        hash = hash * 31 + (attempt.ready ? 1 : 0);
      }
    }
    Releases releases = state.releases();
    hash = hash * 31 + size(releases.foreground()) + size(releases.background()) * 100L;
    hash = hash * 31 + size(releases.services()) + releases.dooms().size() * 100L;
    hash = hash * 31 + releases.steps().hashCode();
    hash = hash * 31 + Objects.hash(state.notices.areBeingGiven(), state.failedNotices());
    hash = hash * 31 + state.work.hash();
    return hash * 31 + state.ended().hashCode() + state.tally.running;
  }

  private static int size(ReadyQueue queue) {
    int size = 0;
    for (int job = queue.first(); job >= 0; job = queue.after(job)) {
      size++;
    }
    return size;
  }
}
