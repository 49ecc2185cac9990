package dev.pawl.e2e.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one more item costs, as the kernel sees it: the part of its speed that does not depend on
 * the machine. {@code bench/compare foreach} measures the speed itself. Needs strace.
 */
class LoopCostTest {
  private static final int FEW = 50;
  private static final int MANY = 450;

  /** What is written within this time is forced together. */
  private static final Duration GROUPED = Duration.ofMillis(40);

  /** The journal, the ledger and the item log. */
  private static final int RECORDS = 3;

  @TempDir private Path temp;

  private record Trace(List<String> calls, Duration took) {
    long count(Predicate<String> isMeant) {
      return calls.stream().filter(isMeant).count();
    }

    long processes() {
      return count(call -> call.matches("\\d+ +(clone3?|v?fork)\\(.*") && !isThread(call));
    }

    private static boolean isThread(String call) {
      return call.contains("CLONE_THREAD");
    }

    long programs() {
      return count(call -> call.contains(" execve("));
    }

    long forces() {
      return count(call -> call.contains("sync("));
    }
  }

  private Trace loop(int items) throws Exception {
    Path strace = Path.of("/usr/bin/strace");
    assumeTrue(Files.isExecutable(strace), "strace is not installed");
    String each = "jobs: { each: { run: 'true', foreach: { run: seq %d, concurrency: 4 } } }";
    Project project = Project.in(temp.resolve("items-" + items), each.formatted(items));
    Path trace = project.path("trace");
    Instant began = Instant.now();

    Program.Result result =
        project
            .program()
            .under(strace.toString(), "-fqq", "--signal=none", "-o", trace.toString())
            .under("-e", "trace=clone,clone3,fork,vfork,execve,fsync,fdatasync")
            .run("run");

    Duration took = Duration.between(began, Instant.now());
    assertEquals(0, result.exit(), result.told());
    return new Trace(Files.readAllLines(trace), took);
  }

  @Test
  @DisplayName("L27 an item costs one process that becomes one program, and no force of its own")
  void costOfAnItem() throws Exception {
    Trace few = loop(FEW);
    Trace many = loop(MANY);

    assertEquals(MANY - FEW, many.processes() - few.processes(), "processes");
    assertEquals(MANY - FEW, many.programs() - few.programs(), "programs");
    long most = RECORDS * (many.took().dividedBy(GROUPED) + 4);
    assertTrue(many.forces() <= most, many.forces() + " forces in " + many.took());
  }
}
