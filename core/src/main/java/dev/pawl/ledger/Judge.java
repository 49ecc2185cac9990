package dev.pawl.ledger;

import dev.pawl.content.Content;
import dev.pawl.content.ContentReference;
import dev.pawl.content.Contents;
import dev.pawl.content.UnreadableContentException;
import dev.pawl.step.FileContents;
import dev.pawl.step.Liveness;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepKey;
import dev.pawl.step.StepName;
import dev.pawl.step.StepState;
import dev.pawl.step.Validity;
import dev.pawl.step.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks whether a step has to be done, and may be. Changes nothing. */
final class Judge {
  private final Contents files;
  private final InstantSource clock;

  Judge(Contents files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
  }

  static Optional<Holder> holder(StepEntry entry) {
    return Liveness.OF_PROCESSES.busy(entry).map(Holder::of);
  }

  Validity validity(Snapshot seen) {
    return new Validity(seen, new FileContents(files), clock.instant());
  }

  Finding judge(Plan plan, Snapshot seen) {
    Optional<StepEntry> last = seen.find(plan.name);
    Optional<Holder> holder = last.flatMap(Judge::holder);
    if (holder.isPresent()) {
      return new Finding.Busy(holder.get());
    }
    Validity validity = validity(seen);
    for (StepName dependency : plan.dependencies) {
      if (validity.of(dependency) instanceof Verdict.Invalid) {
        return new Finding.NotReady(
            "depends on %s, which %s"
                .formatted(dependency, validity.reason(dependency).orElseThrow()));
      }
    }
    Optional<String> inputs;
    try {
      inputs = inputs(plan);
    } catch (UnreadableContentException e) {
      return new Finding.NotReady(String.valueOf(e.getMessage()));
    } catch (MissingContentException e) {
      return new Finding.NotReady("what it reads is missing: " + e.getMessage());
    }
    return decide(plan, seen, validity, inputs);
  }

  private Finding decide(Plan plan, Snapshot seen, Validity validity, Optional<String> inputs) {
    Map<StepName, String> hashes = new LinkedHashMap<>();
    for (StepName dependency : plan.dependencies) {
      hashes.put(dependency, seen.find(dependency).flatMap(StepEntry::hash).orElseThrow());
    }
    StepKey key = plan.key(inputs, hashes);
    Optional<StepEntry> last = seen.find(plan.name);
    Optional<String> why =
        last.isEmpty() ? Optional.of("is new") : whyAgain(last.get(), plan, key, validity);
    return why.isEmpty()
        ? new Finding.UpToDate()
        : new Finding.Due(
            why.get(), key, hashes, last.filter(line -> wasLeft(line, key)).isPresent(), seen);
  }

  /**
   * Whether a line says that the same work was left before its end. One that carries a hash was
   * complete once, and somebody wants all of it done again.
   */
  private static boolean wasLeft(StepEntry last, StepKey key) {
    return !last.isComplete()
        && last.hash().isEmpty()
        && last.facts().key().filter(before -> before.differences(key).isEmpty()).isPresent();
  }

  private Optional<String> whyAgain(StepEntry last, Plan plan, StepKey key, Validity validity) {
    Optional<String> invalid = validity.reason(plan.name);
    if (invalid.isPresent()) {
      return invalid;
    }
    List<String> differences =
        last.facts().key().map(before -> before.differences(key)).orElse(List.of("key added"));
    if (!differences.isEmpty()) {
      return Optional.of(String.join(", ", differences));
    }
    if (!last.facts().content().equals(plan.recordedContent())) {
      return Optional.of("declares another content than before");
    }
    return plan.timeToLive.filter(limit -> isOlder(last, limit)).map(_ -> "is expired");
  }

  private boolean isOlder(StepEntry last, Duration limit) {
    Instant now = clock.instant();
    return last.state() instanceof StepState.Complete complete
        && Duration.between(complete.completedAt(), now).compareTo(limit) > 0;
  }

  private Optional<String> inputs(Plan plan)
      throws UnreadableContentException, MissingContentException {
    return plan.inputs.isEmpty() ? Optional.empty() : Optional.of(hash(plan.inputs.get()));
  }

  /** The content hash of what the step has made; of its key, when it says not what that is. */
  String made(Plan plan, StepKey key) throws UnreadableContentException, MissingContentException {
    return hash(plan.content.orElseGet(() -> new ContentReference.Value(key.fields().toString())));
  }

  private String hash(ContentReference reference)
      throws UnreadableContentException, MissingContentException {
    Content content = files.look(reference);
    Optional<String> missing = content.missing().findFirst();
    if (missing.isPresent()) {
      throw new MissingContentException(missing.get());
    }
    return content.hash();
  }
}
