package dev.pawl.work;

import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.Resolution;
import dev.pawl.backlog.Transition;
import dev.pawl.line.BrokenFileException;
import dev.pawl.model.SafeText;
import dev.pawl.posix.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was finished, for people: {@code worklog/2026-11.md}, appended.
 *
 * <pre>
 * ## WRK-007 Make it faster
 *
 * completed 2026-11-20T15:58:02Z
 *
 * The cache is asked first.
 * </pre>
 */
final class Worklog {
  /** The folder, relative to the project. */
  static final String FOLDER = "worklog";

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  private static final String END = ".md";
  private static final String CLOSED = Resolution.CLOSED.wire();

  private final Path folder;

  Worklog(Path project) {
    this.folder = project.resolve(FOLDER);
  }

  /** Adds what a change has brought to an end; adding it twice is adding it once. */
  void add(Transition transition) {
    for (Transition.Change change : transition.changes()) {
      if (change.to().isDone()) {
        add(change.to(), words(transition, change.to()));
      }
    }
  }

  /** Takes that out again. */
  void remove(Transition transition) {
    for (Transition.Change change : transition.changes()) {
      if (change.to().isDone()) {
        remove(change.to(), words(transition, change.to()));
      }
    }
  }

  /** Whether an item was given up, as far as what stands there tells. */
  boolean hasClosed(ItemId item) {
    Pattern entry =
        Pattern.compile(
            "^## " + Pattern.quote(item.value()) + " .*\\R\\R" + CLOSED + " \\S+Z$",
            Pattern.MULTILINE);
    try {
      for (Path file : files()) {
        if (entry.matcher(read(file)).find()) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw BrokenFileException.cannot("read", folder, e);
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(END))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static String words(Transition transition, Item item) {
    return transition
        .done()
        .filter(done -> done.task().item().equals(item.id()))
        .map(done -> (done.result().summary() + "\n\n" + done.result().context()).strip())
        .orElse(item.notes());
  }

  private void add(Item item, String words) {
    Path file = file(item);
    try {
      DurableFiles.makeFolders(folder);
      String text = read(file);
      if (!text.contains(asBytes(heading(item)))) {
        String start = text.isEmpty() || text.endsWith("\n\n") ? "" : "\n";
        replace(file, text + start + asBytes(entry(item, words)));
      }
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", file, e);
    }
  }

  private void remove(Item item, String words) {
    Path file = file(item);
    try {
      String text = read(file);
      String left = text.replace(asBytes(entry(item, words)), "");
      if (left.isEmpty()) {
        Files.deleteIfExists(file);
      } else if (!left.equals(text)) {
        replace(file, left);
      }
    } catch (IOException e) {
      throw BrokenFileException.cannot("write", file, e);
    }
  }

  /** A character for each byte: what a person has written there stays, whatever its encoding. */
  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  private static String asBytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static void replace(Path file, String text) throws IOException {
    DurableFiles.replace(file, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Path file(Item item) {
    return folder.resolve(MONTH.format(at(item)) + END);
  }

  private static Instant at(Item item) {
    return item.updated().orElse(Instant.EPOCH);
  }

  private static String heading(Item item) {
    String how =
        item.resolution().map(Resolution::wire).orElse("ended")
            + " "
            + at(item).truncatedTo(ChronoUnit.SECONDS);
    return "## " + item.id() + " " + SafeText.shown(item.title()) + "\n\n" + how + "\n";
  }

  private static String entry(Item item, String words) {
    String said = harmless(words).strip();
    return heading(item) + (said.isEmpty() ? "" : "\n" + said + "\n") + "\n";
  }

  /** Agents may say what a terminal obeys that shows the file. */
  private static String harmless(String words) {
    return Arrays.stream(words.split("\n", -1))
        .map(line -> SafeText.line(line, false))
        .collect(Collectors.joining("\n"));
  }
}
