package dev.pawl.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLogTest {
  @TempDir private Path folder;

  private SharedLog log(long maxBytes) {
    return new SharedLog(folder.resolve("job.log"), maxBytes);
  }

  private void run(SharedLog log, String heading, String script) throws Exception {
    try (ProcessesFixture processes = new ProcessesFixture(folder)) {
      processes.run(request(processes, log, heading, script));
    }
  }

  private SpawnRequest request(
      ProcessesFixture processes, SharedLog log, String heading, String script) {
    Program program =
        new Program(List.of("sh", "-c", script), Environment.inherited(), Map.of(), folder);
    Output output = new Output.Section(log, heading, true);
    return new SpawnRequest(processes.nextScope(), program, output, false, Duration.ofSeconds(1));
  }

  private String[] files() {
    return folder.toFile().list();
  }

  @Test
  void sectionsStandWholeUnderTheirHeadingsInTheOrderOfTheirEnds() throws Exception {
    SharedLog log = log(1 << 20);
    try (ProcessesFixture processes = new ProcessesFixture(folder)) {
      Scope slow =
          processes.start(
              request(processes, log, "=== slow", "echo a; until test -e go; do :; done; echo b"));
      processes.run(request(processes, log, "=== fast", "printf no-end"));
      Files.createFile(folder.resolve("go"));
      processes.await(slow);
    }
    log.close();
    String expected = "=== fast\nno-end\n=== slow\na\nb\n";
    assertEquals(expected, Files.readString(folder.resolve("job.log")));
    assertEquals(expected.length(), log.bytes());
  }

  @Test
  void silenceLeavesNothing() throws Exception {
    SharedLog log = log(1 << 20);
    run(log, "=== x", "true");
    log.close();
    assertArrayEquals(new String[0], files());
  }

  @Test
  void aLongSectionGoesThroughAFileThatDoesNotStay() throws Exception {
    SharedLog log = log(1 << 20);
    run(log, "=== x", "head -c 200000 /dev/zero | tr '\\0' x");
    log.close();
    assertEquals("=== x\n" + "x".repeat(200_000), Files.readString(folder.resolve("job.log")));
    assertArrayEquals(new String[] {"job.log"}, files());
  }

  @Test
  void theLogIsBoundedAsAnyOther() throws Exception {
    SharedLog log = log(20_000);
    for (int section = 0; section < 10; section++) {
      run(log, "=== " + section, "head -c 9999 /dev/zero | tr '\\0' x; echo");
    }
    log.close();
    String text = Files.readString(folder.resolve("job.log"));
    assertTrue(text.length() < 21_000, "length " + text.length());
    assertTrue(text.startsWith("=== 0\n") && text.contains(" bytes left out]\n"), text);
    assertTrue(text.contains("=== 9\n"));
  }

  private Output.Kept kept(SharedLog log, String heading) {
    Output.Section into = new Output.Section(log, heading, false);
    return new Output.Kept(folder.resolve("own.log"), 1 << 20, folder.resolve("own.exit"), into);
  }

  @Test
  void whatOneUnderAKeeperHasWrittenIsASectionToo() throws Exception {
    SharedLog log = log(1 << 20);
    for (String script : List.of("echo one", "true", "head -c 200000 /dev/zero | tr '\\0' x")) {
      try (ProcessesFixture processes = new ProcessesFixture(folder)) {
        SpawnRequest kept = processes.kept(script);
        Processes.Ended ended =
            processes.run(
                new SpawnRequest(
                    kept.scope(), kept.program(), kept(log, "=== k"), false, kept.grace()));
        assertEquals(0, ended.exitCode().getAsInt(), ended::toString);
        assertFalse(Files.exists(folder.resolve("own.log")));
      }
    }
    log.close();
    String text = "=== k\none\n=== k\n" + "x".repeat(200_000);
    assertEquals(text, Files.readString(folder.resolve("job.log")));
    assertEquals(text.length(), log.bytes());
  }

  @Test
  void aLogThatIsThereIsAddedToAndStaysBounded() throws Exception {
    Files.writeString(folder.resolve("job.log"), "=== 1\n" + "a".repeat(9_000));
    SharedLog log = SharedLog.goingOn(folder.resolve("job.log"), 20_000);
    assertEquals(9_006, log.bytes());
    Files.writeString(folder.resolve("own.log"), "b\n".repeat(500));
    log.take(kept(log, "=== 2"));
    log.close();
    String added = "\n=== 2\n" + "b\n".repeat(500);
    String all = "=== 1\n" + "a".repeat(9_000) + added;
    assertEquals(all, Files.readString(folder.resolve("job.log")));
    assertEquals(all.length(), log.bytes());

    SharedLog longer = SharedLog.goingOn(folder.resolve("job.log"), 20_000);
    run(longer, "=== 3", "head -c 99999 /dev/zero | tr '\\0' c; echo");
    longer.close();
    String text = Files.readString(folder.resolve("job.log"));
    assertTrue(text.length() < 21_000, "length " + text.length());
    assertTrue(text.startsWith("=== 1\n") && text.contains(" bytes left out]\n"), text);
  }

  @Test
  void aLogThatIsNotThereYetIsMadeWithItsFirstSection() throws Exception {
    SharedLog log = SharedLog.goingOn(folder.resolve("job.log"), 20_000);
    log.take(kept(log, "=== 1"));
    assertFalse(Files.exists(folder.resolve("job.log")));
    run(log, "=== 2", "echo x");
    log.close();
    assertEquals("=== 2\nx\n", Files.readString(folder.resolve("job.log")));
  }

  @Test
  void aLogThatCannotBeWrittenIsToldWithTheProcess() throws Exception {
    SharedLog log = new SharedLog(folder.resolve("none/job.log"), 1 << 20);
    try (ProcessesFixture processes = new ProcessesFixture(folder)) {
      Processes.Ended ended = processes.run(request(processes, log, "=== x", "echo x"));
      assertTrue(ended.logFailed());
      assertTrue(String.valueOf(ended.remark()).contains("could not be created"), ended.remark());
      assertFalse(processes.run(request(processes, log, "=== y", "true")).logFailed());
    }
  }
}
