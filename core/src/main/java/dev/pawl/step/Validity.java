package dev.pawl.step;

import dev.pawl.line.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the steps of one snapshot.
 *
 * <p>A step is invalid when it is missing, incomplete or expired; when a step it was made from is
 * invalid, or has another content hash than it had then; and when its own content is not what its
 * line says. So what was rebuilt with the same result stops the cascade.
 *
 * <p>Every step is judged once and its content looked at once, after the steps that it was made
 * from; the way down is a list, not recursion, so that depth has no limit.
 */
public final class Validity {
  private final Snapshot snapshot;
  private final Contents contents;
  private final Instant now;
  private final Map<StepName, Verdict> verdicts = new HashMap<>();

  /** Steps that {@link #holds} has found valid. */
  private final Set<StepName> held;

  public Validity(Snapshot snapshot, Contents contents, Instant now) {
    this(snapshot, contents, now, new HashSet<>());
  }

  private Validity(Snapshot snapshot, Contents contents, Instant now, Set<StepName> held) {
    this.snapshot = snapshot;
    this.contents = contents;
    this.now = now;
    this.held = held;
  }

  /**
   * The same of a snapshot that {@link Snapshot#follows}: what {@link #holds} has found valid stays
   * so, since nobody writes of what it was made from any more. This one is not to be asked again.
   */
  public Validity goingOn(Snapshot later) {
    return new Validity(later, contents, now, held);
  }

  /** A link of the chain that makes a step invalid. */
  public record Cause(StepName step, Verdict.Invalid verdict) {
    /** For example {@code default/b depends on default/a}. */
    @Override
    public String toString() {
      return step + " " + verdict.text();
    }
  }

  /** The verdict on a step. */
  public Verdict of(StepName step) {
    if (known(step) == null) {
      new Judgement().of(step);
    }
    return Objects.requireNonNull(known(step));
  }

  private @Nullable Verdict known(StepName step) {
    return held.contains(step) ? Verdict.VALID : verdicts.get(step);
  }

  /**
   * Whether a step is valid of which is known that its line says these facts and this hash, without
   * taking the line apart, and that nobody will write of what it was made from. No means: not
   * known, ask for the verdict.
   */
  public boolean holds(StepName step, StepFacts facts, String hash) {
    for (Map.Entry<StepName, Optional<String>> edge : facts.dependencies().entrySet()) {
      boolean same = edge.getValue().equals(snapshot.completeHash(edge.getKey()));
      if (!same || !(of(edge.getKey()) instanceof Verdict.Valid)) {
        return false;
      }
    }
    boolean holds = content(facts, hash) instanceof Verdict.Valid;
    if (holds) {
      held.add(step);
    }
    return holds;
  }

  /** The chain from a step to what is to blame; empty when it is valid. */
  public List<Cause> why(StepName step) {
    List<Cause> chain = new ArrayList<>();
    Optional<StepName> next = Optional.of(step);
    while (next.isPresent() && of(next.get()) instanceof Verdict.Invalid invalid) {
      chain.add(new Cause(next.get(), invalid));
      next = invalid.because();
    }
    return chain;
  }

  /**
   * The chain as a sentence whose subject is the step: "depends on default/b, which depends on
   * default/a, which is missing"; the middle of a long one is left out. Empty when it is valid.
   */
  public Optional<String> reason(StepName step) {
    List<Cause> chain = why(step);
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    int most = 6;
    for (int link = 0; link < chain.size(); link++) {
      if (chain.size() <= most || link < most / 2 || link >= chain.size() - most / 2) {
        texts.add(chain.get(link).verdict().text());
      } else if (link == most / 2) {
        texts.add("depends on %d more".formatted(chain.size() - most / 2 * 2));
      }
    }
    return Optional.of(String.join(", which ", texts));
  }

  /** A step whose dependencies are being judged, one after the other. */
  private static final class Frame {
    final StepEntry entry;
    private final Iterator<Map.Entry<StepName, Optional<String>>> rest;
    Map.@Nullable Entry<StepName, Optional<String>> current;

    Frame(StepEntry entry) {
      this.entry = entry;
      this.rest = entry.facts().dependencies().entrySet().iterator();
      next();
    }

    void next() {
      current = rest.hasNext() ? rest.next() : null;
    }
  }

  /** One way down to what is not judged yet, and up again. */
  private final class Judgement {
    private final Deque<Frame> way = new ArrayDeque<>();
    private final Set<StepName> open = new HashSet<>();

    void of(StepName step) {
      enter(step);
      while (!way.isEmpty()) {
        Frame frame = way.element();
        Verdict verdict = goOn(frame);
        if (verdict != null) {
          way.remove();
          open.remove(frame.entry.name());
          verdicts.put(frame.entry.name(), verdict);
        }
      }
    }

    private void enter(StepName step) {
      Optional<StepEntry> entry = snapshot.find(step);
      Verdict alone = entry.map(Validity.this::alone).orElseGet(Verdict.Missing::new);
      if (entry.isPresent() && alone instanceof Verdict.Valid) {
        open.add(step);
        way.push(new Frame(entry.get()));
      } else {
        verdicts.put(step, alone);
      }
    }

    /** The verdict, or null after a step on the way down. */
    private @Nullable Verdict goOn(Frame frame) {
      for (var edge = frame.current; edge != null; edge = frame.current) {
        Verdict on = known(edge.getKey());
        if (on == null) {
          if (open.contains(edge.getKey())) {
            return new Verdict.Cycle(edge.getKey());
          }
          enter(edge.getKey());
          return null;
        }
        Verdict verdict = across(edge, on);
        if (verdict instanceof Verdict.Invalid) {
          return verdict;
        }
        frame.next();
      }
      return content(frame.entry);
    }
  }

  /** What the line of a step alone says. */
  private Verdict alone(StepEntry entry) {
    return switch (entry.state()) {
      case StepState.Incomplete incomplete -> new Verdict.Incomplete(incomplete.reason());
      case StepState.Complete complete -> age(entry.facts(), complete.completedAt());
    };
  }

  private Verdict age(StepFacts facts, Instant completedAt) {
    if (facts.stage() != DataStage.CACHE || facts.timeToLive().isEmpty()) {
      return Verdict.VALID;
    }
    Duration age = Duration.between(completedAt, now);
    Duration limit = facts.timeToLive().get();
    return age.compareTo(limit) > 0 ? new Verdict.Expired(age, limit) : Verdict.VALID;
  }

  /** What a dependency with a verdict of its own means for the step that was made from it. */
  private Verdict across(Map.Entry<StepName, Optional<String>> edge, Verdict on) {
    StepName step = edge.getKey();
    if (on instanceof Verdict.Invalid) {
      return new Verdict.Depends(step);
    }
    Optional<String> then = edge.getValue();
    return then.isEmpty() || then.equals(snapshot.find(step).flatMap(StepEntry::hash))
        ? Verdict.VALID
        : new Verdict.ChangedSince(step);
  }

  /**
   * What the content of a complete step alone says, whatever it was made from; looked at again with
   * every call.
   */
  public Verdict content(StepEntry entry) {
    return content(entry.facts(), entry.hash().orElse(""));
  }

  private Verdict content(StepFacts facts, String recorded) {
    Optional<JsonValue> reference = facts.content();
    Optional<Contents.Look> look = reference.flatMap(contents::look);
    if (reference.isEmpty() || look.isEmpty()) {
      return Verdict.VALID;
    }
    return switch (look.get()) {
      case Contents.Look.Unreadable unreadable -> new Verdict.Unreadable(unreadable.why());
      case Contents.Look.Hashed now when now.hash().equals(recorded) -> Verdict.VALID;
      case Contents.Look.Hashed _ ->
          new Verdict.Changed(
              contents
                  .difference(reference.get(), recorded)
                  .orElse("its content has another hash than when it was completed"));
    };
  }
}
