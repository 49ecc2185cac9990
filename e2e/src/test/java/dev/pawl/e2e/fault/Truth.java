package dev.pawl.e2e.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What jobs themselves have written of their beginnings and ends, beside the project: what Pawl
 * claims is held against it.
 */
final class Truth {
  private final Path file;
  private int seen;

  Truth(Path file) {
    this.file = file;
  }

  /** Shell text by which a job tells of itself; {@code work} is done in between. */
  static String telling(String name, String work) {
    return "echo \"begin "
        + name
        + "\" >>../truth; "
        + work
        + "echo \"end "
        + name
        + "\" >>../truth";
  }

  /** What comes from now on is new. */
  void mark() throws IOException {
    seen = lines().size();
  }

  /** All that has begun, sorted. */
  List<String> begun() throws IOException {
    return those("begin ", 0);
  }

  /** All that has ended, sorted. */
  List<String> ended() throws IOException {
    return those("end ", 0);
  }

  /** What has begun since the mark, sorted. */
  List<String> newlyBegun() throws IOException {
    return those("begin ", seen);
  }

  /** What has ended since the mark, sorted. */
  List<String> newlyEnded() throws IOException {
    return those("end ", seen);
  }

  private List<String> those(String word, int from) throws IOException {
    return lines().stream()
        .skip(from)
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()))
        .sorted()
        .toList();
  }

  private List<String> lines() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
