package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that take long from their fork to their exec, which strace(1) makes them: in that time
 * each has the pipes of all others.
 */
class SlowSpawnTest {
  @TempDir Path temp;

  /**
   * {@code short} is forked first; {@code long} is while {@code short} has not come to its exec,
   * and comes to its own 100 ms after the end of {@code short}.
   */
  @Test
  @DisplayName("a job that is being started is not taken for what an ended one left running")
  void aForkedJobIsNobodysStraggler() throws Exception {
    Path strace = Path.of("/usr/bin/strace");
    assumeTrue(Files.isExecutable(strace), "strace is not installed");
    Project project =
        Project.in(
            temp.resolve("p"),
            """
            jobs:
              first: { run: sleep 3 }
              short: { run: 'true', dir: slow }
              gate: { run: sleep 0.2 }
              long: { run: sleep 2, dir: slow, needs: gate }
            """);
    Path slow = Files.createDirectory(project.path("slow"));

    Program.Result result =
        project
            .program()
            .under(strace.toString(), "-f", "-qq", "--seccomp-bpf", "-o/dev/null", "-P" + slow)
            .under("-etrace=chdir", "-einject=chdir:delay_enter=400000")
            .run("run", "-j", "4");

    assertEquals(0, result.exit(), result.told());
  }
}
