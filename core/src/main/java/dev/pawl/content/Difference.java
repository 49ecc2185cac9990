package dev.pawl.content;

import dev.pawl.content.ContentEntry.Kind;
import dev.pawl.content.ContentReference.All;
import dev.pawl.content.ContentReference.Directory;
import dev.pawl.content.ContentReference.File;
import dev.pawl.content.ContentReference.Value;
import dev.pawl.posix.FileName;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in words what is first different from an earlier content of the same reference. */
final class Difference {
  private static final byte PLAIN = '-';
  private static final byte EXECUTABLE = '*';
  private static final byte LINK = '@';

  private final HashCache cache;

  Difference(HashCache cache) {
    this.cache = cache;
  }

  /** Null if there is none, or nothing is known of the earlier content. */
  @Nullable String first(Hash old, Content now) {
    if (old.equals(now.value())) {
      return null;
    }
    return switch (now.reference()) {
      case File(String path) -> now.entries().isEmpty() ? null : ofFile(old, now, path);
      case Directory folder -> ofFolder(old, now, folder);
      case Value value -> "the text changed";
      case All all -> ofAll(old, now.parts());
    };
  }

  /** A file needs no manifest: there are few things it can have been. */
  private static String ofFile(Hash old, Content now, String path) {
    ContentEntry entry = now.entries().getFirst();
    if (entry.kind() == Kind.MISSING) {
      return path + " removed";
    }
    if (old.equals(ContentHash.MISSING)) {
      return path + " added";
    }
    byte other = entry.executable() ? PLAIN : EXECUTABLE;
    boolean onlyBit = old.equals(ContentHash.ofFile(other, entry.contents()));
    return path + changed(onlyBit ? other : entry.mark(), entry);
  }

  private @Nullable String ofFolder(Hash old, Content now, Directory folder) {
    if (now.isMissing()) {
      return folder.path() + " removed";
    }
    if (old.equals(ContentHash.MISSING)) {
      return folder.path() + " added";
    }
    byte[] manifest = cache.manifest(old);
    List<Manifest.Line> before = manifest == null ? null : Manifest.folder(manifest);
    String front = folder.path().equals(".") ? "" : folder.path() + "/";
    return before == null ? null : ofEntries(before, now.entries(), front);
  }

  private static @Nullable String ofEntries(
      List<Manifest.Line> before, List<ContentEntry> now, String front) {
    Iterator<Manifest.Line> lines = before.iterator();
    for (ContentEntry entry : now) {
      Manifest.Line line = lines.hasNext() ? lines.next() : null;
      int order = line == null ? 1 : Manifest.compare(line, entry);
      if (line == null || order > 0) {
        return entry.path() + " added";
      }
      if (order < 0) {
        return removed(line, front);
      }
      if (line.mark() != entry.mark() || !line.hash().equals(entry.contents())) {
        boolean onlyBit = line.hash().equals(entry.contents());
        return entry.path() + changed(onlyBit ? line.mark() : entry.mark(), entry);
      }
    }
    return lines.hasNext() ? removed(lines.next(), front) : null;
  }

  private static String removed(Manifest.Line line, String front) {
    return front + FileName.text(line.path(), 0, line.path().length) + " removed";
  }

  /**
   * @param before what the entry was when only that is different, else what it is
   */
  private static String changed(byte before, ContentEntry entry) {
    if (before == entry.mark() || before == LINK || entry.kind() == Kind.LINK) {
      return " changed";
    }
    return entry.executable() ? " is executable now" : " is no longer executable";
  }

  private @Nullable String ofAll(Hash old, List<Content> parts) {
    byte[] manifest = cache.manifest(old);
    List<Hash> before = manifest == null ? null : Manifest.all(manifest);
    if (before == null || before.size() != parts.size()) {
      return null;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!before.get(i).equals(parts.get(i).value())) {
        return first(before.get(i), parts.get(i));
      }
    }
    return null;
  }
}
