package dev.pawl.coordinator;

import dev.pawl.content.Contents;
import dev.pawl.content.Finding;
import dev.pawl.journal.Journal;
import dev.pawl.journal.Plans;
import dev.pawl.journal.RunFolder;
import dev.pawl.journal.Runs;
import dev.pawl.line.BrokenFileException;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Notices;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.RunId;
import dev.pawl.model.RunStatus;
import dev.pawl.model.Secrets;
import dev.pawl.model.WorkflowName;
import dev.pawl.posix.KernelLock;
import dev.pawl.run.Entry;
import dev.pawl.run.JobRow;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunOptions;
import dev.pawl.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The way of a run past everything, when the last one has found every step up to date and nothing
 * that it looked at is different: the same is recorded again.
 *
 * <p>What a run finds follows from what is in {@code pawl.yml} and in the ledger, from the files
 * that the steps name, from the options and from the secrets among the caller's variables. When all
 * steps are up to date and no job has conditions, nothing else was asked. All of these are
 * compared, so the answer is the one that the long way would give; without the record of the last
 * run the long way is taken. Signals end the program: nothing is running, and the journal is one
 * write.
 */
public final class Repetition {
  private static final String FORMAT = "1";

  private final Question question;
  private final Instant began = Instant.now();
  private final String digest;
  private final Optional<String> configStamp;
  private final Optional<String> ledgerStamp;

  /**
   * What is asked for.
   *
   * @param folder of the project, absolute
   * @param config the configuration file
   * @param workflow as it was named
   * @param concurrency {@code -j}
   * @param env {@code --env}
   * @param caller all variables of the caller
   * @param program which program asks: another one may judge otherwise
   */
  public record Question(
      Path folder,
      Path config,
      Optional<String> workflow,
      OptionalInt concurrency,
      Map<String, String> env,
      Map<String, String> caller,
      String program) {}

  /** A run that was recorded: all its jobs are up to date. */
  public record Recorded(RunId run, WorkflowName workflow, int jobs, Duration took) {}

  /** What is known before the configuration is read; does not read it. */
  public Repetition(Question question) {
    this.question = question;
    // Before the configuration is read by anybody: what changes from now on shows.
    this.configStamp = Finding.stamp(question.config, began);
    this.ledgerStamp = Finding.stamp(ledger(), began);
    this.digest = Finding.digest(circumstances());
  }

  private Path ledger() {
    return question.folder.resolve(".pawl").resolve("state.jsonl");
  }

  private String topic() {
    List<String> parts = new ArrayList<>(List.of(FORMAT, question.config.toString()));
    parts.add(question.workflow.toString());
    parts.add(question.concurrency.toString());
    parts.add(question.env.toString());
    return String.join("\n", parts);
  }

  private List<String> circumstances() {
    List<String> all = new ArrayList<>(List.of(question.program, topic(), configStamp.toString()));
    all.add(Integer.toString(Runtime.getRuntime().availableProcessors()));
    new TreeMap<>(question.caller)
        .forEach((name, value) -> {
          if (Secrets.isSecretName(name)) {
            all.add(name + "=" + value);
          }
        });
    return all;
  }

  /** Records the same run again; empty when it has to be found out what is to do. */
  public Optional<Recorded> again() {
    Optional<Finding> finding = Finding.recall(question.folder, topic(), InstantSource.system());
    if (finding.isEmpty() || DailyPruning.isDue(question.folder, began)) {
      return Optional.empty();
    }
    Optional<Idleness> found = Idleness.read(finding.get().found());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Idleness idle = found.get();
    RunFolder last = new RunFolder(question.folder, idle.run());
    boolean same =
        configStamp.isPresent()
            && idle.digest().equals(digest)
            && ledgerStamp.equals(Optional.of(idle.ledger()))
            && Files.isRegularFile(last.plan())
            && finding.get().holds();
    try {
      return same ? Optional.of(record(idle, last)) : Optional.empty();
    } catch (IOException | BrokenFileException e) {
      return Optional.empty(); // the long way tells why nothing can be recorded
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Recorded record(Idleness idle, RunFolder last) throws IOException, InterruptedException {
    RunFolder folder = new Runs(question.folder).createNew(InstantSource.system());
    try (KernelLock lock = new Locks(question.folder).run(folder.run())) {
      lock.lock();
      Plans.share(last, folder);
      try (Journal journal = Journal.create(folder.journal(), Sync.GROUPED, broken -> {})) {
        Instant now = Instant.ofEpochMilli(InstantSource.system().millis());
        List<Entry> entries = entries(idle, folder.run(), now);
        journal.append(entries);
        int jobs = idle.steps().stream().mapToInt(group -> group.jobs().size()).sum();
        return new Recorded(folder.run(), idle.workflow(), jobs, Duration.between(began, now));
      }
    }
  }

  private List<Entry> entries(Idleness idle, RunId run, Instant now) {
    RunOptions options = new RunOptions(idle.concurrency(), new SplittableRandom().nextLong());
    List<RunEvent> events = new ArrayList<>();
    events.add(
        new RunEvent.RunCreated(run, idle.workflow(), Optional.empty(), Driven.self(), options));
    events.add(new RunEvent.RunBegan(false));
    events.addAll(idle.steps());
    events.add(new RunEvent.RunFinished(RunStatus.SUCCEEDED, 0, Optional.empty()));
    List<Entry> entries = new ArrayList<>(events.size());
    for (RunEvent event : events) {
      Instant at = entries.isEmpty() ? Instant.ofEpochMilli(began.toEpochMilli()) : now;
      entries.add(new Entry(entries.size() + 1L, at, event));
    }
    return entries;
  }

  /**
   * Remembers how a run ended that has asked no more than what is compared here.
   *
   * @param contents has taken notes of all files that were looked at
   */
  void remember(RunState state, Contents contents) {
    Instant now = Instant.now();
    boolean unchanged =
        configStamp.isPresent()
            && ledgerStamp.isPresent()
            && state.workflow().notices().equals(Notices.NONE)
            && configStamp.equals(Finding.stamp(question.config, now))
            && ledgerStamp.equals(Finding.stamp(ledger(), now));
    if (unchanged && state.status() == RunStatus.SUCCEEDED && allAreIdle(state)) {
      Idleness idle = Idleness.of(digest, ledgerStamp.get(), state);
      contents.remember(topic(), idle.bytes());
    }
  }

  private static boolean allAreIdle(RunState state) {
    return state.rows().stream().allMatch(Repetition::isIdle);
  }

  private static boolean isIdle(JobRow row) {
    var role = row.job().role();
    boolean plain = !(role.background() || role.interactive() || role.isService());
    return row.status() == JobStatus.UP_TO_DATE
        && plain
        && row.job().loop().isEmpty()
        && row.job().gate().skip().isEmpty()
        && row.job().gate().only().isEmpty();
  }
}
