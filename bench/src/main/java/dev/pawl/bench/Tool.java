package dev.pawl.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The programs beside which Pawl is measured, and the shell that tells the time. */
enum Tool {
  NINJA("ninja", "apt-get install ninja-build", "ninja"),
  MAKE("make", "apt-get install make", "make"),
  XARGS("xargs", "apt-get install findutils", "xargs"),
  /** Without the variable it starts the shell of its caller, which may be a slower one. */
  PARALLEL("GNU parallel", "apt-get install parallel", "env", "PARALLEL_SHELL=/bin/sh", "parallel"),
  BASH("bash", "apt-get install bash", "bash"),
  TASK_SPOOLER("task-spooler", "apt-get install task-spooler", "tsp"),
  SNAKEMAKE("snakemake", "apt-get install snakemake", "snakemake"),
  JUST("just", "npm install --global rust-just", "just"),
  LEFTHOOK("lefthook", "npm install --global lefthook", "lefthook"),
  TURBO("turbo", "npm install --global turbo", "turbo");

  private final String label;
  private final String install;
  private final List<String> words;

  Tool(String label, String install, String... words) {
    this.label = label;
    this.install = install;
    this.words = List.of(words);
  }

  String label() {
    return label;
  }

  List<String> command(String... arguments) {
    Stream<String> own = words.stream().limit(words.size() - 1L);
    Stream<String> program = program().map(Path::toString).stream();
    return Stream.of(own, program, Stream.of(arguments)).flatMap(Function.identity()).toList();
  }

  boolean isInstalled() {
    return program().isPresent();
  }

  /** Of a package of npm the program itself: node, which starts it, would be measured else. */
  private Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, words.getLast()))
        .filter(Files::isExecutable)
        .findFirst()
        .map(found -> inPackage(found).orElse(found));
  }

  private static Optional<Path> inPackage(Path link) {
    Path program = Path.of("bin").resolve(link.getFileName());
    try {
      Path folder = link.toRealPath().getParent();
      while (folder != null && !Files.isDirectory(folder.resolve("node_modules"))) {
        folder = folder.getParent();
      }
      if (folder == null) {
        return Optional.empty();
      }
      try (Stream<Path> files = Files.find(folder, 5, (file, _) -> file.endsWith(program))) {
        return files.filter(file -> file.toString().contains("node_modules")).findFirst();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  String remedy() {
    return label + " is not installed: " + install;
  }

  String version() throws IOException, InterruptedException {
    if (!isInstalled()) {
      return remedy();
    }
    String flag = this == TASK_SPOOLER ? "-V" : this == LEFTHOOK ? "version" : "--version";
    return label + ": " + said(command(flag).toArray(String[]::new));
  }

  /** The first line that a command prints. */
  static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return all.lines().findFirst().orElse("?");
  }
}
