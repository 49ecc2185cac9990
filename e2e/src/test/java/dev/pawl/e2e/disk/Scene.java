package dev.pawl.e2e.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.disk.Recording.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** A project, a folder for notes beside it, and the program in it. */
record Scene(Project project, Path notes) {
  static Scene in(Path folder, String config) throws IOException, InterruptedException {
    assumeTrue(Trace.works(), "needs strace 5.3 or newer and leave to trace");
    Path notes = Files.createDirectories(folder.resolve("notes")).toRealPath();
    return new Scene(Project.in(folder.resolve("project"), config), notes);
  }

  /** The same files somewhere else, as a power loss has left them. */
  static Scene left(Path folder, DiskState left) throws IOException {
    Path notes = Files.createDirectories(folder.resolve("notes")).toRealPath();
    left.write(folder.resolve("project"));
    return new Scene(new Project(folder.resolve("project").toRealPath()), notes);
  }

  Program program() {
    return project.program().with("NOTES", notes.toString());
  }

  /** Runs the program to its end, which must be 0. */
  Program.Result run(String... arguments) throws IOException, InterruptedException {
    Program.Result result = program().run(arguments);
    assertEquals(0, result.exit(), result.told());
    return result;
  }

  /** What was noted since the last time. */
  List<String> takeNotes() throws IOException {
    Path done = notes.resolve("done");
    List<String> lines = Files.exists(done) ? Files.readAllLines(done) : List.of();
    Files.deleteIfExists(done);
    return lines.stream().sorted().toList();
  }

  /** Runs the program to its end and records all that it does to the files of the project. */
  Recording record(String... arguments) throws IOException, InterruptedException {
    Predicate<String> none = _ -> false;
    return Recording.of(new Source(project.folder(), notes, none, none), program(), arguments);
  }

  DiskState files() throws IOException {
    return DiskState.of(project.folder(), _ -> true);
  }
}
