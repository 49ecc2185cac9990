package dev.pawl.coordinator;

import dev.pawl.content.Content;
import dev.pawl.content.ContentEntry;
import dev.pawl.content.ContentReference;
import dev.pawl.content.Contents;
import dev.pawl.content.UnreadableContentException;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Loop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Where the items of a loop come from. Reads files; may take as long as that does. */
final class ItemSource {
  /** More are refused. */
  static final int MOST = 1_000_000;

  private final Path project;
  private final String dir;

  /**
   * For the items of one job.
   *
   * @param dir its folder, relative to the project
   */
  ItemSource(Path project, String dir) {
    this.project = project;
    this.dir = dir;
  }

  /**
   * The items.
   *
   * @param contents hashes of the files that they name, in the same order; empty when they name
   *     none
   */
  record Found(List<String> texts, List<String> contents) {}

  /** The items of a file, a glob or a list. */
  Found find(Loop.Items items) throws ListingException {
    Found found =
        switch (items) {
          case Loop.Lines lines ->
              lines(project.resolve(dir, lines.file()).normalize(), lines.file());
          case Loop.Matching matching -> matching(matching.glob());
          case Loop.Listed listed -> new Found(listed.texts(), List.of());
          case Loop.Output _ -> throw new IllegalArgumentException("needs a process");
        };
    if (found.texts().size() > MOST) {
      throw new ListingException("there are more than " + MOST);
    }
    return found;
  }

  /**
   * The lines of a file, without their ends (LF or CRLF); the last one need not have one.
   *
   * @param name for messages
   */
  static Found lines(Path file, String name) throws ListingException {
    String text = text(file, name);
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end;
      boolean returns = to > from && text.charAt(to - 1) == '\r';
      String line = text.substring(from, returns ? to - 1 : to);
      if (line.indexOf('\0') >= 0) {
        throw new ListingException("line " + (lines.size() + 1) + " of " + name + " has a NUL");
      }
      lines.add(line);
      from = to + 1;
    }
    return new Found(lines, List.of());
  }

  private static String text(Path file, String name) throws ListingException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ListingException(name + " is not UTF-8");
    } catch (IOException e) {
      throw new ListingException("cannot read " + DiskProblem.told(e));
    }
  }

  /** Files by their content; {@code ..} at the front of a glob is taken before it is a pattern. */
  private Found matching(String glob) throws ListingException {
    String rest = glob;
    StringBuilder up = new StringBuilder();
    while (rest.equals("..") || rest.startsWith("../") || rest.startsWith("./")) {
      up.append(rest.startsWith("..") ? "../" : "");
      rest = rest.indexOf('/') < 0 ? "" : rest.substring(rest.indexOf('/') + 1);
    }
    Path base = Path.of(dir).resolve(up.toString()).normalize();
    String folder = base.toString().isEmpty() ? "." : base.toString();
    try {
      List<String> include = rest.isEmpty() ? List.of() : List.of(rest);
      Contents contents = Contents.open(project, InstantSource.system());
      Content found = contents.look(new ContentReference.Directory(folder, include, List.of()));
      contents.save();
      return found(found.entries(), folder.equals(".") ? "" : folder + "/", up.toString());
    } catch (UnreadableContentException | IllegalArgumentException e) {
      throw new ListingException(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new ListingException("cannot write .pawl/hashes: " + DiskProblem.told(e));
    }
  }

  private static Found found(List<ContentEntry> entries, String folder, String up) {
    List<String> texts = new ArrayList<>(entries.size());
    List<String> hashes = new ArrayList<>(entries.size());
    for (ContentEntry entry : entries) {
      if (entry.kind() != ContentEntry.Kind.MISSING) {
        texts.add(up + entry.path().substring(folder.length()));
        hashes.add(entry.hash());
      }
    }
    return new Found(texts, hashes);
  }
}
