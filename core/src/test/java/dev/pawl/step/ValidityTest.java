package dev.pawl.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pawl.line.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ValidityTest {
  private static Validity validity(StepEntry... lines) {
    return new Validity(Snapshot.EMPTY.with(List.of(lines)), Contents.UNSEEN, Steps.NOON);
  }

  private static final StepEntry A = Steps.complete("a", "1");
  private static final StepEntry B = Steps.complete("b", "2", "a=1");
  private static final StepEntry C = Steps.complete("c", "3", "b=2");

  private static String reason(Validity validity, String step) {
    return validity.reason(Steps.name(step)).orElse("valid");
  }

  @Test
  void stepsThatAreAsTheyWereAreValid() {
    Validity validity = validity(A, B, C);
    for (String step : List.of("a", "b", "c")) {
      assertEquals(Verdict.VALID, validity.of(Steps.name(step)));
      assertEquals(List.of(), validity.why(Steps.name(step)));
    }
  }

  @Test
  @DisplayName("L14 an invalidated step takes along what was made from it; the chain is named")
  void cascade() {
    Validity validity = validity(C, B, A.invalidated("invalidated by hand", Steps.NOON));
    assertEquals(
        "depends on b, which depends on a, which is incomplete: invalidated by hand",
        reason(validity, "c"));
    assertEquals("depends on a, which is incomplete: invalidated by hand", reason(validity, "b"));
    assertEquals(
        "[c depends on b, b depends on a, a is incomplete: invalidated by hand]",
        validity.why(Steps.name("c")).toString());
  }

  @Test
  @DisplayName("L15 what was completed again with the same content stops the cascade")
  void earlyCutOff() {
    Validity validity = validity(A, B, C, Steps.incomplete("a", "x"), A);
    assertEquals("valid", reason(validity, "c"));
  }

  @Test
  @DisplayName("L16 completed again with another content: changed since")
  void changedSince() {
    Validity validity = validity(A, B, C, Steps.complete("a", "9"));
    assertEquals("valid", reason(validity, "a"));
    assertEquals("depends on a, which has changed since", reason(validity, "b"));
    assertEquals(
        "depends on b, which depends on a, which has changed since", reason(validity, "c"));
  }

  @Test
  @DisplayName("L16 not in the ledger: missing")
  void missing() {
    assertEquals("depends on a, which is missing", reason(validity(B), "b"));
    assertEquals("is missing", reason(validity(), "b"));
  }

  @Test
  void aDependencyWithoutAHashIsOnlyAskedWhetherItIsValid() {
    StepEntry listed = Steps.complete("b", "2", "a");
    assertEquals("valid", reason(validity(A, listed), "b"));
    assertEquals("depends on a, which is missing", reason(validity(listed), "b"));
  }

  @Test
  @DisplayName("L18 cache that is older than its time to live is expired")
  void expired() {
    Duration limit = Duration.ofMinutes(5);
    StepEntry cache =
        StepEntry.complete(Steps.name("a"), "1", StepFacts.NONE.withTimeToLive(limit), Steps.NOON);
    Snapshot snapshot = Snapshot.EMPTY.with(List.of(cache, B));
    Validity inTime = new Validity(snapshot, Contents.UNSEEN, Steps.NOON.plus(limit));
    assertEquals("valid", reason(inTime, "b"));
    Validity late = new Validity(snapshot, Contents.UNSEEN, Steps.NOON.plus(limit).plusMillis(1));
    assertEquals("depends on a, which is expired: 5m old, good for 5m", reason(late, "b"));
  }

  @Test
  void aCircleIsInvalidAndEnds() {
    StepEntry first = Steps.complete("a", "1", "b=2");
    assertEquals(
        "depends on b, which depends on a, which depends on it", reason(validity(first, B), "a"));
    assertEquals(
        "depends on b, which depends on it",
        reason(validity(Steps.complete("b", "2", "b=2")), "b"));
  }

  private static final class Folder implements Contents {
    final Map<String, Look> looks = new HashMap<>();
    int asked;

    @Override
    public Optional<Look> look(JsonValue reference) {
      asked++;
      return Optional.ofNullable(looks.get(reference.value()));
    }

    @Override
    public Optional<String> difference(JsonValue reference, String oldHash) {
      return oldHash.equals("2") ? Optional.of("src/b.txt removed") : Optional.empty();
    }
  }

  private static StepEntry with(StepEntry entry, String reference) {
    return entry.with(entry.facts().withContent(JsonValue.of(reference)));
  }

  @Test
  @DisplayName("L11 a content that is not what was made is invalid, with what differs")
  void contents() {
    Folder folder = new Folder();
    Snapshot snapshot =
        Snapshot.EMPTY.with(List.of(with(A, "out-a"), with(B, "out-b"), with(C, "none")));
    folder.looks.put("out-a", new Contents.Look.Hashed("1"));
    folder.looks.put("out-b", new Contents.Look.Hashed("9"));
    Validity validity = new Validity(snapshot, folder, Steps.NOON);
    assertEquals("depends on b, which has changed: src/b.txt removed", reason(validity, "c"));
    assertEquals("valid", reason(validity, "a"));
    assertEquals(2, folder.asked, "each once, and not that of c");
    folder.looks.put("out-a", new Contents.Look.Unreadable("out-a: permission denied"));
    assertEquals(
        "cannot be checked: out-a: permission denied",
        reason(new Validity(snapshot, folder, Steps.NOON), "a"));
    folder.looks.put("out-a", new Contents.Look.Hashed("8"));
    assertInstanceOf(
        Verdict.Changed.class, new Validity(snapshot, folder, Steps.NOON).of(Steps.name("a")));
  }

  @Test
  @Timeout(20)
  @DisplayName("L14 a chain of 100,000 steps, and as many dependencies of one")
  void largeLedgers() {
    int count = 100_000;
    List<StepEntry> lines = new ArrayList<>(List.of(Steps.complete("0", "h")));
    String[] all = new String[count];
    for (int step = 1; step <= count; step++) {
      all[step - 1] = (step - 1) + "=h";
      lines.add(Steps.complete("" + step, "h", all[step - 1]));
    }
    lines.add(Steps.complete("all", "h", all));
    Snapshot snapshot = Snapshot.EMPTY.with(lines);
    assertEquals(
        Verdict.VALID, new Validity(snapshot, Contents.UNSEEN, Steps.NOON).of(Steps.name("all")));
    Snapshot stale = snapshot.with(List.of(Steps.incomplete("0", "gone")));
    Validity validity = new Validity(stale, Contents.UNSEEN, Steps.NOON);
    assertEquals(count + 1, validity.why(Steps.name("" + count)).size());
    assertEquals(
        "depends on 99999, which depends on 99998, which depends on 99997, which depends on 99995 more,"
            + " which depends on 1, which depends on 0, which is incomplete: gone",
        reason(validity, "" + count));
  }

  @Test
  void anIncompleteStepIsBusyWhileItsOwnerOrAProcessOfItLives() {
    StepEntry running =
        StepEntry.incomplete(
            Steps.name("w/job"), "started", StepFacts.NONE.withOwner(Steps.OWNER), Steps.NOON);
    Liveness coordinator = new Liveness(Steps.OWNER::equals, cookie -> false);
    Liveness child =
        new Liveness(owner -> false, cookie -> cookie.equals(Steps.OWNER.run() + ":job:"));
    Liveness none = new Liveness(owner -> false, cookie -> false);
    assertEquals(Optional.of(Steps.OWNER), coordinator.busy(running));
    assertEquals(Optional.of(Steps.OWNER), child.busy(running));
    assertEquals(Optional.empty(), none.busy(running));
    assertEquals(Optional.empty(), coordinator.busy(running.invalidated("failed", Steps.NOON)));
    StepEntry done = StepEntry.complete(running.name(), "1", running.facts(), Steps.NOON);
    assertEquals(Optional.empty(), coordinator.busy(done));
  }
}
