package dev.pawl.coordinator;

import dev.pawl.content.Content;
import dev.pawl.content.Contents;
import dev.pawl.content.UnreadableContentException;
import dev.pawl.journal.LeftProgress;
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
   */
  record Judgement(StepVerdict verdict, Optional<StepFacts> facts, Optional<StepEntry> entry) {
    /** Whether nothing but its line and its files says that the step is up to date. */
    boolean isPlain() {
      return verdict instanceof StepVerdict.UpToDate && facts.isEmpty();
    }
  }

  /**
   * Judges one job.
   *
   * @param self whose own incomplete lines do not make a step busy
   * @param fresh whether the ledger is not believed
   */
  Judgement judge(Job job, StepOwner self, boolean fresh) {
    StepName name = keys.name(job.name());
    Optional<String> hash = ledger.completeHash(name);
    Optional<StepEntry> entry = hash.isPresent() ? Optional.empty() : ledger.find(name);
    Optional<StepOwner> busy =
        entry.flatMap(Liveness.OF_PROCESSES::busy).filter(owner -> !owner.equals(self));
    if (busy.isPresent()) {
      String holder = holder(busy.get(), name);
      return new Judgement(new StepVerdict.Busy(job.name(), holder), Optional.empty(), entry);
    }
    try {
      Optional<Content> inputs = keys.inputs(job);
      Optional<String> missing = keys.missingInput(job, inputs);
      if (missing.isPresent()) {
        return unknown(job, missing.get(), ledger.find(name));
      }
      StepFacts facts = keys.facts(job, inputs, ledger);
      if (!fresh && hash.isPresent() && isUpToDate(job, facts, hash.get())) {
        String since = since(ledger.writtenAt(name));
        return new Judgement(
            new StepVerdict.UpToDate(job.name(), since), Optional.empty(), Optional.empty());
      }
      Optional<StepEntry> whole = ledger.find(name);
      StepVerdict verdict = fresh ? due(job, "--fresh") : verdict(job, whole, facts, inputs);
      return new Judgement(verdict, Optional.of(facts), whole);
    } catch (UnreadableContentException e) {
      return unknown(job, "an input cannot be hashed: " + e.getMessage(), ledger.find(name));
    }
  }

  private static Judgement unknown(Job job, String reason, Optional<StepEntry> entry) {
    return new Judgement(new StepVerdict.Unknown(job.name(), reason), Optional.empty(), entry);
  }

  /** The quick way: the ledger's line is the very line that would be written now. */
  private boolean isUpToDate(Job job, StepFacts facts, String hash) {
    StepName name = keys.name(job.name());
    return job.loop().isEmpty() && ledger.says(name, facts) && validity.holds(name, facts, hash);
  }

  /** RUN:JOB, or the process of a program that embeds Pawl. */
  static String holder(StepOwner owner, StepName step) {
    return owner.run().isEmpty() ? "process " + owner.pid() : owner.run() + ":" + step.job();
  }

  private StepVerdict verdict(
      Job job, Optional<StepEntry> entry, StepFacts facts, Optional<Content> inputs) {
    if (job.loop().isPresent()) {
      return due(job, "its items are looked through");
    }
    StepName name = keys.name(job.name());
    Optional<StepKey> then = entry.flatMap(line -> line.facts().key());
    if (entry.isPresent() && entry.get().isComplete()) {
      Optional<String> difference = difference(then, facts, inputs);
      if (difference.isPresent()) {
        return due(job, difference.get());
      }
    }
    return validity.of(name) instanceof Verdict.Valid
        ? new StepVerdict.UpToDate(job.name(), since(entry.orElseThrow().at()))
        : due(job, "it " + validity.reason(name).orElse("is not valid") + reached(entry));
  }

  /** How far the work on a step was that was never finished; "" when that is not known. */
  private String reached(Optional<StepEntry> entry) {
    return entry
        .flatMap(line -> line.facts().by())
        .flatMap(by -> left.of(by.run(), entry.orElseThrow().name().job()))
        .map(told -> "; " + told.words())
        .orElse("");
  }

  private static StepVerdict due(Job job, String reason) {
    return new StepVerdict.Due(job.name(), reason);
  }

  /** The first thing that is different from when the step was completed, in words. */
  private Optional<String> difference(
      Optional<StepKey> then, StepFacts facts, Optional<Content> inputs) {
    StepKey now = facts.key().orElseThrow();
    if (then.isEmpty()) {
      return Optional.of("it was completed by another program");
    }
    List<String> differences = then.get().differences(now);
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> input = inputs.flatMap(content -> input(then.get(), content));
    String words = String.join(", ", differences);
    return Optional.of(input.map(path -> words.replace("inputs changed", path)).orElse(words));
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
