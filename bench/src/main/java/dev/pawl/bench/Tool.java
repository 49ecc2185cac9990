package dev.pawl.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The programs beside which Pawl is measured, and the shell that tells the time. */
enum Tool {
  NINJA("ninja", "apt-get install ninja-build", "ninja"),
  MAKE("make", "apt-get install make", "make"),
  XARGS("xargs", "apt-get install findutils", "xargs"),
  /** Without the variable it starts the shell of its caller, which may be a slower one. */
  PARALLEL("GNU parallel", "apt-get install parallel", "env", "PARALLEL_SHELL=/bin/sh", "parallel"),
  BASH("bash", "apt-get install bash", "bash"),
  JUST("just", "npm install --global rust-just", "just");

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
    return Stream.concat(words.stream(), Stream.of(arguments)).toList();
  }

  boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, words.getLast())));
  }

  String remedy() {
    return label + " is not installed: " + install;
  }

  String version() throws IOException, InterruptedException {
    return isInstalled() ? label + ": " + said(words.getLast(), "--version") : remedy();
  }

  /** The first line that a command prints. */
  static String said(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return all.lines().findFirst().orElse("?");
  }
}
