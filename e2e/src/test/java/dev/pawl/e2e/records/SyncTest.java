package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When records are forced to the disk, as the kernel sees it. Needs strace. */
class SyncTest {
  @TempDir Path temp;

  /** What was done to a record, in order: "write" or "force". */
  private List<String> calls(String sync, String record) throws Exception {
    Path strace = Path.of("/usr/bin/strace");
    assumeTrue(Files.isExecutable(strace), "strace is not installed");
    Project project =
        Project.in(
            temp.resolve(sync + record),
            "sync: "
                + sync
                + "\njobs: { a: { run: 'true', checkpoint: true }, b: { run: 'true', needs: a } }");
    Path trace = project.path("trace");

    Program.Result result =
        project
            .program()
            .under(strace.toString(), "-fqqy", "-e", "trace=write,pwrite64,fsync,fdatasync")
            .under("-o", trace.toString())
            .run("run");

    assertEquals(0, result.exit(), result.told());
    return Files.readAllLines(trace).stream()
        .filter(line -> line.contains("/" + record + ">") && !line.contains("resumed>"))
        .map(line -> line.contains("sync(") ? "force" : "write")
        .toList();
  }

  @Test
  @DisplayName(
      "sync: always forces each write before the next one; grouped those of 50 ms together")
  void alwaysForcesEachWrite() throws Exception {
    for (String record : List.of("journal.jsonl", "state.jsonl")) {
      List<String> always = calls("always", record);
      assertTrue(always.size() >= 4, record + " " + always);
      for (int i = 0; i < always.size(); i++) {
        assertEquals(i % 2 == 0 ? "write" : "force", always.get(i), record + " " + always);
      }
      assertEquals("force", calls("grouped", record).getLast(), record);
    }
  }
}
