package dev.pawl.e2e.fault;

import dev.pawl.e2e.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What was tried, a line for each scene, in {@code target/faults.txt}; and what Pawl said to each
 * fault, for people to read, in {@code target/faults/SCENE.txt}:
 *
 * <pre>
 * steps 4 of a sample, turn 512
 * work 611 of all
 * </pre>
 */
final class Tally {
  private static final Path FILE = Path.of("target", "faults.txt");

  private final Play play;
  private final ConcurrentSkipListMap<String, String> said = new ConcurrentSkipListMap<>();

  Tally(Play play) {
    this.play = play;
  }

  /** A fault has come about. */
  void add(Fault fault, String harm, Program.Result result) {
    String words = result.err().strip().replace("\n", "\n    ");
    said.put(fault + "", fault + ": " + result.exit() + "\n    " + harm + "\n    " + words + "\n");
  }

  /** How many there were. */
  int tried() {
    return said.size();
  }

  /** Writes all of it, the line of the scene in the place of an earlier one. */
  void write(Choice choice) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "faults"));
    Files.write(folder.resolve(play + ".txt"), said.values());
    List<String> lines = new ArrayList<>(Files.exists(FILE) ? Files.readAllLines(FILE) : List.of());
    lines.removeIf(line -> line.startsWith(play + " "));
    String which = choice.all() ? "all" : "a sample, turn " + choice.turn();
    lines.add(play + " " + tried() + " of " + which);
    Files.write(FILE, lines);
  }
}
