package dev.pawl.e2e.disk;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A disk and what is on the way to it. It promises what POSIX does, and no more:
 *
 * <ul>
 *   <li>A force of a file puts what it holds on the disk, and its size; not its name.
 *   <li>A force of a folder puts its names on the disk; not what stands behind them.
 *   <li>Of all else any part may have reached the disk, in any order. A rename is one step.
 * </ul>
 */
final class DiskModel {
  private final Node root = new Node(true);
  private final List<Change> pending = new ArrayList<>();
  private final Predicate<String> calm;
  private int operations;

  /** A file or a folder, whatever it is called. */
  static final class Node {
    private final boolean folder;
    private final Map<String, Node> names = new LinkedHashMap<>();
    private final Map<String, Node> forcedNames = new LinkedHashMap<>();
    private Content content = Content.EMPTY;
    private Content forced = Content.EMPTY;

    private Node(boolean folder) {
      this.folder = folder;
    }
  }

  /**
   * A disk with nothing on the way.
   *
   * @param calm of these paths all is on the disk at once: they are not what is looked at
   */
  DiskModel(DiskState before, Predicate<String> calm) {
    this.calm = calm;
    before
        .files()
        .forEach((path, content) -> {
          Node node = new Node(path.endsWith("/"));
          node.content = content;
          node.forced = content;
          String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
          Node folder = folder(name);
          folder.names.put(last(name), node);
          folder.forcedNames.put(last(name), node);
        });
  }

  /** What is on the way, oldest first. */
  List<Change> pending() {
    return List.copyOf(pending);
  }

  /** How many operations there were. */
  int operations() {
    return operations;
  }

  boolean has(String path) {
    return find(path) != null;
  }

  Content content(String path) {
    return node(path).content;
  }

  /** Does what was done. */
  void apply(Operation operation) {
    switch (operation) {
      case Operation.FolderMade(String path) -> name(path, new Node(true));
      case Operation.FileMade(String path) -> name(path, new Node(false));
      case Operation.Written(String path, long offset, byte[] bytes) ->
          data(path, new Change.Write(operations, node(path), offset, bytes));
      case Operation.Cut(String path, long size) ->
          data(path, new Change.Resize(operations, node(path), size));
      case Operation.Forced(String path, int begun) -> force(node(path), begun);
      case Operation.Renamed(String path, String to) -> rename(path, to);
      case Operation.Linked(String path, String to) -> name(to, node(path));
      case Operation.Removed(String path) -> name(path, null);
      case Operation.Noted _ -> {}
    }
    operations++;
  }

  private void rename(String path, String to) {
    Node node = node(path);
    if (folder(path) == folder(to)) {
      names(to, List.of(new Change.Name(last(path), null), new Change.Name(last(to), node)));
    } else {
      name(to, node);
      name(path, null);
    }
  }

  private void name(String path, @Nullable Node node) {
    names(path, List.of(new Change.Name(last(path), node)));
  }

  private void names(String path, List<Change.Name> names) {
    Node folder = folder(path);
    put(folder.names, names);
    if (calm.test(path)) {
      put(folder.forcedNames, names);
    } else {
      pending.add(new Change.Names(operations, folder, names));
    }
  }

  private static void put(Map<String, Node> folder, List<Change.Name> names) {
    for (Change.Name name : names) {
      if (name.node() == null) {
        folder.remove(name.name());
      } else {
        folder.put(name.name(), name.node());
      }
    }
  }

  private void data(String path, Change.Data change) {
    Node file = change.file();
    file.content = file.content.after(change);
    if (calm.test(path)) {
      file.forced = file.content;
    } else {
      pending.add(change);
    }
  }

  private void force(Node node, int begun) {
    for (Change change : List.copyOf(pending)) {
      if (change.number() < begun) {
        switch (change) {
          case Change.Data data when data.file() == node -> {
            node.forced = node.forced.after(data);
            pending.remove(change);
          }
          case Change.Names names when names.folder() == node -> {
            put(node.forcedNames, names.names());
            pending.remove(change);
          }
          default -> {}
        }
      }
    }
  }

  /** What is on the disk when of all that is on the way this has reached it. */
  DiskState with(List<? extends Change> reached) {
    Map<Node, Content> contents = new IdentityHashMap<>();
    Map<Node, Map<String, Node>> names = new IdentityHashMap<>();
    for (Change change : reached) {
      switch (change) {
        case Change.Data data ->
            contents.put(
                data.file(), contents.getOrDefault(data.file(), data.file().forced).after(data));
        case Change.Names of ->
            put(
                names.computeIfAbsent(
                    of.folder(), folder -> new LinkedHashMap<>(folder.forcedNames)),
                of.names());
      }
    }
    SortedMap<String, Content> files = new TreeMap<>();
    collect("", root, contents, names, files);
    return new DiskState(files);
  }

  private static void collect(
      String path,
      Node folder,
      Map<Node, Content> contents,
      Map<Node, Map<String, Node>> names,
      SortedMap<String, Content> files) {
    names
        .getOrDefault(folder, folder.forcedNames)
        .forEach((name, node) -> {
          if (node.folder) {
            files.put(path + name + "/", Content.EMPTY);
            collect(path + name + "/", node, contents, names, files);
          } else {
            files.put(path + name, contents.getOrDefault(node, node.forced));
          }
        });
  }

  /** What a program sees while there is power. */
  DiskState seen() {
    return with(pending);
  }

  /** Nothing that was on the way has reached the disk. */
  DiskState forced() {
    return with(List.of());
  }

  /** All names have reached the disk, and nothing of what the files hold. */
  DiskState named() {
    return with(pending.stream().filter(Change.Names.class::isInstance).toList());
  }

  private Node node(String path) {
    Node found = find(path);
    if (found == null) {
      throw new AssertionError("there is no '" + path + "'");
    }
    return found;
  }

  private @Nullable Node find(String path) {
    Node node = root;
    for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
      if (node == null) {
        return null;
      }
      node = node.names.get(name);
    }
    return node;
  }

  private Node folder(String path) {
    int slash = path.lastIndexOf('/');
    return node(slash < 0 ? "" : path.substring(0, slash));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** For the message of a failed test. */
  String told(Change change) {
    return switch (change) {
      case Change.Write(int number, Node file, long offset, byte[] bytes) ->
          "#%d %s[%d..%d]".formatted(number, nameOf(file), offset, offset + bytes.length);
      case Change.Resize(int number, Node file, long size) ->
          "#%d %s cut to %d".formatted(number, nameOf(file), size);
      case Change.Names(int number, Node folder, List<Change.Name> names) ->
          "#%d %s/{%s}"
              .formatted(
                  number,
                  nameOf(folder),
                  String.join(
                      ", ",
                      names.stream()
                          .map(one -> (one.node() == null ? "-" : "+") + one.name())
                          .toList()));
    };
  }

  private String nameOf(Node node) {
    return nameOf("", root, node).orElse("a file without a name");
  }

  private static Optional<String> nameOf(String path, Node found, Node wanted) {
    return found == wanted
        ? Optional.of(path)
        : found.names.entrySet().stream()
            .flatMap(one -> nameOf(path + "/" + one.getKey(), one.getValue(), wanted).stream())
            .findFirst();
  }
}
