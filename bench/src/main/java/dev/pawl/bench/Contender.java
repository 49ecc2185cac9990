package dev.pawl.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One program at one workload, with what was measured of it. A round that fails is its last one;
 * the others in the race go on.
 */
final class Contender {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final List<String> LEFT_BEHIND =
      List.of(".pawl", ".ninja_log", "joblog", ".snakemake");

  private final Path folder;
  private final Sample seconds = new Sample();
  private List<String> command;
  private String name;
  private int most = Integer.MAX_VALUE;
  private boolean keepsState;
  private long peakKilobytes;
  private String failure = "";

  /**
   * A program that has done nothing yet.
   *
   * @param folder where it runs; what it leaves there is moved away before each round
   */
  Contender(String name, Path folder, List<String> command) {
    this.name = name;
    this.folder = folder;
    this.command = command;
  }

  /** One of the peers; it has failed already when it is not installed. */
  static Contender of(Tool tool, Path folder, String... arguments) {
    Contender contender = new Contender(tool.label(), folder, tool.command(arguments));
    if (!tool.isInstalled()) {
      contender.fail("skipped: " + tool.remedy());
    }
    return contender;
  }

  /** Under another name. */
  Contender named(String other) {
    name = other;
    return this;
  }

  /** By another command than its own. */
  Contender running(String... words) {
    command = List.of(words);
    return this;
  }

  /** Leaves in place what earlier rounds, or others in this folder, have left. */
  Contender keepingState() {
    keepsState = true;
    return this;
  }

  /** Takes part in the first rounds only, because it is slow. */
  Contender atMost(int rounds) {
    most = rounds;
    return this;
  }

  /** Takes part only if the one that had to go before it has not failed. */
  Contender after(Contender first) {
    if (!first.failure.isEmpty()) {
      fail("its first run " + first.failure);
    }
    return this;
  }

  String name() {
    return name;
  }

  boolean takesPart(int round) {
    return failure.isEmpty() && round <= most;
  }

  /** Why nothing that was measured of it counts; empty while all is well. */
  String failure() {
    return failure;
  }

  /** Takes it out of the race; the first reason stays. */
  void fail(String why) {
    failure = failure.isEmpty() ? why : failure;
  }

  /** One round: from the start of the program to its end. */
  void round() throws InterruptedException {
    try {
      if (!keepsState) {
        for (String left : LEFT_BEHIND) {
          FileTree.setAside(folder, left);
        }
      }
      measure(Launch.of(folder, command));
    } catch (IOException e) {
      fail("failed: " + e.getMessage());
    }
  }

  private void measure(Launch launch) throws IOException, InterruptedException {
    if (!launch.awaitEnd(LONGEST)) {
      launch.stop();
      fail("failed: took longer than " + LONGEST.toSeconds() + " s");
    } else if (launch.exitCode() != 0) {
      fail("failed with exit code " + launch.exitCode() + ": " + launch.lastWords());
    } else {
      seconds.add(launch.seconds());
      peakKilobytes = Math.max(peakKilobytes, launch.peakKilobytes());
    }
  }

  /** Seconds of a round. */
  Figure median() {
    return failure.isEmpty() ? seconds.median() : Figure.missing("no figure of " + name);
  }

  /** The most that any round had resident, megabytes. */
  Figure peak() {
    return failure.isEmpty()
        ? Figure.of(peakKilobytes / 1024.0)
        : Figure.missing("no figure of " + name);
  }

  String allSeconds() {
    return seconds.allSeconds();
  }
}
