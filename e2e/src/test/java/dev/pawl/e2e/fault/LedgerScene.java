package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** A ledger of three complete steps, each made from the one before, and a change of it by hand. */
final class LedgerScene extends Scene {
  private static final TreeSet<String> ALL = new TreeSet<>(List.of("a", "b", "c"));
  private static final String LEDGER = ".pawl/state.jsonl";
  private static final int VERSIONS = 20;

  private final boolean compacts;

  private LedgerScene(Path folder, boolean compacts) throws Exception {
    super(folder, Project.in(folder.resolve("project"), "jobs: { a: { run: 'true' } }\n"));
    this.compacts = compacts;
    Files.createDirectory(project().path(".pawl"));
    StringBuilder lines = new StringBuilder();
    for (int version = 1; version <= VERSIONS; version++) {
      lines.append(line("a", "a" + version, "{}"));
      lines.append(line("b", "b" + version, "{\"default/a\":\"a" + version + "\"}"));
      lines.append(line("c", "c" + version, "{\"default/b\":\"b" + version + "\"}"));
    }
    project().write(LEDGER, lines.toString());
  }

  /** {@code pawl state invalidate}. */
  static LedgerScene invalidating(Path folder) throws Exception {
    return new LedgerScene(folder, false);
  }

  /** {@code pawl state compact}. */
  static LedgerScene compacting(Path folder) throws Exception {
    return new LedgerScene(folder, true);
  }

  private static String line(String step, String hash, String dependencies) {
    return """
    {"step_name":"default/%s","completed":true,"completed_at":"2026-11-20T15:58:02.004Z",\
    "validation_status":"Valid","content_reference":null,"content_hash":"%s","dependencies":%s}
    """
        .formatted(step, hash, dependencies);
  }

  @Override
  String[] command() {
    return compacts
        ? new String[] {"state", "compact"}
        : new String[] {"state", "invalidate", "default/b"};
  }

  @Override
  List<String> looks() {
    return List.of(LIST_STEPS);
  }

  @Override
  void judge(Program.Result harmed) throws Exception {
    TreeSet<String> valid = validSteps();
    TreeSet<String> invalidated = new TreeSet<>(List.of("a"));
    if (compacts) {
      assertEquals(ALL, valid, harmed.told());
    } else if (harmed.exit() == 0) {
      assertEquals(invalidated, valid, harmed.told());
    } else {
      assertTrue(valid.equals(ALL) || valid.equals(invalidated), valid + harmed.told());
    }
    if (compacts && harmed.exit() == 0) {
      assertEquals(ALL.size(), project().read(LEDGER).lines().count(), harmed.told());
    }
  }

  @Override
  void goOn(Program.Result harmed) throws Exception {
    pawl(command());
    assertEquals(compacts ? ALL : new TreeSet<>(List.of("a")), validSteps(), harmed.told());

    String ledger = project().read(LEDGER);
    Program.Result third = pawl(command());
    assertEquals("", third.err());
    assertEquals(ledger, project().read(LEDGER));
    try (var there = Files.list(project().path(".pawl"))) {
      List<String> names =
          there
              .map(file -> file.getFileName().toString())
              .filter(name -> !List.of("hashes", "locks", "state.jsonl.torn").contains(name))
              .toList();
      assertEquals(List.of("state.jsonl"), names, harmed.told());
    }
  }
}
