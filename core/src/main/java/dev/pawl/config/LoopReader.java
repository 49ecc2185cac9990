package dev.pawl.config;

import dev.pawl.model.Loop;
import dev.pawl.model.Role;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code foreach}: where the items come from, and how many run at a time. */
final class LoopReader {
  private static final List<String> SOURCES = List.of("lines", "glob", "run", "list");

  private final Problems problems;
  private final Values values;
  private final PathReader paths;

  LoopReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.paths = new PathReader(problems);
  }

  /**
   * Reads the loop of a job.
   *
   * @param dir its folder, relative to the project
   */
  Optional<Loop> read(Fields job, Role role, String dir) {
    Field field = job.own("foreach");
    Mapping map = field == null ? null : values.map(field, "{ lines: FILE }");
    if (field == null || map == null) {
      return Optional.empty();
    }
    if (role.isService() || role.interactive()) {
      String kind = role.isService() ? "a service" : "interactive";
      problems.add(
          field.key(), job.title() + " cannot be " + kind + " and have 'foreach'", "choose one");
    }
    Fields loop = Fields.of(map, Place.FOREACH, field.key(), problems);
    OptionalInt concurrency =
        loop.own("concurrency") == null
            ? OptionalInt.empty()
            : OptionalInt.of(values.whole(loop.own("concurrency"), 1, Integer.MAX_VALUE, 1));
    boolean keepGoing = values.bool(loop.own("keep_going"), false);
    return items(loop, map, dir)
        .filter(items -> !role.isService() && !role.interactive())
        .map(items -> new Loop(items, concurrency, keepGoing));
  }

  private Optional<Loop.Items> items(Fields loop, Mapping map, String dir) {
    List<Field> found = new ArrayList<>();
    for (String source : SOURCES) {
      Field field = loop.own(source);
      if (field != null) {
        found.add(field);
      }
    }
    List<Optional<Loop.Items>> items = found.stream().map(one -> items(one, dir)).toList();
    if (found.size() != 1) {
      problems.add(
          found.isEmpty() ? map : found.get(1).key(),
          "'foreach' must have exactly one of "
              + String.join(", ", SOURCES)
              + ", but has "
              + (found.isEmpty() ? "none" : found.size() + " of them"),
          found.isEmpty() ? "add one" : "keep one");
      return Optional.empty();
    }
    return items.getFirst();
  }

  private Optional<Loop.Items> items(Field field, String dir) {
    Node value = field.value();
    return switch (field.key().text()) {
      case "lines" -> paths.path(field, value, dir).map(Loop.Lines::new);
      case "glob" -> paths.glob(field, value, dir).map(Loop.Matching::new);
      case "run" -> values.command(field, value).map(Loop.Output::new);
      default -> Optional.of(new Loop.Listed(listed(field)));
    };
  }

  /** Texts as they stand in the file, also numbers; the same one may be there twice. */
  private List<String> listed(Field field) {
    List<String> texts = new ArrayList<>();
    for (Node item : values.list(field, "[one, two]")) {
      if (!(item instanceof Scalar text) || text.kind() == Kind.NOTHING) {
        values.wrong(field, item, "a text", "write \"\" for an empty one");
      } else {
        texts.add(text.text());
      }
    }
    return texts;
  }
}
