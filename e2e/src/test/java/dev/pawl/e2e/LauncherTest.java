package dev.pawl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
  private static final Path TRAIN = Path.of("..", "scripts", "train").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void versionIsTheOnlyThingOnStdoutAndStderrIsSilent() throws Exception {
    Program.Result result = Program.in(folder).run("version");

    assertEquals("", result.err());
    assertEquals(0, result.exit());
    assertTrue(result.out().startsWith("pawl "), result.out());
    assertEquals(1, result.out().lines().count(), result.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "-jar", "ü*"})
  void itsFolderMayHaveAnyName(String name) throws Exception {
    Path home = copyOfHome(folder.resolve(name));

    String said = shell("exec \"$1/bin/pawl\" version", home);

    assertTrue(said.startsWith("pawl "), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void aFolderThatJavaCannotNameIsRefused() throws Exception {
    Path home = copyOfHome(folder.resolve("a:b"));

    String said = shell("! \"$1/bin/pawl\" version", home);

    assertEquals(1, said.lines().count(), said);
    assertTrue(said.startsWith("pawl: cannot start from '" + home + "': "), said);
  }

  @Test
  void anExportedCdpathDoesNotLeadItAstray() throws Exception {
    Path home = copyOfHome(folder.resolve("home"));

    String said = shell("cd \"$1\"; export CDPATH=.:/; exec bin/pawl version", home);

    assertTrue(said.startsWith("pawl "), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void aWorkingFolderThatIsGoneIsToldInOneLine() throws Exception {
    Path home = copyOfHome(folder.resolve("home"));

    String said =
        shell(
            "mkdir gone; cd gone; rmdir ../gone; ! \"$1/bin/pawl\" version 2>../said; cat ../said",
            home);

    assertTrue(said.contains("pawl: the working folder does not exist any more"), said);
    assertTrue(said.lines().noneMatch(line -> line.contains("java")), said);
  }

  @Test
  void whatTheVirtualMachineSaysItselfStaysOffStdout() throws Exception {
    Project project = Project.in(folder.resolve("project"), "jobs: { a: { run: 'cat go' } }\n");
    assertEquals(0, new ProcessBuilder("mkfifo", "" + project.path("go")).start().waitFor());

    try (Running running = project.program().launch("run")) {
      Eventually.holds(() -> "it does not begin", () -> running.err().contains("1 job"));
      running.signal("QUIT");
      Eventually.holds(() -> "no dump", () -> running.err().contains("Full thread dump"));
      project.write("go", "said\n");
      Program.Result result = running.await();

      assertEquals(0, result.exit(), result.told());
      assertEquals("said\n", result.out().replace("a | ", ""), result.told());
    }
  }

  @Test
  void eachKindOfCommandHasAStartUpCacheAndUsesIt() throws Exception {
    Path home = copyOfHome(folder.resolve("home"));
    shell("exec \"$2\" \"$1\"", home);
    Files.writeString(folder.resolve("pawl.yml"), "jobs: { one: { run: 'true' } }");

    for (String command : List.of("version", "--help", "validate", "jobs", "run", "-q run")) {
      Path log = folder.resolve("classes");
      String options = "-Xlog:class+load:file=" + log;
      shell("export PAWL_JAVA_OPTS='" + options + "'; exec \"$1/bin/pawl\" " + command, home);

      List<String> own =
          Files.readAllLines(log).stream().filter(line -> line.contains(" dev.pawl.")).toList();
      List<String> read = own.stream().filter(line -> line.contains(".jar")).toList();
      assertTrue(own.size() > 5 && read.isEmpty(), command + " reads from jars: " + read);
    }
  }

  private String shell(String script, Path home) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-euc", script, "sh", home.toString(), TRAIN.toString());
    Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private static Path copyOfHome(Path copy) throws Exception {
    Path home = Path.of(System.getProperty("pawl.home"));
    for (String part : List.of("bin", "lib")) {
      Files.createDirectories(copy.resolve(part));
      try (Stream<Path> files = Files.list(home.resolve(part))) {
        for (Path file : files.filter(f -> !f.toString().endsWith(".aot")).toList()) {
          Files.copy(file, copy.resolve(part).resolve(file.getFileName()));
        }
      }
    }
    return copy;
  }
}
