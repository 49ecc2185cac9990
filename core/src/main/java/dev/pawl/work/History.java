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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What agents have said about an item, one small file each, so that it outlives the run and any
 * kill:
 *
 * <pre>
 * .pawl/backlog/WRK-007/20261120-154741-7f3a_WRK-007.build.json
 * {"at":"2026-11-20T15:58:02.004Z","phase":"build","result":"phase_complete","summary":"..","context":".."}
 * </pre>
 */
final class History {
  private final Path folder;
  private final RunId run;

  /** The histories of a project, written by a run. */
  History(Path project, RunId run) {
    this.folder = project.resolve(".pawl").resolve("backlog");
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
      Files.createDirectories(own);
      if (Files.notExists(file)) {
        DurableFiles.replace(file, Arrays.copyOf(out.array(), out.size()));
      }
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", file, e);
    }
  }

  /** What was said of an item, oldest first; what cannot be read is left out. */
  List<Earlier> of(ItemId item) {
    record Dated(Instant at, Earlier earlier) {}

    List<Dated> found = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder.resolve(item.value()), "*.json")) {
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        JsonObject json = Json.object(bytes, 0, bytes.length);
        Earlier earlier =
            new Earlier(json.text("phase"), json.text("summary"), json.text("context"));
        found.add(new Dated(Instant.parse(json.text("at")), earlier));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | DirectoryIteratorException | IllegalArgumentException e) {
      // What was said helps the next agent; nothing depends on it.
    } catch (DateTimeParseException e) {
      // The same.
    }
    return found.stream().sorted(Comparator.comparing(Dated::at)).map(Dated::earlier).toList();
  }
}
