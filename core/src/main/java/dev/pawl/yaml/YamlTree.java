package dev.pawl.yaml;

import dev.pawl.yaml.Node.Entry;
import dev.pawl.yaml.Node.Mapping;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes the tree of one YAML document from the events of the parser; the library's own composer
 * takes three times as long and as much memory. An alias becomes the node that it names, a merge
 * key {@code <<} its entries. What aliases may stand for is bounded, because the readers visit
 * every place anew.
 */
public final class YamlTree {
  /** Deeper nesting is refused; a sensible file has six levels. */
  static final int DEEPEST = 100;

  /** All aliases together may stand for so many nodes; a long text counts as several. */
  static final long MOST_ALIASED = 5_000_000;

  /** The same where all that they stand for is written down somewhere. */
  private static final long MOST_WRITTEN = 500_000;

  /** So many characters of a text count as a node. */
  private static final int NODE = 16;

  private final Problems problems;
  private final boolean anyText;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private long aliased;
  private @Nullable Node root;
  private int line = 1;
  private int column = 1;

  private YamlTree(Problems problems, boolean anyText) {
    this.problems = problems;
    this.anyText = anyText;
  }

  /** A node with a name, and how many nodes it stands for; no node while it is still open. */
  private record Anchored(@Nullable Node node, long size) {}

  /** The root of the document; empty when there is none or a problem was found. */
  public static Optional<Node> read(String text, Problems problems) {
    Optional<Node> plain = PlainYaml.read(text);
    return plain.isPresent() ? plain : parsed(text, problems);
  }

  /** The same where a text may hold a NUL character, written as an escape. */
  public static Optional<Node> readAnyText(String text, Problems problems) {
    Optional<Node> plain = PlainYaml.read(text);
    return plain.isPresent() ? plain : new YamlTree(problems, true).parse(text);
  }

  /** The same by the library alone. */
  static Optional<Node> parsed(String text, Problems problems) {
    return new YamlTree(problems, false).parse(text);
  }

  private Optional<Node> parse(String text) {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        accept(event);
        event.getEndMark().ifPresent(this::passed);
      }
    } catch (IllegalArgumentException e) { // the library wants digits where the text is over
      String found = "not valid YAML: the text after this place ends within an escape";
      problems.add(line, column, found, "close the quotes");
    } catch (YamlEngineException e) {
      SyntaxProblem.report(e, text, problems);
    } catch (Unusable e) {
      problems.add(e.line, e.column, String.valueOf(e.getMessage()), e.remedy);
    }
    return problems.isEmpty() ? Optional.ofNullable(root) : Optional.empty();
  }

  private void passed(Mark mark) {
    line = mark.getLine() + 1;
    column = mark.getColumn() + 1;
  }

  private void accept(Event event) throws Unusable {
    switch (event.getEventId()) {
      case Scalar -> scalar((ScalarEvent) event);
      case Alias -> alias((AliasEvent) event);
      case MappingStart -> start((NodeEvent) event, true);
      case SequenceStart -> start((NodeEvent) event, false);
      case MappingEnd, SequenceEnd -> end();
      case DocumentStart -> {
        if (root != null) {
          throw new Unusable(event, "a second document starts here", "keep one document per file");
        }
      }
      default -> {}
    }
  }

  private void scalar(ScalarEvent event) throws Unusable {
    String tag = event.getTag().orElse("");
    checkTag(event, tag, "tag:yaml.org,2002:str");
    if (!anyText && event.getValue().indexOf('\0') >= 0) {
      String remedy = "remove it: no command, variable or path can hold one";
      throw new Unusable(event, "this text contains a NUL character", remedy);
    }
    Mark mark = mark(event);
    boolean plain = event.isPlain() && tag.isEmpty();
    place(
        new Scalar(mark.getLine() + 1, mark.getColumn() + 1, event.getValue(), plain),
        1 + event.getValue().length() / NODE,
        event.getAnchor());
  }

  private void alias(AliasEvent event) throws Unusable {
    String name = event.getAlias().getValue();
    Anchored target = anchors.get(name);
    if (target == null) {
      String remedy =
          Suggestion.of(name, anchors.keySet(), "define it before with '&" + name + "'");
      throw new Unusable(event, "alias '*" + name + "' names no anchor", remedy);
    }
    if (target.node == null) {
      throw new Unusable(event, "alias '*" + name + "' stands inside what it names", "remove it");
    }
    aliased += target.size;
    long most = anyText ? MOST_WRITTEN : MOST_ALIASED;
    if (aliased > most) {
      throw new Unusable(
          event,
          "the aliases up to here stand for more than " + most + " nodes",
          "do not nest lists of aliases in lists of aliases");
    }
    place(target.node, target.size, Optional.empty());
  }

  private void start(NodeEvent event, boolean mapping) throws Unusable {
    if (open.size() >= DEEPEST) {
      throw new Unusable(event, "nested deeper than " + DEEPEST + " levels", "nest less");
    }
    String tag =
        mapping
            ? ((MappingStartEvent) event).getTag().orElse("")
            : ((SequenceStartEvent) event).getTag().orElse("");
    checkTag(event, tag, mapping ? "tag:yaml.org,2002:map" : "tag:yaml.org,2002:seq");
    event.getAnchor().ifPresent(a -> anchors.put(a.getValue(), new Anchored(null, 0)));
    open.push(new Open(mark(event), mapping, event.getAnchor()));
  }

  private void end() throws Unusable {
    Open done = open.pop();
    place(done.node(problems), done.size, done.anchor);
  }

  private void place(Node node, long size, Optional<Anchor> anchor) throws Unusable {
    anchor.ifPresent(a -> anchors.put(a.getValue(), new Anchored(node, size)));
    Open parent = open.peek();
    if (parent == null) {
      root = node;
    } else {
      parent.add(node, size);
    }
  }

  private static void checkTag(Event event, String tag, String allowed) throws Unusable {
    if (!tag.isEmpty() && !tag.equals("!") && !tag.equals(allowed)) {
      throw new Unusable(event, "tag '" + tag + "' is not understood here", "remove the tag");
    }
  }

  private static Mark mark(Event event) {
    return event.getStartMark().orElseThrow();
  }

  /** A list or map whose end has not come yet. */
  private static final class Open {
    private final Mark start;
    private final boolean mapping;
    private final Optional<Anchor> anchor;
    private final List<Node> items = new ArrayList<>(4);
    private final List<Entry> entries = new ArrayList<>(4);
    private @Nullable Scalar key;
    private long size = 1;

    Open(Mark start, boolean mapping, Optional<Anchor> anchor) {
      this.start = start;
      this.mapping = mapping;
      this.anchor = anchor;
    }

    void add(Node node, long nodes) throws Unusable {
      size += nodes;
      if (!mapping) {
        items.add(node);
      } else if (key != null) {
        entries.add(new Entry(key, node));
        key = null;
      } else if (node instanceof Scalar scalar) {
        key = scalar;
      } else {
        throw new Unusable(node.line(), node.column(), "a key must be a text", "write a name");
      }
    }

    Node node(Problems problems) {
      int line = start.getLine() + 1;
      int column = start.getColumn() + 1;
      return mapping
          ? new Mapping(line, column, MergeKeys.applied(entries, problems))
          : new Sequence(line, column, items);
    }
  }

  /** Ends the reading: the document cannot be taken as a tree. */
  @SuppressWarnings("serial")
  private static final class Unusable extends Exception {
    private final int line;
    private final int column;
    private final String remedy;

    Unusable(Event event, String message, String remedy) {
      this(mark(event).getLine() + 1, mark(event).getColumn() + 1, message, remedy);
    }

    Unusable(int line, int column, String message, String remedy) {
      super(message, null, false, false);
      this.line = line;
      this.column = column;
      this.remedy = remedy;
    }
  }
}
