package dev.pawl.app.cli;

import dev.pawl.content.Contents;
import dev.pawl.journal.LeftProgress;
import dev.pawl.step.FileContents;
import dev.pawl.step.Liveness;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepLedger;
import dev.pawl.step.StepOwner;
import dev.pawl.step.Validity;
import dev.pawl.step.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The ledger of a project as a command looks at it, at one moment. */
final class LedgerAt {
  private final Call call;
  private final Path project;
  private final StepLedger ledger;
  private final Instant now = Instant.now();
  private final Liveness workers = workers();
  private final LeftProgress left;

  LedgerAt(Call call, Path project, StepLedger ledger) {
    this.call = call;
    this.project = project;
    this.ledger = ledger;
    this.left = new LeftProgress(project, new LookersMask(call));
  }

  Call call() {
    return call;
  }

  Path project() {
    return project;
  }

  StepLedger ledger() {
    return ledger;
  }

  Instant now() {
    return now;
  }

  Liveness liveness() {
    return workers;
  }

  /** The judgement over the steps, by the files as they are; changes no byte. */
  Validity validity(Snapshot snapshot) {
    FileContents files = new FileContents(Contents.open(project, InstantSource.system()));
    return new Validity(snapshot, files, now);
  }

  /** What an invalid step's own verdict says; of an incomplete one also what became of its work. */
  String told(Snapshot snapshot, Validity.Cause cause) {
    return cause.verdict() instanceof Verdict.Incomplete
        ? cause + snapshot.find(cause.step()).map(this::work).orElse("")
        : cause.toString();
  }

  /**
   * Who works on an incomplete step, or did when its line was written, and how far that is; else
   * "".
   */
  String work(StepEntry entry) {
    if (entry.isComplete() || entry.facts().by().isEmpty()) {
      return "";
    }
    StepOwner by = entry.facts().by().get();
    boolean busy = workers.busy(entry).isPresent();
    String reached =
        left.of(by.run(), entry.name().job()).map(told -> "; " + told.words()).orElse("");
    return reached + " (" + who(by) + (busy ? " works on it)" : " is gone)");
  }

  static String who(StepOwner owner) {
    String process = "process " + owner.pid();
    return owner.run().isEmpty() ? process : "run " + owner.run() + ", " + process;
  }

  int compact() throws IOException {
    if (Files.notExists(project.resolve(".pawl").resolve("state.jsonl"))) {
      sayNone();
      return ExitCode.FINE;
    }
    long gone = ledger.compact();
    call.out()
        .write(
            Words.count(gone, "line")
                + " removed, "
                + Words.count(ledger.look().size(), "step")
                + " left\n");
    return ExitCode.FINE;
  }

  void sayNone() {
    if (!call.options().quiet()) {
      call.say("no steps yet");
    }
  }

  /** All processes are looked through once per run, not once per step. */
  private static Liveness workers() {
    Map<String, Boolean> runs = new HashMap<>();
    Predicate<String> carried = Liveness.OF_PROCESSES.cookie();
    return new Liveness(
        Liveness.OF_PROCESSES.owner(),
        cookie -> {
          String run = cookie.substring(0, cookie.indexOf(':') + 1);
          return runs.computeIfAbsent(run, carried::test) && carried.test(cookie);
        });
  }
}
