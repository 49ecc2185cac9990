package dev.pawl.coordinator;

import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Workflow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.StopCause;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What others ask of a run, as commands in its mailbox. */
final class PostedRequests implements RunControl.Requests {
  private static final String CANCELLED = "cancelled by request";
  private static final String FULL = "the coordinator has too much to do; try again";

  private final Workflow workflow;
  private final boolean open;
  private final Mailbox mailbox;

  /**
   * Of a run.
   *
   * @param open whether jobs may come that are not in the workflow
   */
  PostedRequests(Workflow workflow, boolean open, Mailbox mailbox) {
    this.workflow = workflow;
    this.open = open;
    this.mailbox = mailbox;
  }

  @Override
  public Optional<String> cancelRun() {
    return post(new RunCommand.StopRun(StopCause.CANCEL, 0, CANCELLED));
  }

  @Override
  public Optional<String> cancelJobs(List<JobName> jobs) {
    Set<JobName> known = new HashSet<>();
    for (Job job : workflow.jobs()) {
      known.add(job.name());
    }
    for (JobName job : jobs) {
      if (!open && !known.contains(job)) {
        return Optional.of("the run has no job '" + job + "'");
      }
    }
    for (JobName job : jobs) {
      Optional<String> refused = post(new RunCommand.CancelJob(job));
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }

  private Optional<String> post(RunCommand command) {
    return mailbox.offer(command) ? Optional.empty() : Optional.of(FULL);
  }
}
