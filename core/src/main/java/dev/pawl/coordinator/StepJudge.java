package dev.pawl.coordinator;

import dev.pawl.content.Content;
import dev.pawl.content.Contents;
import dev.pawl.content.UnreadableContentException;
import dev.pawl.item.ItemHistory;
import dev.pawl.journal.LeftProgress;
import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Job;
import dev.pawl.run.StepVerdict;
import dev.pawl.step.Liveness;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepFacts;
import dev.pawl.step.StepKey;
import dev.pawl.step.StepName;
import dev.pawl.step.StepOwner;
import dev.pawl.step.Validity;
import dev.pawl.step.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Judges steps by what one snapshot of the ledger says and what the files hold now. */
final class StepJudge {
  private static final String ITEMS = "items ";

  private final StepKeys keys;
  private final Snapshot ledger;
  private final Contents contents;
  private final Validity validity;
  private final LeftProgress left;
  private Optional<Instant> lastSecond = Optional.empty();
  private String lastSince = "complete since before";

  /**
   * @param contents the files, for inputs
   * @param validity of this snapshot
   * @param left how far the work on incomplete steps was when it was killed
   */
  StepJudge(
      StepKeys keys, Snapshot ledger, Contents contents, Validity validity, LeftProgress left) {
    this.keys = keys;
    this.ledger = ledger;
    this.contents = contents;
    this.validity = validity;
    this.left = left;
  }

  /** Goes on with a later snapshot, if only this process has written since. */
  Optional<StepJudge> goingOn(Snapshot later) {
    return later.follows(ledger)
        ? Optional.of(new StepJudge(keys, later, contents, validity.goingOn(later), left))
        : Optional.empty();
  }

  /** Whether this is what the ledger says now. */
  boolean isOf(Snapshot now) {
    return ledger == now;
  }

  /**
   * What was found.
   *
   * @param facts to be recorded when the step starts; empty when it will not
   * @param entry the line that was judged, unless the step is up to date
   * @param loop of a loop that was judged by its items
   */
  record Judgement(
      StepVerdict verdict,
      Optional<StepFacts> facts,
      Optional<StepEntry> entry,
      Optional<LoopFinding> loop) {
    private static Judgement of(StepVerdict verdict, Optional<StepEntry> entry) {
      return new Judgement(verdict, Optional.empty(), entry, Optional.empty());
    }

    /** The same with more found of the loop. */
    Judgement with(LoopFinding more) {
      return new Judgement(verdict, facts, entry, Optional.of(more));
    }

    /** Whether nothing but its line and its files says that the step is up to date. */
    boolean isPlain() {
      return verdict instanceof StepVerdict.UpToDate && facts.isEmpty();
    }
  }

  /**
   * Judges one job. Of a loop it is told only whether somebody works on it: see {@link #judgeLoop}.
   *
   * @param self whose own incomplete lines do not make a step busy, nor do those of an earlier
   *     coordinator of its run
   * @param fresh whether the ledger is not believed
   */
  Judgement judge(Job job, StepOwner self, boolean fresh) {
    StepName name = keys.name(job.name());
    Optional<String> hash = ledger.completeHash(name);
    Optional<Judgement> busy = hash.isPresent() ? Optional.empty() : busy(job, self);
    if (busy.isPresent()) {
      return busy.get();
    }
    if (job.loop().isPresent()) {
      return Judgement.of(new StepVerdict.Vacant(job.name()), Optional.empty());
    }
    try {
      Optional<Content> inputs = keys.inputs(job);
      Optional<String> missing = keys.missingInput(job, inputs);
      if (missing.isPresent()) {
        return unknown(job, missing.get());
      }
      StepFacts facts = keys.facts(job, inputs, ledger);
      if (!fresh && hash.isPresent() && isUpToDate(name, facts, hash.get())) {
        String since = since(ledger.writtenAt(name));
        return Judgement.of(new StepVerdict.UpToDate(job.name(), since), Optional.empty());
      }
      Optional<StepEntry> entry = ledger.find(name);
      StepVerdict verdict =
          reason(name, entry, fresh, difference(entry, facts, inputs))
              .<StepVerdict>map(why -> new StepVerdict.Due(job.name(), why))
              .orElseGet(
                  () -> new StepVerdict.UpToDate(job.name(), since(entry.flatMap(StepEntry::at))));
      return new Judgement(verdict, Optional.of(facts), entry, Optional.empty());
    } catch (UnreadableContentException e) {
      return unknown(job, "an input cannot be hashed: " + e.getMessage());
    }
  }

  /**
   * Judges a loop by its items, as they are listed now, and by its item log.
   *
   * @param self as in {@link #judge}; likewise {@code fresh}
   */
  Judgement judgeLoop(Job job, LoopItems items, StepOwner self, boolean fresh) {
    Optional<Judgement> busy = busy(job, self);
    if (busy.isPresent()) {
      return busy.get();
    }
    try {
      Optional<Content> inputs = keys.inputs(job);
      Optional<String> missing = keys.missingInput(job, inputs);
      if (missing.isPresent()) {
        return unknown(job, missing.get());
      }
      StepFacts facts = keys.facts(job, inputs, ledger, items);
      Optional<StepEntry> entry = ledger.find(keys.name(job.name()));
      boolean anew = fresh && !isOurs(entry, self);
      boolean continues = !anew && entry.map(this::continues).orElse(true);
      ItemHistory history = ItemHistory.of(keys.itemLog(job));
      LoopFinding loop =
          new LoopFinding(
              items, keys.command(job, inputs, ledger), continues ? history : ItemHistory.none());
      StepVerdict verdict = verdict(job, entry, fresh, difference(entry, facts, inputs), loop);
      return new Judgement(verdict, Optional.of(facts), entry, Optional.of(loop));
    } catch (UnreadableContentException e) {
      return unknown(job, "an input cannot be hashed: " + e.getMessage());
    } catch (DamagedFileException e) {
      return unknown(job, String.valueOf(e.getMessage()));
    }
  }

  private StepVerdict verdict(
      Job job,
      Optional<StepEntry> entry,
      boolean fresh,
      List<String> differences,
      LoopFinding loop) {
    List<String> told =
        differences.stream().map(words -> words.startsWith(ITEMS) ? loop.told() : words).toList();
    return reason(keys.name(job.name()), entry, fresh, told)
        .or(() -> loop.isDone() ? Optional.empty() : Optional.of(loop.told()))
        .<StepVerdict>map(why -> new StepVerdict.Due(job.name(), why))
        .orElseGet(() -> {
          String since = since(entry.flatMap(StepEntry::at));
          return new StepVerdict.UpToDate(job.name(), loop.done() + ", " + since);
        });
  }

  /** What is certain of a loop that nobody works on without its items: due, or vacant. */
  StepVerdict judgeUnlisted(Job job, boolean fresh) {
    StepName name = keys.name(job.name());
    try {
      Optional<Content> inputs = keys.inputs(job);
      Optional<String> missing = keys.missingInput(job, inputs);
      if (missing.isPresent()) {
        return new StepVerdict.Unknown(job.name(), missing.get());
      }
      Optional<StepEntry> entry = ledger.find(name);
      List<String> differences =
          difference(entry, keys.facts(job, inputs, ledger), inputs).stream()
              .filter(words -> !words.startsWith(ITEMS))
              .toList();
      return reason(name, entry, fresh, differences)
          .<StepVerdict>map(why -> new StepVerdict.Due(job.name(), why))
          .orElseGet(() -> new StepVerdict.Vacant(job.name()));
    } catch (UnreadableContentException e) {
      return unknown(job, "an input cannot be hashed: " + e.getMessage()).verdict();
    }
  }

  /** Whether completed items of a loop still count; a line with a hash was complete once. */
  private boolean continues(StepEntry entry) {
    return entry.isComplete()
        ? validity.content(entry) instanceof Verdict.Valid
        : entry.hash().isEmpty();
  }

  /** Whether this run has begun it: an earlier coordinator of it is dead. */
  private static boolean isOurs(Optional<StepEntry> entry, StepOwner self) {
    return entry
        .flatMap(line -> line.facts().by())
        .map(by -> by.run().equals(self.run()))
        .orElse(false);
  }

  private Optional<Judgement> busy(Job job, StepOwner self) {
    Optional<StepEntry> entry = ledger.find(keys.name(job.name()));
    return entry
        .flatMap(Liveness.OF_PROCESSES::busy)
        .filter(owner -> !owner.run().equals(self.run()))
        .map(owner -> new StepVerdict.Busy(job.name(), holder(owner, keys.name(job.name()))))
        .map(verdict -> Judgement.of(verdict, entry));
  }

  private Judgement unknown(Job job, String reason) {
    Optional<StepEntry> entry = ledger.find(keys.name(job.name()));
    return Judgement.of(new StepVerdict.Unknown(job.name(), reason), entry);
  }

  /** The quick way: the ledger's line is the very line that would be written now. */
  private boolean isUpToDate(StepName name, StepFacts facts, String hash) {
    return ledger.says(name, facts) && validity.holds(name, facts, hash);
  }

  /** RUN:JOB, or the process of a program that embeds Pawl. */
  static String holder(StepOwner owner, StepName step) {
    return owner.run().isEmpty() ? "process " + owner.pid() : owner.run() + ":" + step.job();
  }

  /** Why a step must run; empty when it is up to date. */
  private Optional<String> reason(
      StepName name, Optional<StepEntry> entry, boolean fresh, List<String> differences) {
    if (fresh) {
      return Optional.of("--fresh");
    }
    if (!differences.isEmpty()) {
      return Optional.of(String.join(", ", differences));
    }
    return validity.of(name) instanceof Verdict.Valid
        ? Optional.empty()
        : Optional.of("it " + validity.reason(name).orElse("is not valid") + reached(entry));
  }

  /** How far the work on a step was that was never finished; "" when that is not known. */
  private String reached(Optional<StepEntry> entry) {
    return entry
        .flatMap(line -> line.facts().by())
        .flatMap(by -> left.of(by.run(), entry.orElseThrow().name().job()))
        .map(told -> "; " + told.words())
        .orElse("");
  }

  /** What is different from when a step was completed, each in a few words. */
  private List<String> difference(
      Optional<StepEntry> entry, StepFacts facts, Optional<Content> inputs) {
    if (entry.isEmpty() || !entry.get().isComplete()) {
      return List.of();
    }
    Optional<StepKey> then = entry.get().facts().key();
    if (then.isEmpty()) {
      return List.of("it was completed by another program");
    }
    return then.get().differences(facts.key().orElseThrow()).stream()
        .map(words ->
            words.equals("inputs changed")
                ? inputs.flatMap(content -> input(then.get(), content)).orElse(words)
                : words)
        .toList();
  }

  private Optional<String> input(StepKey then, Content now) {
    return then.fields()
        .optionalText("inputs")
        .flatMap(hash -> contents.difference(hash, now))
        .map(difference -> "input " + difference);
  }

  /** Remembers the last answer: steps that were completed one after the other share it. */
  private String since(Optional<Instant> written) {
    Optional<Instant> second = written.map(at -> at.truncatedTo(ChronoUnit.SECONDS));
    if (!second.equals(lastSecond)) {
      lastSecond = second;
      lastSince = "complete since " + second.map(Instant::toString).orElse("before");
    }
    return lastSince;
  }
}
