package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Shell text that runs where it may mount: in namespaces of its own, which go with it. What is to
 * be known afterwards it leaves in a folder outside.
 *
 * <pre>
 * $disk            an empty folder, to mount something over
 * $kept            the folder outside
 * pawl NAME ARGS   runs the program, and keeps how that ended
 * </pre>
 */
final class Mounted {
  private static final String BEGIN =
      """
      disk=$1 kept=$2 launcher=$3
      pawl() {
        name=$1; shift
        "$launcher" "$@" >"$kept/$name.out" 2>"$kept/$name.err" </dev/null
        echo $? >"$kept/$name.exit"
      }
      """;

  private final Path kept;

  private Mounted(Path kept) {
    this.kept = kept;
  }

  /** Runs it to its end, which must be a good one, in the folder of a project. */
  static Mounted run(Path temp, Project project, String script) throws Exception {
    Path disk = Files.createDirectories(temp.resolve("disk"));
    Path kept = Files.createDirectories(temp.resolve("kept"));
    Path said = temp.resolve("said");
    List<String> command =
        List.of(
            "unshare",
            "-Urm",
            "sh",
            "-c",
            BEGIN + script,
            "sh",
            disk.toString(),
            kept.toString(),
            project.program().command().getFirst());
    Process process =
        project
            .program()
            .builder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it hangs");
    assertEquals(0, process.exitValue(), Files.readString(said));
    return new Mounted(kept);
  }

  /** How a call of the program has ended. */
  Program.Result pawl(String name) throws IOException {
    return new Program.Result(
        Integer.parseInt(text(name + ".exit").strip()), text(name + ".out"), text(name + ".err"));
  }

  /** A file that was kept. */
  String text(String name) throws IOException {
    return Files.readString(kept.resolve(name));
  }

  /** One that has failed: with that exit code and one line, about that. */
  Program.Result assertRefused(int exit, String about, String name) throws IOException {
    Program.Result result = pawl(name);
    assertEquals(exit, result.exit(), name + ": " + result.told());
    assertEquals(1, result.err().lines().count(), name + ": " + result.told());
    assertTrue(result.err().contains(about), name + ": " + result.told());
    Scene.assertPlain(result);
    return result;
  }

  /** One that went well, without a word of what is wrong. */
  Program.Result assertFine(String name) throws IOException {
    Program.Result result = pawl(name);
    assertEquals(0, result.exit(), name + ": " + result.told());
    Scene.assertPlain(result);
    return result;
  }
}
