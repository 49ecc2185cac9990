package dev.pawl.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.posix.FileName;
import dev.pawl.process.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A real repository with one commit, shielded from the configuration of whoever runs the test. */
final class GitFixture implements AutoCloseable {
  private static final Duration GENEROUS = Duration.ofSeconds(60);

  final Path home;
  final Path top;
  final Git git;
  private final Environment environment;

  GitFixture(Path home) throws Exception {
    this(home, Patience.DEFAULT);
  }

  GitFixture(Path home, Patience patience) throws Exception {
    this.home = home.toRealPath();
    top = this.home.resolve("work tree");
    environment = environment(this.home);
    Files.createDirectory(top);
    git("init", "-q", "-b", "main");
    identify(top);
    write("kept", "kept\n");
    write("other", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    commitAll("first");
    git = open(top, patience);
  }

  /** What git sees: nothing of the user, and English. */
  static Environment environment(Path home) {
    return Environment.of(variables(home));
  }

  private static Map<String, String> variables(Path home) {
    Map<String, String> variables = new HashMap<>();
    variables.put("PATH", System.getenv("PATH"));
    variables.put("HOME", home.toString());
    variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    variables.put("LC_ALL", "C.UTF-8");
    return variables;
  }

  Git open(Path folder) {
    return open(folder, Patience.DEFAULT);
  }

  private Git open(Path folder, Patience patience) {
    return open(folder, patience, environment);
  }

  static Git open(Path folder, Patience patience, Environment environment) {
    String scope = Git.Settings.alone().scope();
    return Git.in(folder, new Git.Settings(environment, scope, patience));
  }

  void identify(Path repository) throws Exception {
    run(repository, "git", "config", "user.name", "Eve");
    run(repository, "git", "config", "user.email", "eve@example.org");
  }

  void commitAll(String message) throws Exception {
    git("add", "--all");
    git("commit", "-q", "-m", message);
  }

  /** What git prints, which has to succeed. */
  String git(String... arguments) throws Exception {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(Arrays.asList(arguments));
    return run(top, argv.toArray(String[]::new));
  }

  String sh(String script) throws Exception {
    return run(top, "sh", "-ec", script);
  }

  String run(Path folder, String... argv) throws Exception {
    Path output = Files.createTempFile(home, "output", "");
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables(home));
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "no end of " + Arrays.toString(argv));
    byte[] bytes = Files.readAllBytes(output);
    Files.delete(output);
    String text = FileName.text(bytes, 0, bytes.length);
    assertEquals(0, process.exitValue(), () -> String.join(" ", argv) + ": " + text);
    return text;
  }

  Path write(String path, String content) throws IOException {
    Path file = top.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** A file whose name need not be UTF-8, nor in the locale of the JVM. */
  void writeNamed(String name, String content) throws Exception {
    StringBuilder octal = new StringBuilder();
    for (byte b : FileName.bytes(name)) {
      octal.append(String.format("\\%03o", b & 0xff));
    }
    sh("printf '%s' '" + content + "' > \"$(printf '" + octal + "')\"");
  }

  Path hook(String name, String script) throws IOException {
    Path hook = top.resolve(".git/hooks").resolve(name);
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    return hook;
  }

  /** What the user sees of his index and work tree, byte for byte. */
  String seen() throws Exception {
    return git("diff", "--cached", "--binary")
        + "\n---\n"
        + git("status", "--porcelain=v2", "-z", "--untracked-files=all")
        + "\n---\n"
        + git("ls-files", "--stage", "-z");
  }

  /** The paths of the last commit with a letter before each, as {@code git log} tells them. */
  String committed() throws Exception {
    return git("show", "--format=", "--name-status", "--no-renames", "-z").replace('\0', ' ');
  }

  String head() throws Exception {
    return git("rev-parse", "HEAD").strip();
  }

  CommitOutcome.Committed commit(String... paths) throws Exception {
    return commit(List.of(paths));
  }

  CommitOutcome.Committed commit(List<String> paths) throws Exception {
    CommitOutcome outcome = git.commit(paths, "second");
    CommitOutcome.Committed made = assertInstanceOf(CommitOutcome.Committed.class, outcome);
    assertEquals(head(), made.hash());
    return made;
  }

  CommitOutcome.Refused refused(String... paths) throws Exception {
    CommitOutcome outcome = git.commit(List.of(paths), "second");
    return assertInstanceOf(CommitOutcome.Refused.class, outcome);
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + GENEROUS.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(deadline - System.nanoTime() > 0, "it did not come to pass");
      Thread.sleep(5);
    }
  }

  /** One that has ended and that nobody has waited for does not live. */
  static boolean lives(Path pidFile) throws IOException {
    String pid = Files.readString(pidFile).strip();
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  @Override
  public void close() {
    git.close();
  }
}
