package dev.pawl.app.cli;

import dev.pawl.config.StarterBacklog;
import dev.pawl.config.StarterBacklog.Addition;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * {@code pawl init --backlog}: writes what a backlog begins with, beside all that is there already.
 * The configuration comes last, so that a call that was cut off can be repeated.
 *
 * @param file the configuration, whether it is there or not
 */
record FirstBacklog(Call call, Path file) {
  void write() throws IOException {
    boolean isNew = !Files.exists(file);
    Addition addition = isNew ? StarterBacklog.wholeFile() : addition();
    for (Map.Entry<String, String> one : addition.instructions().entrySet()) {
      writeNew(file.resolveSibling(one.getKey()), one.getValue());
    }
    writeNew(file.resolveSibling(StarterBacklog.ITEMS_FILE), StarterBacklog.items());
    if (isNew) {
      writeNew(file, addition.text());
    } else if (addition.keys().isEmpty()) {
      report(shown(file) + " has pipelines already and is left as it is");
    } else {
      Files.writeString(file, addition.text(), StandardOpenOption.APPEND);
      report("added " + String.join(", ", addition.keys()) + " to " + shown(file));
    }
  }

  private Addition addition() throws IOException {
    ProjectAt.read(call, file);
    return StarterBacklog.additionTo(Files.readString(file))
        .orElseThrow(() ->
            Refusal.refused(
                "nothing can be appended to "
                    + shown(file)
                    + " as it is written; copy the sections from what"
                    + " 'pawl -C EMPTY_FOLDER init --backlog' writes"));
  }

  private void writeNew(Path path, String text) throws IOException {
    Path folder = ProjectAt.folderOf(path);
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw Refusal.refused(shown(folder) + " is no folder; move it away, instructions go there");
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      report("wrote " + shown(path));
    } catch (FileAlreadyExistsException e) {
      report(shown(path) + " exists already and is left as it is");
    }
  }

  private String shown(Path path) {
    return call.shown(path);
  }

  private void report(String text) throws IOException {
    if (!call.options().quiet()) {
      call.out().write(text + "\n");
    }
  }
}
