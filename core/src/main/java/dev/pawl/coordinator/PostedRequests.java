package dev.pawl.coordinator;

import dev.pawl.backlog.BacklogChange;
import dev.pawl.journal.RunFolder;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Workflow;
import dev.pawl.run.RunCommand;
import dev.pawl.run.StopCause;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What others ask of a run, as commands in its mailbox. */
final class PostedRequests implements RunControl.Requests {
  private static final String CANCELLED = "cancelled by request";
  private static final String FULL = "the coordinator has too much to do; try again";

  private final Workflow workflow;
  private final Optional<Answers> answers;
  private final Mailbox mailbox;

  /**
   * Of a run.
   *
   * @param answers of a run over the backlog; jobs may come there that are not in the workflow
   */
  PostedRequests(Workflow workflow, Optional<Answers> answers, Mailbox mailbox) {
    this.workflow = workflow;
    this.answers = answers;
    this.mailbox = mailbox;
  }

  /** Opens the run to others; at the close nobody who has asked is left without an answer. */
  RunControl.Opened openedBy(RunControl control, RunFolder folder) {
    RunControl.Opened opened = control.open(folder, this);
    return () -> {
      answers.ifPresent(Answers::close);
      opened.close();
    };
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
      if (answers.isEmpty() && !known.contains(job)) {
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

  @Override
  public void change(BacklogChange change, Consumer<BacklogChange.Answer> hearer) {
    if (answers.isEmpty()) {
      hearer.accept(new BacklogChange.Answer.Mistaken("the run does not work at a backlog"));
      return;
    }
    long asked = answers.get().ask(hearer);
    post(new RunCommand.ChangeItems(change, asked))
        .ifPresent(full -> answers.get().give(asked, new BacklogChange.Answer.Later(full)));
  }

  private Optional<String> post(RunCommand command) {
    return mailbox.offer(command) ? Optional.empty() : Optional.of(FULL);
  }
}
