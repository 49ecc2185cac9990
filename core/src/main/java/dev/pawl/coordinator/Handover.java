package dev.pawl.coordinator;

import dev.pawl.journal.Plan;
import dev.pawl.journal.Plans;
import dev.pawl.journal.RunFolder;
import dev.pawl.process.Detached;
import dev.pawl.process.Environment;
import dev.pawl.run.StopCause;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * Gives a run that rests to a coordinator of its own, and waits until that has taken it.
 *
 * <p>What it must know and no file may hold, the plan with its secrets, goes with it as an open
 * memory file: descriptor 3, which its helper hands on to the next one.
 */
final class Handover {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = 3_000_000;
  private static final String TAKEN = "\"event\":\"TakenOver\"";

  private final RunFolder folder;
  private final long rest;

  /** A run that has just been handed over; its lock is free. */
  Handover(RunFolder folder) throws IOException {
    this.folder = folder;
    this.rest = Files.size(folder.journal());
  }

  /** Empty when the run goes on; else why it does not, and it was recorded so. */
  Optional<String> to(List<String> command, Plan plan) throws IOException {
    Detached coordinator;
    try {
      coordinator =
          Detached.start(
              command,
              Environment.inherited(),
              folder.project(),
              folder.coordinatorLog(),
              Detached.handover(Plans.bytes(plan)));
    } catch (IOException e) {
      String problem = "its coordinator could not be started: " + e.getMessage();
      return isEnded(problem) ? Optional.of(problem) : Optional.empty();
    }
    Optional<String> problem = await(coordinator);
    // Whoever holds the lock decides: a coordinator that has it is about to take the run.
    if (problem.isPresent() && !isEnded(problem.get())) {
      problem = await(coordinator);
    }
    if (problem.isPresent()) {
      coordinator.kill();
      isEnded(problem.get());
    }
    return problem;
  }

  private boolean isEnded(String problem) {
    return Recovery.end(folder, StopCause.CANCEL, problem, UnaryOperator.identity()).isPresent();
  }

  private Optional<String> await(Detached coordinator) throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!isTaken()) {
      if (coordinator.hasEnded() && !isTaken()) {
        return Optional.of("its coordinator could not be started: " + lastWords());
      }
      if (until - System.nanoTime() <= 0) {
        return Optional.of(
            "its coordinator did not take it over within " + PATIENCE.toSeconds() + " s");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return Optional.empty();
  }

  private boolean isTaken() throws IOException {
    try (RandomAccessFile journal = new RandomAccessFile(folder.journal().toFile(), "r")) {
      byte[] news = new byte[(int) Math.min(1 << 16, journal.length() - rest)];
      journal.seek(rest);
      journal.readFully(news);
      return new String(news, StandardCharsets.UTF_8).contains(TAKEN);
    }
  }

  private String lastWords() throws IOException {
    List<String> lines =
        Files.exists(folder.coordinatorLog())
            ? Files.readAllLines(folder.coordinatorLog())
            : List.<String>of();
    return lines.isEmpty() ? "it ended without a word" : lines.getLast();
  }
}
