package dev.pawl.backlog.file;

import dev.pawl.backlog.Backlog;
import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.WorkSettings;
import dev.pawl.yaml.FileText;
import dev.pawl.yaml.Node;
import dev.pawl.yaml.Node.Kind;
import dev.pawl.yaml.Node.Scalar;
import dev.pawl.yaml.Node.Sequence;
import dev.pawl.yaml.Problem;
import dev.pawl.yaml.Problems;
import dev.pawl.yaml.Span;
import dev.pawl.yaml.Spans;
import dev.pawl.yaml.YamlTree;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes items out of a BACKLOG_INBOX.yaml, where other programs put them:
 *
 * <pre>
 * - title: Mend the login
 *   description: It fails after a minute.
 *   impact: high
 * - { title: Rename the table, pipeline: feature, dependencies: [WRK-003] }
 * </pre>
 *
 * <p>Nothing is lost or doubled when Pawl is killed in between. An item that was taken has the
 * origin {@code inbox:HASH}, where the hash is that of its entry and of how many equal ones stand
 * before it. The backlog is saved first, then the inbox without its entries. If that did not
 * happen, the next taking finds both, and only takes the entry out. Once its entry is gone, the
 * origin of an item becomes {@code inbox}, so that an equal entry may come again.
 */
public final class Inbox {
  /** Its name, in the folder of the project. */
  public static final String NAME = "BACKLOG_INBOX.yaml";

  private static final String ORIGIN = "inbox";
  private static final String MARK = ORIGIN + ":";

  /** Of the hash that marks an item. */
  private static final int BYTES = 8;

  private final Problems problems;
  private final WorkSettings settings;
  private final Instant now;
  private final List<ItemId> taken = new ArrayList<>();
  private final Set<Integer> done = new HashSet<>();
  private final Set<String> marks = new HashSet<>();
  private Backlog backlog;

  private Inbox(String name, Backlog backlog, WorkSettings settings, Instant now) {
    this.problems = new Problems(name);
    this.backlog = backlog;
    this.settings = settings;
    this.now = now;
  }

  /**
   * What was taken from an inbox.
   *
   * @param backlog with the new items; to be saved before the inbox is
   * @param taken the new items
   * @param found what the inbox held
   * @param text what is left in the inbox: entries with a problem, byte for byte, and comments
   * @param problems of those entries, or of the inbox as a whole
   */
  public record Intake(
      Backlog backlog, List<ItemId> taken, String found, String text, List<Problem> problems) {
    public Intake {
      taken = List.copyOf(taken);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Takes what can be taken. An inbox that is no list stays as it is, with one problem.
   *
   * @param name of the file, used in messages
   * @param text of the inbox; "" when there is none
   */
  public static Intake take(
      String name, String text, Backlog backlog, WorkSettings settings, Instant now) {
    return new Inbox(name, backlog, settings, now).take(text);
  }

  private Intake take(String text) {
    if (text.length() > FileText.LARGEST) {
      FileText.tooLarge(problems, text.length());
      return nothing(text);
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Optional<Node> root = YamlTree.readAnyText(body, problems);
    if (!problems.isEmpty()) {
      return nothing(text);
    }
    List<Node> entries = root.flatMap(Inbox::entries).orElse(List.of());
    if (root.isPresent() && entries(root.get()).isEmpty()) {
      problems.add(root.get(), "the inbox must be a list", "write '- title: TEXT'");
      return nothing(text);
    }
    Set<String> origins = new HashSet<>();
    backlog.items().forEach(item -> origins.add(item.origin()));
    Map<Value, Integer> seen = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Value value = Value.of(entries.get(i));
      String mark = mark(value, seen.merge(value, 1, Integer::sum));
      marks.add(mark);
      if (origins.contains(mark) || take(entries.get(i), mark)) {
        done.add(i);
      }
    }
    forgetOldMarks();
    String left = text.substring(0, text.length() - body.length()) + without(body, entries);
    return new Intake(backlog, taken, text, left, problems.sorted());
  }

  private Intake nothing(String text) {
    return new Intake(backlog, List.of(), text, text, problems.sorted());
  }

  /** The entries of a list, or of a file with nothing in it. */
  private static Optional<List<Node>> entries(Node root) {
    if (root instanceof Scalar s && s.kind() == Kind.NOTHING) {
      return Optional.of(List.of());
    }
    return root instanceof Sequence list ? Optional.of(list.items()) : Optional.empty();
  }

  private static String mark(Value entry, int occurrence) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest((entry + "#" + occurrence).getBytes(StandardCharsets.UTF_8));
      return MARK + HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Makes an item of an entry; false when something is wrong with it. */
  private boolean take(Node entry, String mark) {
    int number = backlog.nextNumber(settings.prefix());
    ItemId id = ItemId.of(settings.prefix(), number);
    InboxEntry reader = new InboxEntry(backlog, settings, problems);
    Optional<Item> item =
        reader.read(entry, id).map(draft -> draft.origin(mark).created(now).updated(now).item());
    item.ifPresent(made -> {
      backlog = backlog.with(made).taken(number);
      taken.add(id);
    });
    return item.isPresent();
  }

  private void forgetOldMarks() {
    for (Item item : backlog.items()) {
      if (item.origin().startsWith(MARK) && !marks.contains(item.origin())) {
        backlog = backlog.with(item.draft().origin(ORIGIN).item());
      }
    }
  }

  /** The text without the entries that are done; as it is when that cannot be told apart. */
  private String without(String text, List<Node> entries) {
    Optional<Span> list = done.isEmpty() ? Optional.empty() : Spans.of(text);
    if (list.isEmpty()) {
      return text;
    }
    Revision revision = new Revision(text, Form.of(text));
    revision.remove(list.get(), done, text.length(), true);
    List<Value> expected = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (!done.contains(i)) {
        expected.add(Value.of(entries.get(i)));
      }
    }
    return revision.text().filter(left -> says(left, expected)).orElse(text);
  }

  private static boolean says(String text, List<Value> expected) {
    Problems problems = new Problems("");
    Optional<Node> root = YamlTree.readAnyText(text, problems);
    List<Node> found = root.flatMap(Inbox::entries).orElse(List.of());
    return problems.isEmpty() && found.stream().map(Value::of).toList().equals(expected);
  }
}
