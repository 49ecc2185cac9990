package dev.pawl.app.cli;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Changing;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.backlog.file.BacklogDocument;
import dev.pawl.backlog.file.BacklogFile;
import dev.pawl.backlog.file.BacklogResult;
import dev.pawl.yaml.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * The backlog that a call looks at: the file as it is now. Takes no lock and changes no byte.
 *
 * @param folder of the project
 */
record BacklogAt(Call call, Path folder, WorkSettings settings, BacklogDocument document) {
  /** Reads it; with problems a refusal that names them all. */
  static BacklogAt read(Call call) {
    ProjectAt at = ProjectAt.read(call);
    Path file = at.folder().resolve(BacklogFile.NAME);
    return switch (BacklogFile.read(file, call.shown(file), at.work().prefix())) {
      case BacklogResult.Read(BacklogDocument document) ->
          new BacklogAt(call, at.folder(), at.work(), document);
      case BacklogResult.Refused(List<Problem> problems) -> throw refused(problems);
    };
  }

  /** A file that cannot be read, each problem in a line of its own. */
  static Refusal refused(List<Problem> problems) {
    return Refusal.problems(problems.stream().map(Problem::toString).toList());
  }

  Backlog backlog() {
    return document.backlog();
  }

  /** The item of that name; a refusal when there is none. */
  Item item(String word) {
    ItemId id = id(word);
    return backlog()
        .find(id)
        .orElseThrow(() ->
            Refusal.usage("there is no item " + id + Changing.missing(id, backlog(), settings)));
  }

  /** The name of an item; a refusal when it is none. */
  static ItemId id(String word) {
    if (!ItemId.matches(word)) {
      throw Refusal.usage("'" + word + "' is no name of an item: " + ItemId.RULE);
    }
    return new ItemId(word);
  }
}
