package dev.pawl.work;

import dev.pawl.agent.Briefing.Earlier;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Transition;
import dev.pawl.line.BrokenFileException;
import dev.pawl.line.Json;
import dev.pawl.line.JsonObject;
import dev.pawl.line.JsonWriter;
import dev.pawl.model.RunId;
import dev.pawl.posix.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What agents have said about an item, one small file each, so that it outlives the run and any
 * kill:
 *
 * <pre>
 * .pawl/backlog/WRK-007/20261120-154741-7f3a_WRK-007.build.json
 * {"at":"2026-11-20T15:58:02.004Z","phase":"build","result":"phase_complete","summary":"..","context":".."}
 * </pre>
 */
public final class History {
  private final Path folder;
  private final RunId run;

  /** The histories of a project, written by a run. */
  History(Path project, RunId run) {
    this.folder = folder(project);
    this.run = run;
  }

  /** Adds what an agent has said; adding it twice is adding it once. */
  void add(Transition.Done done, Instant at) {
    Path own = folder.resolve(done.task().item().value());
    JsonWriter out = new JsonWriter(false);
    out.object().name("at").value(at.toString());
    out.name("phase").value(done.task().phase());
    out.name("result").value(done.result().verdict().wire());
    out.name("summary").value(done.result().summary());
    out.name("context").value(done.result().context()).end().raw('\n');
    Path file = own.resolve(run + "_" + done.job() + ".json");
    try {
      DurableFiles.makeFolders(own);
      if (Files.notExists(file)) {
        DurableFiles.replace(file, Arrays.copyOf(out.array(), out.size()));
      }
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", file, e);
    }
  }

  /**
   * What an agent has said.
   *
   * @param result the word of its verdict
   */
  public record Saying(Instant at, String phase, String result, String summary, String context) {}

  /** What was said of an item, oldest first; what cannot be read is left out. */
  List<Earlier> of(ItemId item) {
    return read(folder.resolve(item.value())).stream()
        .map(said -> new Earlier(said.phase(), said.summary(), said.context()))
        .toList();
  }

  /** The same for somebody who only looks. */
  public static List<Saying> of(Path project, ItemId item) {
    return read(folder(project).resolve(item.value()));
  }

  private static Path folder(Path project) {
    return project.resolve(".pawl").resolve("backlog");
  }

  /** What was said helps the next agent; nothing depends on it. */
  private static List<Saying> read(Path folder) {
    List<Saying> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        saying(file).ifPresent(found::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // None is there, or they cannot be listed.
    }
    found.sort(Comparator.comparing(Saying::at));
    return found;
  }

  private static Optional<Saying> saying(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      JsonObject json = Json.object(bytes, 0, bytes.length);
      return Optional.of(
          new Saying(
              json.time("at"),
              json.text("phase"),
              json.text("result"),
              json.text("summary"),
              json.text("context")));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
