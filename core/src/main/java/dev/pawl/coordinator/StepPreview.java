package dev.pawl.coordinator;

import dev.pawl.content.Contents;
import dev.pawl.journal.LeftProgress;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.run.StepVerdict;
import dev.pawl.step.FileContents;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepLedger;
import dev.pawl.step.StepOwner;
import dev.pawl.step.Validity;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What would become of the steps of a workflow, for somebody who only looks: no lock, no byte
 * changed. What a need will make is not known before it has run.
 */
public final class StepPreview {
  private static final StepOwner NOBODY = new StepOwner("", "", 0, 0);

  private final StepJudge judge;
  private final boolean fresh;
  private final Set<JobName> running = new HashSet<>();

  private StepPreview(StepJudge judge, boolean fresh) {
    this.judge = judge;
    this.fresh = fresh;
  }

  /**
   * The preview of a workflow in a project.
   *
   * @param env {@code --env}
   * @param fresh {@code --fresh}
   * @throws DamagedFileException if the ledger is damaged
   * @throws BrokenFileException if it cannot be read
   */
  public static StepPreview of(
      Path project, Workflow workflow, Map<String, String> env, Secrets secrets, boolean fresh) {
    InstantSource clock = InstantSource.system();
    Contents contents = Contents.open(project, clock);
    StepKeys keys = new StepKeys(workflow, project, env, secrets, contents);
    try (StepLedger ledger = StepLedger.open(project, Sync.GROUPED, notice -> {})) {
      Snapshot now = ledger.look();
      Validity validity = new Validity(now, new FileContents(contents), clock.instant());
      LeftProgress left = new LeftProgress(project, secrets::scrub);
      return new StepPreview(new StepJudge(keys, now, contents, validity, left), fresh);
    }
  }

  /**
   * What is known of a job; ask for needs before what depends on them.
   *
   * @param runs whether its process would start, as far as that is known
   * @param reason "" for a job that is no step
   */
  public record Outlook(boolean runs, String reason) {}

  /** The outlook of a job that takes part. */
  public Outlook of(Job job) {
    Outlook outlook = job.checkpoint().isEmpty() ? new Outlook(true, "") : step(job);
    if (outlook.runs()) {
      running.add(job.name());
    }
    return outlook;
  }

  private Outlook step(Job job) {
    StepVerdict verdict = judge.judge(job, NOBODY, fresh).verdict();
    Optional<JobName> need = job.needs().stream().filter(running::contains).findFirst();
    return switch (verdict) {
      case StepVerdict.UpToDate _ when need.isPresent() ->
          new Outlook(true, "depends on what " + need.get() + " makes");
      case StepVerdict.UpToDate v -> new Outlook(false, v.reason());
      case StepVerdict.Due v -> new Outlook(true, "because " + v.reason());
      case StepVerdict.Busy v -> new Outlook(true, "once " + v.holder() + " is over");
      case StepVerdict.Unknown _ when need.isPresent() ->
          new Outlook(true, "depends on what " + need.get() + " makes");
      case StepVerdict.Unknown v -> new Outlook(true, "and fail: " + v.reason());
    };
  }
}
