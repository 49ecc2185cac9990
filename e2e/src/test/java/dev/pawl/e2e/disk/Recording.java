package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.e2e.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a program has done to the files of a project, from a trace of its system calls.
 *
 * @param before what was there before
 */
record Recording(Source source, DiskState before, List<Operation> operations) {
  /** The file that stands for all that the program has told the user. */
  static final String TOLD = "told";

  /** Noted for each commit of git. */
  static final String COMMIT = "commit";

  /**
   * What is recorded.
   *
   * @param notes a folder beside the project; what is written there is noted
   * @param ignored files of the project that are none of ours
   * @param calm files that are not lost: what is written to them is on the disk at once
   */
  record Source(Path project, Path notes, Predicate<String> ignored, Predicate<String> calm) {}

  /** Runs a program in a project to its end, which must be 0. */
  static Recording of(Source source, Program program, String... arguments)
      throws IOException, InterruptedException {
    DiskState before = DiskState.of(source.project(), source.ignored().negate());
    Path trace = Files.createTempFile("pawl-e2e", ".trace");
    try {
      Program.Result result = program.under(Trace.under(trace)).run(arguments);
      assertEquals(0, result.exit(), result.told());
      Rewriting rewriting = new Rewriting(source, new DiskModel(before, source.calm()));
      Trace.read(trace).forEach(rewriting::add);
      DiskState now = DiskState.of(source.project(), source.ignored().negate());
      assertEquals(List.of(), rewriting.seen().differences(now), "the trace tells otherwise");
      return new Recording(source, before, rewriting.operations());
    } finally {
      Files.delete(trace);
    }
  }

  /** A disk on which nothing of it has happened yet. */
  DiskModel disk() {
    return new DiskModel(before, source.calm());
  }
}
