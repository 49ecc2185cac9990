package dev.pawl.coordinator;

import static java.util.Objects.requireNonNull;

import dev.pawl.content.Content;
import dev.pawl.content.Contents;
import dev.pawl.content.UnreadableContentException;
import dev.pawl.item.ItemFile;
import dev.pawl.journal.LeftProgress;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.JobStatus;
import dev.pawl.process.Identity;
import dev.pawl.run.RunCommand;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunState;
import dev.pawl.run.StepVerdict;
import dev.pawl.run.StopCause;
import dev.pawl.step.Draft;
import dev.pawl.step.FileContents;
import dev.pawl.step.Liveness;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepFacts;
import dev.pawl.step.StepLedger;
import dev.pawl.step.StepName;
import dev.pawl.step.StepOwner;
import dev.pawl.step.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one run, in the ledger: judged, marked incomplete before they start, marked complete
 * after they succeeded.
 *
 * <pre>
 * check  -> StepsJudged                       on its own thread: files are hashed
 * judge  -> StepsJudged                       the same for a loop whose items are listed
 * claim  -> the line "incomplete, by us"      on the coordinator's, before the spawn
 * seal   -> the line "complete"; StepSealed   on its own thread, unless a stop came before
 * settle -> the line "incomplete, because"    on the coordinator's, after any other end
 * </pre>
 */
final class JobSteps implements AutoCloseable {
  private static final long LOOK_AGAIN_MILLIS = 200;
  private static final String UNFINISHED = "started and not finished";

  private final StepLedger ledger;
  private final Contents contents;
  private final SeenContents made;
  private final StepKeys keys;
  private final StepOwner self;
  private final Supplier<LeftProgress> left;
  private final Inheritance inheritance;
  private final boolean fresh;
  private final BooleanSupplier stopping;
  private final Consumer<RunCommand> post;
  private final InstantSource clock = InstantSource.system();
  private final Map<JobName, StepJudge.Judgement> judged = new ConcurrentHashMap<>();
  private final Map<JobName, StepFacts> claimed = new ConcurrentHashMap<>();

  /** Marked complete by an earlier coordinator, which could not record it any more. */
  private final Set<JobName> complete = ConcurrentHashMap.newKeySet();

  private @Nullable StepJudge judge;
  private final Set<JobName> awaited = new HashSet<>();
  private final ExecutorService workers = onDemand("pawl-steps");
  private final ExecutorService waiting = onDemand("pawl-steps-wait");

  /**
   * @param stopping whether a stop was asked for, from that very moment on
   */
  JobSteps(RunSetting setting, BooleanSupplier stopping, Consumer<RunCommand> post) {
    RunRequest request = setting.request();
    this.ledger = setting.ledger();
    this.contents = Contents.open(request.folder(), clock);
    if (request.repetition().isPresent()) {
      contents.takeNotes();
    }
    this.made = new SeenContents(new FileContents(contents));
    this.keys =
        new StepKeys(
            request.workflow(), request.folder(), request.env(), setting.secrets(), contents);
    Identity own = Identity.self();
    this.self = new StepOwner(setting.run().value(), own.bootId(), own.pid(), own.startTicks());
    this.left = () -> new LeftProgress(request.folder(), setting.secrets()::scrub);
    this.inheritance = new Inheritance(setting, post);
    this.fresh = request.fresh();
    this.stopping = stopping;
    this.post = post;
  }

  private static ExecutorService onDemand(String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Judges jobs, all by one look at the ledger; answers with StepsJudged. */
  void check(List<Job> jobs) {
    workers.execute(() ->
        guarded(() -> {
          StepJudge judge = judge(ledger.look());
          List<StepVerdict> verdicts = new ArrayList<>(jobs.size());
          for (Job job : jobs) {
            StepJudge.Judgement judgement = judge.judge(job, self, fresh);
            note(job, judgement);
            verdicts.add(judgement.verdict());
          }
          post.accept(new RunCommand.StepsJudged(verdicts));
        }));
  }

  /** The files of the project, for any thread. */
  Contents contents() {
    return contents;
  }

  /** Judges a loop whose items are listed; answers with StepsJudged. */
  void judge(Job job, LoopItems items) {
    workers.execute(() ->
        guarded(() -> {
          StepJudge.Judgement judgement = judge(ledger.look()).judgeLoop(job, items, self, fresh);
          note(job, judgement);
          post.accept(new RunCommand.StepsJudged(List.of(judgement.verdict())));
        }));
  }

  /** Where the items of a loop are recorded. */
  Path itemLog(Job job) {
    return keys.itemLog(job);
  }

  /** What was found of a loop that was claimed; may be much, so it is not kept. */
  LoopFinding takeLoop(Job job) {
    return Objects.requireNonNull(judged.remove(job.name())).loop().orElseThrow();
  }

  private void note(Job job, StepJudge.Judgement judgement) {
    if (!judgement.isPlain()) {
      contents.dropNotes();
    }
    if (judgement.verdict() instanceof StepVerdict.UpToDate) {
      judged.remove(job.name());
    } else {
      judged.put(job.name(), judgement);
    }
  }

  /** The same as long as nobody has written; belongs to the thread that checks. */
  private StepJudge judge(Snapshot now) {
    StepJudge known = judge;
    if (known == null || !known.isOf(now)) {
      known =
          Optional.ofNullable(known)
              .flatMap(earlier -> earlier.goingOn(now))
              .orElseGet(() -> newJudge(now));
      judge = known;
    }
    return known;
  }

  private StepJudge newJudge(Snapshot now) {
    Validity validity = new Validity(now, made, clock.instant());
    return new StepJudge(keys, now, contents, validity, left.get());
  }

  /**
   * Marks a step incomplete, as ours. A step that another run has taken or done since it was judged
   * is left alone.
   *
   * @return empty when it may start; else what to answer
   */
  Optional<RunCommand> claim(Job job, int attempt) {
    StepJudge.Judgement judgement = judged.get(job.name());
    if (judgement == null || judgement.facts().isEmpty()) {
      return Optional.of(new RunCommand.StepTaken(job.name(), attempt, Optional.empty()));
    }
    StepName name = keys.name(job.name());
    return ledger.change(draft -> {
      Optional<StepEntry> now = draft.find(name);
      boolean ours = claimed.containsKey(job.name()) && isOurs(now);
      if (!ours && !now.equals(judgement.entry())) {
        made.forgetAll();
        return Optional.of(taken(job, attempt, now, name));
      }
      judgement
          .loop()
          .map(loop -> inheritance.take(job, now, loop, itemLog(job)))
          .ifPresent(loop -> judged.put(job.name(), judgement.with(loop)));
      StepFacts facts = judgement.facts().get().withOwner(self);
      draft.put(StepEntry.incomplete(name, UNFINISHED, facts, clock.instant()));
      claimed.put(job.name(), facts);
      return Optional.empty();
    });
  }

  /**
   * Goes on with a step that an earlier coordinator of this run has marked; the line names us from
   * now on, so that nobody takes it for free once its process has ended.
   */
  void adopt(Job job) {
    StepName name = keys.name(job.name());
    ledger.change(draft -> {
      Optional<StepEntry> now = draft.find(name);
      Optional<StepFacts> facts = now.map(StepEntry::facts);
      boolean ofThisRun =
          facts.flatMap(StepFacts::by).map(by -> by.run().equals(self.run())).orElse(false);
      if (now.map(StepEntry::isComplete).orElse(false)) {
        complete.add(job.name());
      } else if (ofThisRun) {
        StepFacts ours = facts.get().withOwner(self);
        draft.put(StepEntry.incomplete(name, UNFINISHED, ours, clock.instant()));
        claimed.put(job.name(), ours);
      }
      return ofThisRun;
    });
  }

  private boolean isOurs(Optional<StepEntry> now) {
    return now.flatMap(entry -> entry.facts().by()).equals(Optional.of(self));
  }

  private static RunCommand taken(Job job, int attempt, Optional<StepEntry> now, StepName name) {
    Optional<String> holder =
        now.flatMap(Liveness.OF_PROCESSES::busy).map(owner -> StepJudge.holder(owner, name));
    return new RunCommand.StepTaken(job.name(), attempt, holder);
  }

  /** Waits until nobody works on a step any more; answers with StepFree. */
  void await(Job job) {
    synchronized (awaited) {
      awaited.add(job.name());
      if (awaited.size() == 1) {
        waiting.execute(() -> guarded(this::lookAgain));
      }
    }
  }

  private void lookAgain() {
    try {
      while (true) {
        Snapshot now = ledger.look();
        synchronized (awaited) {
          awaited.removeIf(job -> isFree(job, now));
          if (awaited.isEmpty()) {
            return;
          }
        }
        Thread.sleep(LOOK_AGAIN_MILLIS);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isFree(JobName job, Snapshot now) {
    boolean free = now.find(keys.name(job)).flatMap(Liveness.OF_PROCESSES::busy).isEmpty();
    if (free) {
      made.forgetAll();
      post.accept(new RunCommand.StepFree(job));
    }
    return free;
  }

  /** Marks a step complete whose command has succeeded; answers with StepSealed in any case. */
  void seal(Job job, int attempt) {
    AtomicReference<RunCommand.Seal> seal = new AtomicReference<>(new RunCommand.Seal.Stopped());
    workers.execute(() -> {
      guarded(() -> seal.set(sealed(job)));
      post.accept(new RunCommand.StepSealed(job.name(), attempt, requireNonNull(seal.get())));
    });
  }

  private RunCommand.Seal sealed(Job job) {
    try {
      Optional<String> missing = missingOutput(job);
      if (missing.isPresent()) {
        forgetItems(job);
        return new RunCommand.Seal.Refused("no file matches its output '" + missing.get() + "'");
      }
      StepFacts facts = claimed.get(job.name());
      if (facts == null && complete.contains(job.name())) {
        return new RunCommand.Seal.Complete();
      }
      if (facts == null) {
        return new RunCommand.Seal.Refused("another run has taken the step meanwhile");
      }
      String hash = contentHash(job, facts);
      return ledger.change(draft -> complete(draft, job, hash, facts));
    } catch (UnreadableContentException e) {
      return new RunCommand.Seal.Refused("an output cannot be hashed: " + e.getMessage());
    }
  }

  /** Completed items have not made what they should have: all of them have to be done again. */
  private void forgetItems(Job job) {
    if (job.loop().isPresent()) {
      ItemFile.delete(itemLog(job));
    }
  }

  private RunCommand.Seal complete(Draft draft, Job job, String hash, StepFacts facts) {
    if (stopping.getAsBoolean()) {
      return new RunCommand.Seal.Stopped();
    }
    StepName name = keys.name(job.name());
    draft.put(StepEntry.complete(name, hash, facts.released(), clock.instant()));
    claimed.remove(job.name());
    facts.content().ifPresent(made::forget);
    return new RunCommand.Seal.Complete();
  }

  private Optional<String> missingOutput(Job job) throws UnreadableContentException {
    for (String glob : job.checkpoint().orElseThrow().outputs()) {
      Content content = keys.output(job, glob);
      if (content.isMissing() || content.entries().isEmpty()) {
        return Optional.of(glob);
      }
    }
    return Optional.empty();
  }

  private String contentHash(Job job, StepFacts facts) throws UnreadableContentException {
    var outputs = keys.outputs(job);
    return outputs.isPresent()
        ? contents.look(outputs.get()).hash()
        : keys.hash(facts.key().orElseThrow());
  }

  /** Says why a step that was ours is not complete, once its job has ended otherwise. */
  void settle(RunEvent.JobFinished end) {
    judged.remove(end.job());
    StepFacts facts = claimed.remove(end.job());
    if (facts != null) {
      String why = end.reason().orElse(end.status().wire());
      String reason = end.status() == JobStatus.FAILED ? "failed: " + why : why;
      StepName name = keys.name(end.job());
      ledger.change(draft -> {
        draft.put(StepEntry.incomplete(name, reason, facts.released(), clock.instant()));
        return true;
      });
    }
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      post.accept(new RunCommand.StopRun(StopCause.BROKEN, 0, DiskProblem.orBug(e)));
    }
  }

  /** Remembers the end of the run, if nothing was to do. */
  void remember(RunState state, Repetition repetition) {
    repetition.remember(state, contents);
  }

  /** Ends its threads, keeps what was learned of files, and closes the ledger. */
  @Override
  public void close() {
    waiting.shutdownNow();
    workers.shutdown();
    try {
      workers.awaitTermination(10, TimeUnit.SECONDS);
      contents.save();
    } catch (IOException unimportant) {
      // The cache saves time only; without it files are hashed again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ledger.close();
  }
}
