package dev.pawl.bench;

import dev.pawl.line.JsonValue;
import dev.pawl.model.Project.Sync;
import dev.pawl.step.Snapshot;
import dev.pawl.step.StepEntry;
import dev.pawl.step.StepFacts;
import dev.pawl.step.StepKey;
import dev.pawl.step.StepLedger;
import dev.pawl.step.StepName;
import dev.pawl.step.StepOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What {@link LedgerFile} measures in a JVM of its own: a program that works on the ledger of the
 * current folder and prints a name and a figure per line.
 */
final class LedgerProbe {
  private static final int BATCH = 1_000;
  private static final int NEEDS = 5;
  private static final double MEGABYTE = 1 << 20;
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.120Z");
  private static final StepOwner OWNER =
      new StepOwner("20261120-154741-7f3a", "0b0be8a1-5b9c-4c1e-9d5c-0d1f6b0c7a11", 4711, 99_123);
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  private LedgerProbe() {}

  /** Entry: fill or open, and the number of steps. */
  public static void main(String[] arguments) throws IOException {
    int steps = Integer.parseInt(arguments[1]);
    if (arguments[0].equals("fill")) {
      fill(steps);
    } else {
      openAndAppend(steps);
    }
  }

  /** Writes what a first run leaves, two lines for each step, and compacts it. */
  private static void fill(int steps) throws IOException {
    try (StepLedger ledger = open()) {
      for (int from = 0; from < steps; from += BATCH) {
        int first = from;
        ledger.change(draft -> {
          for (int step = first; step < Math.min(first + BATCH, steps); step++) {
            draft.put(claimed(step));
            draft.put(completed(step));
          }
          return 0;
        });
      }
      tell("before", size());
      long began = System.nanoTime();
      ledger.compact();
      tell("compaction", secondsSince(began));
      tell("after", size());
    }
  }

  private static void openAndAppend(int steps) {
    long before = usedHeap();
    long began = System.nanoTime();
    try (StepLedger ledger = open()) {
      Snapshot held = ledger.look();
      tell("open", secondsSince(began));
      tell("peak", Launch.peakKilobytes(ProcessHandle.current().pid()) / 1024.0);
      tell("heap", (usedHeap() - before) / MEGABYTE);
      if (held.size() != steps) {
        throw new IllegalStateException(held.size() + " steps were found, not " + steps);
      }
    }
    long beganAgain = System.nanoTime();
    try (StepLedger ledger = open()) {
      ledger.look();
      tell("again", secondsSince(beganAgain));
      tell("rate", changesPerSecond(ledger, steps / 10));
    }
  }

  private static double changesPerSecond(StepLedger ledger, int changes) {
    List<StepEntry> lines =
        IntStream.range(0, changes / 2)
            .boxed()
            .flatMap(step -> Stream.of(claimed(step), completed(step)))
            .toList();
    long began = System.nanoTime();
    for (StepEntry line : lines) {
      ledger.change(draft -> {
        draft.put(line);
        return 0;
      });
    }
    ledger.sync();
    return lines.size() / secondsSince(began);
  }

  private static StepEntry claimed(int step) {
    return StepEntry.incomplete(
        name(step), "started and not finished", facts(step).withOwner(OWNER), NOON);
  }

  private static StepEntry completed(int step) {
    return StepEntry.complete(name(step), hash(step), facts(step), NOON);
  }

  private static StepFacts facts(int step) {
    Map<StepName, String> needs = new LinkedHashMap<>();
    Map<StepName, Optional<String>> dependencies = new LinkedHashMap<>();
    for (int need = Math.max(0, step - NEEDS); need < step; need++) {
      needs.put(name(need), hash(need));
      dependencies.put(name(need), Optional.of(hash(need)));
    }
    String output = "out/j" + step;
    return StepFacts.NONE
        .withKey(
            StepKey.of(
                "echo " + output + " >" + output, "sh -ec", Map.of(), Optional.empty(), needs))
        .withContent(JsonValue.of(Map.of("directory", ".", "include", List.of(output))))
        .withDependencies(dependencies);
  }

  private static StepName name(int step) {
    return new StepName("default/j" + step);
  }

  private static String hash(int step) {
    long mixed = (step + 1) * 0x9E3779B97F4A7C15L;
    return HexFormat.of().toHexDigits(mixed) + HexFormat.of().toHexDigits(mixed * mixed);
  }

  private static StepLedger open() {
    return StepLedger.open(PROJECT, Sync.GROUPED, System.err::println);
  }

  private static double size() throws IOException {
    return Files.size(PROJECT.resolve(".pawl/state.jsonl")) / MEGABYTE;
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static void tell(String what, double figure) {
    System.out.println(what + " " + figure);
  }
}
