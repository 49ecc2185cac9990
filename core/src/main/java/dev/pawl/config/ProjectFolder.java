package dev.pawl.config;

import dev.pawl.model.SafeText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the project: the folder of the first {@code pawl.yml} from a folder upward. */
public final class ProjectFolder {
  /** The name of the configuration file. */
  public static final String FILE = "pawl.yml";

  private static final List<String> LOOKALIKES = List.of("pawl.yaml", ".pawl.yml", ".pawl.yaml");

  private ProjectFolder() {}

  /**
   * What a search found.
   *
   * @param file the {@code pawl.yml}, absolute; empty when there is none
   * @param searched the folders looked into, from the start upward
   * @param lookalike the nearest file that was perhaps meant, such as {@code pawl.yaml}
   * @param hidden the {@code pawl.yml} that may be there or not: nobody may look. The search ended
   *     there, since one further up would be another project
   */
  public record Search(
      Optional<Path> file, List<Path> searched, Optional<Path> lookalike, Optional<Path> hidden) {
    public Search {
      searched = List.copyOf(searched);
    }

    /** Why there is no project, and what to do: several lines for a person. */
    public String explanation() {
      if (hidden.isPresent()) {
        return "cannot look for "
            + shown(hidden.get())
            + ": it may not be read, or its folder may not be entered"
            + "\nask its owner for the right to, or name another file with --config";
      }
      StringBuilder text =
          new StringBuilder("no " + FILE + " in ").append(shown(searched.getFirst()));
      if (searched.size() > 1) {
        text.append(" or in a folder above it, up to ").append(shown(searched.getLast()));
      }
      lookalike.ifPresent(
          path -> text.append("\nthere is ").append(shown(path)).append(": rename it to " + FILE));
      return text.append("\n'pawl init' writes a first one").toString();
    }

    private static String shown(Path path) {
      return SafeText.shown(path.toString());
    }
  }

  /** The first {@code pawl.yml} from a folder upward. */
  public static Optional<Path> find(Path dir) {
    return search(dir).file();
  }

  /** The same, with where it looked. */
  public static Search search(Path dir) {
    List<Path> searched = new ArrayList<>();
    Optional<Path> lookalike = Optional.empty();
    for (Path at = dir.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      searched.add(at);
      Path file = at.resolve(FILE);
      if (Files.exists(file)) {
        return new Search(Optional.of(file), searched, lookalike, Optional.empty());
      }
      if (!Files.notExists(file)) {
        return new Search(Optional.empty(), searched, lookalike, Optional.of(file));
      }
      if (lookalike.isEmpty()) {
        lookalike = LOOKALIKES.stream().map(at::resolve).filter(Files::isRegularFile).findFirst();
      }
    }
    return new Search(Optional.empty(), searched, lookalike, Optional.empty());
  }
}
