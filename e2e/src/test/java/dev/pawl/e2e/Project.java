package dev.pawl.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A project of a user: a folder with a {@code pawl.yml}, and what the program left below .pawl. */
public record Project(Path folder) {
  /** A new project in this folder. */
  public static Project in(Path folder, String config) throws IOException {
    Project project = new Project(Files.createDirectories(folder).toRealPath());
    project.write("pawl.yml", config);
    return project;
  }

  public Program program() {
    return Program.in(folder);
  }

  /** Runs {@code pawl ARGUMENTS} to its end. */
  public Program.Result pawl(String... arguments) throws IOException, InterruptedException {
    return program().run(arguments);
  }

  public Path path(String name) {
    return folder.resolve(name);
  }

  public void write(String name, String text) throws IOException {
    Files.writeString(path(name), text);
  }

  /** The text of a file, "" while there is none. */
  public String read(String name) throws IOException {
    return Files.exists(path(name)) ? Files.readString(path(name)) : "";
  }

  public boolean has(String name) {
    return Files.exists(path(name));
  }

  /** The folders of all runs, oldest first. */
  public List<Path> runs() throws IOException {
    Path runs = path(".pawl/runs");
    if (!Files.exists(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders.sorted().toList();
    }
  }

  /** The only run there is. */
  public RunRecord run() throws IOException {
    List<Path> runs = runs();
    if (runs.size() != 1) {
      throw new AssertionError("expected one run, found " + runs);
    }
    return new RunRecord(runs.getFirst());
  }
}
