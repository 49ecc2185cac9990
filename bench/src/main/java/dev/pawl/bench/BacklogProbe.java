package dev.pawl.bench;

import dev.pawl.backlog.Selection;
import dev.pawl.backlog.Situation;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import dev.pawl.config.ConfigReader;
import dev.pawl.config.ConfigResult;
import java.nio.file.Path;

/**
 * What {@link LargeBacklog} measures in a JVM of its own: how long the choice takes of what is done
 * next in the current folder. Prints a name and milliseconds per line.
 */
final class BacklogProbe {
  private static final int TIMES = 1_000;

  private BacklogProbe() {}

  /** Entry; no arguments. */
  public static void main(String[] arguments) {
    var config = (ConfigResult.Checked) ConfigReader.read(Path.of("pawl.yml"));
    Path file = Path.of(BacklogFile.NAME);
    var read = (BacklogResult.Read) BacklogFile.read(file, BacklogFile.NAME, "WRK");
    Situation situation = Situation.of(read.document().backlog(), config.work());
    select(situation, "first");
    for (int i = 0; i < TIMES; i++) {
      select(situation, "again");
    }
  }

  private static void select(Situation situation, String name) {
    long start = System.nanoTime();
    int actions = Selection.next(situation).size();
    double millis = (System.nanoTime() - start) / 1e6;
    if (actions == 0) {
      throw new IllegalStateException("nothing was chosen");
    }
    System.out.println(name + " " + millis);
  }
}
