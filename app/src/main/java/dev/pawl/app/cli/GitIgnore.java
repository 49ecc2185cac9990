package dev.pawl.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The {@code .gitignore} of a project, as far as it is about Pawl's runtime folder.
 *
 * @param file beside the configuration
 * @param inWorkTree whether the folder is below one that holds {@code .git}
 */
record GitIgnore(Path file, boolean inWorkTree) {
  static final String ENTRY = ".pawl/";

  private static final Set<String> SAME = Set.of(".pawl", ".pawl/", "/.pawl", "/.pawl/");

  static GitIgnore near(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    boolean inside = false;
    for (Path at = absolute; at != null && !inside; at = at.getParent()) {
      inside = Files.exists(at.resolve(".git"));
    }
    return new GitIgnore(absolute.resolve(".gitignore"), inside);
  }

  /** Whether git would show the runtime folder, as far as this file tells. */
  boolean isWanted() throws IOException {
    return inWorkTree && !isListed();
  }

  private boolean isListed() throws IOException {
    return Files.exists(file) && read().lines().map(String::strip).anyMatch(SAME::contains);
  }

  /** Appends the entry; the lines that are there stay as they are. */
  void add() throws IOException {
    String before = Files.exists(file) ? read() : "";
    String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    Files.writeString(
        file,
        gap + ENTRY + "\n",
        StandardCharsets.ISO_8859_1,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Byte by byte, because the file may be in any encoding. */
  private String read() throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
