package dev.pawl.yaml;

import dev.pawl.yaml.Span.Key;
import dev.pawl.yaml.Span.Part;
import dev.pawl.yaml.Span.Style;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Finds out where the nodes of a text stand that {@link YamlTree} has read without a problem. */
public final class Spans {
  private final String text;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Span root;
  private int roots;

  /** The library counts code points; the last place where both counts were known. */
  private int knownIndex;

  private int knownOffset;

  private Spans(String text) {
    this.text = text;
  }

  /** The root of the only document; empty when there is none, or the text cannot be read. */
  public static Optional<Span> of(String text) {
    LoadSettings settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(Integer.MAX_VALUE).build();
    Spans spans = new Spans(text);
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        spans.accept(event);
      }
    } catch (YamlEngineException | IllegalArgumentException e) {
      return Optional.empty();
    }
    return spans.roots == 1 ? Optional.ofNullable(spans.root) : Optional.empty();
  }

  private void accept(Event event) {
    switch (event.getEventId()) {
      case Scalar -> scalar((ScalarEvent) event);
      case Alias -> alias((AliasEvent) event);
      case MappingStart, SequenceStart -> open.push(new Open((CollectionStartEvent) event));
      case MappingEnd, SequenceEnd -> {
        Open done = open.pop();
        place(done.span(end(event)), "");
      }
      default -> {}
    }
  }

  private void scalar(ScalarEvent event) {
    ScalarStyle style = event.getScalarStyle();
    boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    boolean shared = event.getAnchor().isPresent() || event.getTag().isPresent();
    Style written = block ? Style.BLOCK_SCALAR : Style.SCALAR;
    place(new Span(start(event), end(event), written, List.of(), shared), event.getValue());
  }

  private void alias(AliasEvent event) {
    place(new Span(start(event), end(event), Style.SCALAR, List.of(), true), "");
  }

  /** Puts a node where it belongs; {@code word} is its text if it can be a key. */
  private void place(Span node, String word) {
    Open parent = open.peek();
    if (parent == null) {
      root = node;
      roots++;
    } else {
      parent.add(node, word);
    }
  }

  private int start(Event event) {
    return offset(event.getStartMark().orElseThrow());
  }

  private int end(Event event) {
    return offset(event.getEndMark().orElseThrow());
  }

  private int offset(Mark mark) {
    knownOffset = text.offsetByCodePoints(knownOffset, mark.getIndex() - knownIndex);
    knownIndex = mark.getIndex();
    return knownOffset;
  }

  /** A map or list whose end has not come yet. */
  private final class Open {
    private final int from;
    private final boolean map;
    private final boolean flow;
    private final List<Part> parts = new ArrayList<>();
    private boolean shared;
    private @Nullable Key key;

    Open(CollectionStartEvent event) {
      this.from = start(event);
      this.map = event.getEventId() == Event.ID.MappingStart;
      this.flow = event.isFlow();
      this.shared = event.getAnchor().isPresent() || event.getTag().isPresent();
    }

    void add(Span node, String word) {
      shared |= node.shared();
      if (map && key == null) {
        key = new Key(word, node.from(), node.to());
      } else {
        parts.add(new Part(Optional.ofNullable(key), node));
        key = null;
      }
    }

    Span span(int end) {
      int to = flow || parts.isEmpty() ? end : parts.getLast().value().to();
      return new Span(from, to, style(), parts, shared);
    }

    private Style style() {
      if (map) {
        return flow ? Style.FLOW_MAP : Style.BLOCK_MAP;
      }
      return flow ? Style.FLOW_LIST : Style.BLOCK_LIST;
    }
  }
}
