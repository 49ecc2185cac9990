package dev.pawl.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The packaged program, started as a user starts it. Standard input is empty; the outputs go to
 * files, so that a job which outlives the program cannot hold the test. What a Pawl that runs these
 * tests as its job has set is taken away.
 */
public final class Program {
  private static final Path LAUNCHER = Path.of(System.getProperty("pawl.home"), "bin", "pawl");

  private final Path folder;
  private final Map<String, String> env;
  private final List<String> prefix;

  private Program(Path folder, Map<String, String> env, List<String> prefix) {
    this.folder = folder;
    this.env = env;
    this.prefix = prefix;
  }

  /** The program, to be started in this folder. */
  public static Program in(Path folder) {
    return new Program(folder, Map.of(), List.of());
  }

  /** The same, with one more variable in its environment. */
  public Program with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(env);
    more.put(name, value);
    return new Program(folder, more, prefix);
  }

  /**
   * The same, started by another program that is given the command line as its last arguments and
   * must become it: {@code under("prlimit", "--nofile=64:64")}.
   */
  public Program under(String... command) {
    List<String> longer = new ArrayList<>(prefix);
    longer.addAll(List.of(command));
    return new Program(folder, env, longer);
  }

  /** What a finished program left behind; an exit of 128 + N also stands for a death by signal. */
  public record Result(int exit, String out, String err) {
    /** Both outputs and the exit code, for the message of a failed test. */
    public String told() {
      return "exit %d%nstdout:%n%s%nstderr:%n%s".formatted(exit, out, err);
    }
  }

  /** The command line that starts the program, for a shell or another program to run. */
  public List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(LAUNCHER.normalize().toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs to the end; a program that takes longer than a minute is killed and fails the test. */
  public Result run(String... arguments) throws IOException, InterruptedException {
    try (Running running = launch(arguments)) {
      return running.await();
    }
  }

  /** Starts and returns at once. */
  public Running launch(String... arguments) throws IOException {
    Path out = Files.createTempFile("pawl-e2e", ".out");
    Path err = Files.createTempFile("pawl-e2e", ".err");
    return new Running(start(out, err, arguments), out, err);
  }

  /** Starts and returns at once; the process id is the program's own, for signals. */
  public Process start(Path out, Path err, String... arguments) throws IOException {
    return builder(command(arguments))
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  /** A process in the folder and environment of the program, for what surrounds it. */
  public ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().keySet().removeIf(name -> name.startsWith("PAWL_") || name.equals("CI"));
    builder.environment().putAll(env);
    return builder;
  }
}
