package dev.pawl.e2e.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A copy of one of the examples that ship with the program, and the program to run it. */
final class Example {
  /** The top of the source tree. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private final Path folder;

  private Example(Path folder) {
    this.folder = folder;
  }

  /** Copies the example without what runs of it have left behind. */
  static Example copy(String name, Path target) throws IOException {
    Path source = ROOT.resolve("examples", name);
    Path folder = target.resolve(name);
    try (Stream<Path> all = Files.walk(source)) {
      for (Path from : all.sorted().toList()) {
        Path relative = source.relativize(from);
        if (!relative.startsWith("out") && !relative.startsWith(".pawl")) {
          Files.copy(from, folder.resolve(relative.toString()), LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
    return new Example(folder);
  }

  Path path(String relative) {
    return folder.resolve(relative);
  }

  String text(String relative) throws IOException {
    return Files.readString(path(relative));
  }

  List<String> lines(String relative) throws IOException {
    return Files.readAllLines(path(relative));
  }

  boolean exists(String relative) {
    return Files.exists(path(relative));
  }

  void write(String relative, String text) throws IOException {
    Files.createDirectories(path(relative).getParent());
    Files.writeString(path(relative), text);
  }

  /** The names in a folder that end so, sorted; none when there is no folder. */
  List<String> names(String relative, String end) throws IOException {
    if (!exists(relative)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(path(relative))) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(end))
          .sorted()
          .toList();
    }
  }

  /** Runs the program in the example's folder. */
  Program.Result pawl(String... arguments) throws IOException, InterruptedException {
    return Program.in(folder).run(arguments);
  }

  /** Runs {@code pawl run} with these arguments in the example's folder. */
  Program.Result run(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments));
    return pawl(all.toArray(String[]::new));
  }

  /** Waits for what goes on in the background when the command has returned. */
  private void awaitBackground() {
    try {
      Eventually.holds(
          () -> "a coordinator stays",
          () ->
              Live.marked(folder.toString()).stream()
                  .noneMatch(entry -> entry.command().contains("_coordinate")));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Runs it and expects that it succeeds. */
  Program.Result succeed(String... arguments) throws IOException, InterruptedException {
    return expect(0, arguments);
  }

  /** Runs it and expects this exit status. */
  Program.Result expect(int exit, String... arguments) throws IOException, InterruptedException {
    Program.Result result = run(arguments);
    assertEquals(exit, result.exit(), () -> Arrays.toString(arguments) + result.told());
    awaitBackground();
    return result;
  }

  /** What another program, here the independent witness, prints; it must succeed. */
  List<String> ask(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> Arrays.toString(command) + ": " + out);
    return out.lines().toList();
  }
}
