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

  private final Path project;
  private final Secrets secrets;
  private final Contents contents;
  private final StepJudge judge;
  private final boolean fresh;
  private final Set<JobName> running = new HashSet<>();

  private StepPreview(
      Path project, Contents contents, Secrets secrets, StepJudge judge, boolean fresh) {
    this.project = project;
    this.contents = contents;
    this.secrets = secrets;
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
      StepJudge judge = new StepJudge(keys, now, contents, validity, left);
      return new StepPreview(project, contents, secrets, judge, fresh);
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
    Optional<JobName> need = job.needs().stream().filter(running::contains).findFirst();
    StepVerdict verdict = judge.judge(job, NOBODY, fresh).verdict();
    if (verdict instanceof StepVerdict.Vacant) {
      try {
        verdict = loop(job);
      } catch (ListingException e) {
        String why = "its items cannot be listed: " + e.getMessage();
        verdict = new StepVerdict.Unknown(job.name(), why);
      }
    }
    return outlook(verdict, need);
  }

  /** Starts no process: what a command would list stays open, unless the loop runs anyhow. */
  private StepVerdict loop(Job job) throws ListingException {
    if (!ItemSource.isQuiet(job)) {
      return judge.judgeUnlisted(job, fresh);
    }
    LoopItems items = LoopItems.of(new ItemSource(project, contents).find(job), secrets);
    return judge.judgeLoop(job, items, NOBODY, fresh).verdict();
  }

  private static Outlook outlook(StepVerdict verdict, Optional<JobName> need) {
    return switch (verdict) {
      case StepVerdict.Due v -> new Outlook(true, "because " + v.reason());
      case StepVerdict.Busy v -> new Outlook(true, "once " + v.holder() + " is over");
      case StepVerdict.UpToDate _, StepVerdict.Vacant _, StepVerdict.Unknown _
          when need.isPresent() ->
          new Outlook(true, "depends on what " + need.get() + " makes");
      case StepVerdict.UpToDate v -> new Outlook(false, v.reason());
      case StepVerdict.Vacant _ -> new Outlook(true, "decided at start: a command lists its items");
      case StepVerdict.Unknown v -> new Outlook(true, "and fail: " + v.reason());
    };
  }
}
