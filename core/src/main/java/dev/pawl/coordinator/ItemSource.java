package dev.pawl.coordinator;

import dev.pawl.content.Content;
import dev.pawl.content.ContentEntry;
import dev.pawl.content.ContentReference;
import dev.pawl.content.Contents;
import dev.pawl.content.UnreadableContentException;
import dev.pawl.line.DiskProblem;
import dev.pawl.model.Job;
import dev.pawl.model.Loop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the items of a loop come from. Reads files; may take as long as that does. */
final class ItemSource {
  /** More are refused. */
  static final int MOST = 1_000_000;

  /** A longer list is refused, in bytes. */
  static final long LONGEST = 64L << 20;

  private final Path project;
  private final Contents contents;

  ItemSource(Path project, Contents contents) {
    this.project = project;
    this.contents = contents;
  }

  /**
   * The items.
   *
   * @param contents hashes of the files that they name, in the same order; empty when they name
   *     none
   */
  record Found(List<String> texts, List<String> contents) {}

  /** Whether the items of a job can be had without starting a process. */
  static boolean isQuiet(Job job) {
    return !(items(job) instanceof Loop.Output);
  }

  private static Loop.Items items(Job job) {
    return job.loop().orElseThrow().items();
  }

  /**
   * The files that a list is read from, or that the items are, as globs over paths relative to the
   * project.
   */
  static List<String> globs(Job job) {
    return switch (items(job)) {
      case Loop.Lines lines ->
          List.of(
              JobGlob.of(job, lines.file().replaceAll("[\\\\*?\\[\\]{},]", "\\\\$0")).inProject());
      case Loop.Matching matching -> List.of(JobGlob.of(job, matching.glob()).inProject());
      case Loop.Output _, Loop.Listed _ -> List.of();
    };
  }

  /** The items of a file, a glob or a list. */
  Found find(Job job) throws ListingException {
    return switch (items(job)) {
      case Loop.Lines lines ->
          lines(project.resolve(job.script().dir(), lines.file()).normalize(), lines.file());
      case Loop.Matching matching -> bounded(matching(job, matching.glob()));
      case Loop.Listed listed -> bounded(new Found(listed.texts(), List.of()));
      case Loop.Output _ -> throw new IllegalArgumentException("needs a process");
    };
  }

  private static Found bounded(Found found) throws ListingException {
    if (found.texts().size() > MOST) {
      throw new ListingException("there are more than " + MOST);
    }
    for (int at = 0; at < found.texts().size(); at++) {
      if (found.texts().get(at).indexOf('\0') >= 0) {
        throw new ListingException("item " + (at + 1) + " has a NUL");
      }
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
      if (lines.size() == MOST) {
        throw new ListingException(name + " has more than " + MOST + " lines");
      }
      lines.add(line);
      from = to + 1;
    }
    return new Found(lines, List.of());
  }

  private static String text(Path file, String name) throws ListingException {
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        throw new ListingException(name + " is not a file");
      }
      if (Files.size(file) > LONGEST) {
        throw new ListingException(name + " is larger than " + (LONGEST >> 20) + " MB");
      }
      byte[] bytes = Files.readAllBytes(file);
      return decoded(bytes, name);
    } catch (IOException e) {
      throw new ListingException("cannot read " + DiskProblem.told(e));
    }
  }

  private static String decoded(byte[] bytes, String name) throws ListingException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int at = 0; at < rest.position(); at++) {
        line += bytes[at] == '\n' ? 1 : 0;
      }
      throw new ListingException("line " + line + " of " + name + " is not UTF-8");
    }
  }

  /** Files by their content; what the loop itself makes is none of its items. */
  private Found matching(Job job, String text) throws ListingException {
    JobGlob glob = JobGlob.of(job, text);
    List<String> include = glob.pattern().isEmpty() ? List.of() : List.of(glob.pattern());
    try {
      Content found =
          contents.look(
              new ContentReference.Directory(glob.folder(), include, List.of()),
              StepKeys.ownOutputs(job));
      return found(found.entries(), glob);
    } catch (UnreadableContentException | IllegalArgumentException e) {
      throw new ListingException(String.valueOf(e.getMessage()));
    }
  }

  private static Found found(List<ContentEntry> entries, JobGlob glob) {
    int front = glob.folder().equals(".") ? 0 : glob.folder().length() + 1;
    List<String> texts = new ArrayList<>(entries.size());
    List<String> hashes = new ArrayList<>(entries.size());
    for (ContentEntry entry : entries) {
      if (entry.kind() != ContentEntry.Kind.MISSING) {
        texts.add(glob.up() + entry.path().substring(front));
        hashes.add(entry.hash());
      }
    }
    return new Found(texts, hashes);
  }
}
