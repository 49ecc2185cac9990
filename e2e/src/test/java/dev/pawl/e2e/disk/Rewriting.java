package dev.pawl.e2e.disk;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes operations on the files of a project out of the system calls of a trace. */
final class Rewriting {
  /** The outputs of the program, see {@link dev.pawl.e2e.Program#launch}. */
  private static final Pattern OUTPUT = Pattern.compile("pawl-e2e.*\\.(out|err)");

  /** Nobody has needed these in a project so far; which argument is the file that changes. */
  private static final Map<String, Integer> UNKNOWN =
      Map.of(
          "writev", 0,
          "pwritev", 0,
          "pwritev2", 0,
          "fallocate", 0,
          "sendfile", 0,
          "copy_file_range", 2,
          "splice", 2);

  /** What git replaces when it has committed. */
  private static final Path BRANCH = Path.of(".git", "refs", "heads", "main");

  private final Recording.Source source;
  private final DiskModel now;
  private final List<Operation> operations = new ArrayList<>();

  /** How many operations there were before each call. */
  private final List<Integer> counts = new ArrayList<>();

  private final Map<String, Cursor> cursors = new HashMap<>();

  /** Where the next bytes go. */
  private record Cursor(boolean atEnd, long offset) {}

  Rewriting(Recording.Source source, DiskModel before) {
    this.source = source;
    this.now = before;
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** What the files hold after all of it. */
  DiskState seen() {
    return now.seen();
  }

  void add(Call call) {
    counts.add(operations.size());
    switch (call.name()) {
      case "open", "creat" -> opened(call, call.opened(), 1);
      case "openat" -> opened(call, call.opened(), 2);
      case "write" -> written(call, -1);
      case "pwrite64" -> written(call, call.number(3));
      case "ftruncate" -> cut(call.open(0), call.number(1));
      case "truncate" -> cut(path(call.path(0)), call.number(1));
      case "fsync", "fdatasync" -> forced(call);
      case "rename" -> renamed(path(call.path(0)), path(call.path(1)));
      case "renameat", "renameat2" -> renamed(call.pathAt(1), call.pathAt(3));
      case "link" -> linked(path(call.path(0)), path(call.path(1)));
      case "linkat" -> linked(call.pathAt(1), call.pathAt(3));
      case "unlink", "rmdir" -> removed(path(call.path(0)));
      case "unlinkat" -> removed(call.pathAt(1));
      case "mkdir" -> made(path(call.path(0)));
      case "mkdirat" -> made(call.pathAt(1));
      default -> refuseUnknown(call);
    }
  }

  private void add(Operation operation) {
    now.apply(operation);
    operations.add(operation);
  }

  /** Who gives names without a folder does so in that of the project. */
  private Path path(Path name) {
    return source.project().resolve(name);
  }

  /** A file of the project, as it is called there; of any other "/". */
  private String inside(Path path) {
    Path normal = path.normalize();
    if (!normal.startsWith(source.project())) {
      return "/";
    }
    String name = source.project().relativize(normal).toString();
    return source.ignored().test(name) ? "/" : name;
  }

  private static boolean isOurs(String name) {
    return !name.equals("/");
  }

  private void opened(Call call, Path path, int flags) {
    String name = inside(path);
    boolean writes =
        call.name().equals("creat") || call.has(flags, "O_WRONLY") || call.has(flags, "O_RDWR");
    if (!isOurs(name) || !writes) {
      return;
    }
    if (!now.has(name)) {
      add(new Operation.FileMade(name));
    } else if (call.has(flags, "O_TRUNC") && now.content(name).size() > 0) {
      add(new Operation.Cut(name, 0));
    }
    cursors.put(name, new Cursor(call.has(flags, "O_APPEND"), 0));
  }

  private void written(Call call, long offset) {
    Path path = call.open(0);
    byte[] bytes = Arrays.copyOf(call.bytes(1), call.count());
    if (path.startsWith(source.notes()) || isOutput(path)) {
      String name = isOutput(path) ? Recording.TOLD : path.getFileName().toString();
      add(new Operation.Noted(name, new String(bytes, StandardCharsets.UTF_8)));
      return;
    }
    String name = inside(path);
    if (!isOurs(name) || !now.has(name)) {
      return; // not a file of the project, or not any more
    }
    if (offset >= 0) {
      add(new Operation.Written(name, offset, bytes));
      return;
    }
    Cursor cursor = cursors.get(name);
    long at = cursor.atEnd() ? now.content(name).size() : cursor.offset();
    add(new Operation.Written(name, at, bytes));
    cursors.put(name, new Cursor(cursor.atEnd(), at + bytes.length));
  }

  private static boolean isOutput(Path path) {
    return OUTPUT.matcher(path.getFileName().toString()).matches();
  }

  private void cut(Path path, long size) {
    String name = inside(path);
    if (isOurs(name)) {
      add(new Operation.Cut(name, size));
    }
  }

  private void forced(Call call) {
    String name = inside(call.open(0));
    if (isOurs(name) && now.has(name)) {
      add(new Operation.Forced(name, counts.get(call.begun())));
    }
  }

  private void renamed(Path from, Path to) {
    if (to.endsWith(BRANCH)) {
      add(new Operation.Noted(Recording.COMMIT, ""));
    }
    String name = inside(from);
    if (isOurs(name) && now.has(name)) {
      add(new Operation.Renamed(name, inside(to)));
      cursors.put(inside(to), cursors.getOrDefault(name, new Cursor(true, 0)));
    }
  }

  private void linked(Path from, Path to) {
    if (isOurs(inside(from))) {
      add(new Operation.Linked(inside(from), inside(to)));
    }
  }

  /** Sockets have names, too; nobody misses them. */
  private void removed(Path path) {
    String name = inside(path);
    if (isOurs(name) && now.has(name)) {
      add(new Operation.Removed(name));
    }
  }

  private void made(Path path) {
    if (isOurs(inside(path))) {
      add(new Operation.FolderMade(inside(path)));
    }
  }

  private void refuseUnknown(Call call) {
    if (call.name().equals("fallocate") && call.arguments().get(1).equals("FALLOC_FL_KEEP_SIZE")) {
      return; // that makes room for what is not there yet
    }
    Integer target = UNKNOWN.get(call.name());
    if (target == null || isOurs(inside(call.open(target)))) {
      throw new AssertionError("no operation for " + call);
    }
  }
}
