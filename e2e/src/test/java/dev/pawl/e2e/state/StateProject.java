package dev.pawl.e2e.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.content.Content;
import dev.pawl.content.ContentReference;
import dev.pawl.content.Contents;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** A project whose ledger is written by hand, as another program would. */
final class StateProject {
  final Project project;
  private final StringBuilder lines = new StringBuilder();

  /** The configuration is no good on purpose: nobody who looks at the ledger needs it. */
  StateProject(Path folder) throws IOException {
    project = Project.in(folder, "jobs: [not, valid]\n");
    Files.createDirectory(project.path(".pawl"));
  }

  /**
   * With complete steps default/a, b and c, each made from the one before; a made the folder out.
   */
  static StateProject chain(Path folder) throws Exception {
    StateProject state = new StateProject(folder);
    state.file("out/a.txt", "a");
    state.completeFolder("default/a", "out", "[]");
    state.complete("default/b", "b1", "[\"default/a\"]");
    state.complete("default/c", "c1", "{\"default/b\":\"b1\"}");
    return state;
  }

  /** Runs {@code pawl ARGUMENTS}, which must exit so. */
  Program.Result pawl(int exit, String... arguments) throws Exception {
    Program.Result result = project.pawl(arguments);
    assertEquals(exit, result.exit(), result.told());
    return result;
  }

  /** Adds a line, and the end that is the same in most of them. */
  StateProject line(String json) throws IOException {
    lines.append(json).append('\n');
    project.write(".pawl/state.jsonl", lines.toString());
    return this;
  }

  /** Adds a complete step without files. */
  StateProject complete(String step, String hash, String dependencies) throws IOException {
    return line(complete(step, hash, dependencies, "null"));
  }

  /** Adds a complete step over a folder of the project, as it is now. */
  StateProject completeFolder(String step, String folder, String dependencies) throws Exception {
    Map<String, Object> reference = Map.of("directory", folder);
    Contents contents = Contents.open(project.folder(), InstantSource.system());
    Content content = contents.look(ContentReference.of(reference));
    contents.save();
    return line(complete(step, content.hash(), dependencies, "{\"directory\":\"" + folder + "\"}"));
  }

  private static String complete(String step, String hash, String dependencies, String content) {
    return ("{\"step_name\":\"%s\",\"completed\":true,"
            + "\"completed_at\":\"2026-11-20T15:58:02.004Z\",\"validation_status\":\"Valid\","
            + "\"content_reference\":%s,\"content_hash\":\"%s\","
            + "\"dependencies\":%s}")
        .formatted(step, content, hash, dependencies);
  }

  void file(String name, String text) throws IOException {
    Files.createDirectories(project.path(name).getParent());
    project.write(name, text);
  }

  String tree() throws Exception {
    return Tree.of(project.folder());
  }
}
