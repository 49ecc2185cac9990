package dev.pawl.backlog.file;

import dev.pawl.backlog.file.ItemsReader.Source;
import dev.pawl.backlog.file.Piece.Entry;
import dev.pawl.yaml.FileText;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a BACKLOG.yaml. The form is free; what it means is checked strictly, and all problems are
 * told at once. A syntax error of YAML itself stops the reading and is the only problem.
 *
 * <p>A file in block style is cut into its items ({@link Sections}), which are read one by one:
 * that is quick, and makes it quick to change one of them. Any other file, and every file with a
 * mistake, is read as a whole.
 */
public final class BacklogReader {
  /** An editor of another system may have put it before the text. */
  private static final String MARK = "\uFEFF";

  private final Problems problems;
  private final String name;
  private final String mark;
  private final String text;
  private final String prefix;

  private BacklogReader(String name, String mark, String text, String prefix) {
    this.problems = new Problems(name);
    this.name = name;
    this.mark = mark;
    this.text = text;
    this.prefix = prefix;
  }

  /**
   * Reads a text; never throws for a user's mistake.
   *
   * @param name of the file, used in messages
   * @param prefix of the names that items without a name get
   */
  public static BacklogResult read(String name, String text, String prefix) {
    return of(name, text, prefix).read(true);
  }

  /** The same in one piece, whatever the form. */
  static BacklogResult readWhole(String name, String text, String prefix) {
    return of(name, text, prefix).read(false);
  }

  private static BacklogReader of(String name, String text, String prefix) {
    String mark = text.startsWith(MARK) ? MARK : "";
    return new BacklogReader(name, mark, text.substring(mark.length()), prefix);
  }

  private BacklogResult read(boolean cut) {
    if (text.length() > FileText.LARGEST) {
      FileText.tooLarge(problems, text.length());
      return refused();
    }
    Optional<BacklogDocument> document = cut ? inSections() : Optional.empty();
    if (document.isEmpty() && problems.isEmpty()) {
      document = asWhole();
    }
    return document.isPresent() ? new BacklogResult.Read(document.get()) : refused();
  }

  private BacklogResult refused() {
    return new BacklogResult.Refused(problems.sorted());
  }

  /** Empty without a problem when the text must be read as a whole. */
  private Optional<BacklogDocument> inSections() {
    Optional<Sections> sections = hasLoneReturn() ? Optional.empty() : Sections.of(text);
    Optional<Node> beside = sections.flatMap(BacklogReader::beside);
    if (beside.isEmpty()) {
      return Optional.empty();
    }
    List<Source> sources = new ArrayList<>();
    int lines = Sections.lines(sections.get().head()) - 1;
    for (String item : sections.get().items()) {
      Optional<Node> node = Piece.node(item);
      if (node.isEmpty()) {
        return Optional.empty();
      }
      sources.add(new Source(node.get(), lines));
      lines += Sections.lines(item);
    }
    Optional<Root> root = Root.read(beside.get(), problems);
    return root.flatMap(found -> document(found, sources, sections));
  }

  /** What stands beside the items, unless it would be items too. */
  private static Optional<Node> beside(Sections sections) {
    String root = sections.root().replace("\r\n", "\n");
    return YamlTree.readAnyText(root, new Problems(""))
        .filter(node -> node instanceof Mapping map && hasNoItems(map));
  }

  /** A second list further down is a mistake, and the one that counts is read. */
  private static boolean hasNoItems(Mapping map) {
    List<Node.Entry> lists =
        map.entries().stream().filter(entry -> entry.key().text().equals(Keys.ITEMS)).toList();
    return lists.size() <= 1
        && lists.stream()
            .allMatch(list -> list.value() instanceof Scalar s && s.kind() == Kind.NOTHING);
  }

  private boolean hasLoneReturn() {
    for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
      if (at + 1 == text.length() || text.charAt(at + 1) != '\n') {
        return true;
      }
    }
    return false;
  }

  private Optional<BacklogDocument> asWhole() {
    Optional<Node> node = YamlTree.readAnyText(text, problems);
    if (node.isEmpty() && problems.isEmpty()) {
      problems.add(1, 1, "the file is empty", Root.FIRST);
    }
    Optional<Root> root = node.flatMap(tree -> Root.read(tree, problems));
    List<Source> sources =
        root.map(Root::items).orElse(List.of()).stream().map(item -> new Source(item, 0)).toList();
    return root.flatMap(found -> document(found, sources, Optional.empty()));
  }

  private Optional<BacklogDocument> document(
      Root root, List<Source> sources, Optional<Sections> sections) {
    return ItemsReader.read(root, sources, prefix, problems)
        .map(found -> {
          List<Entry> entries = new ArrayList<>();
          for (int i = 0; i < found.items().size(); i++) {
            entries.add(new Entry(found.items().get(i), found.named().get(i)));
          }
          Body body = sections.<Body>map(Body.Cut::new).orElseGet(() -> new Body.Whole(text));
          return new BacklogDocument(
              new BacklogDocument.Source(name, mark, root.schema(), root.nextId()),
              body,
              entries,
              found.nextId());
        });
  }
}
