package dev.pawl.content;

import dev.pawl.content.ContentEntry.Kind;
import dev.pawl.model.Glob;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which files were looked at, as long as these are all that a finding rests on: regular files that
 * were named. Once a folder was listed, or something was a link or missing, they are not enough.
 * May be used by several threads.
 */
final class Notes {
  private final Map<String, ContentEntry> files = new LinkedHashMap<>();
  private boolean enough = true;

  /** What a look has found. */
  synchronized void add(ContentReference reference, List<ContentEntry> entries) {
    enough = enough && areNamed(reference, entries) && entries.stream().allMatch(this::isNoted);
  }

  private static boolean areNamed(ContentReference reference, List<ContentEntry> entries) {
    return switch (reference) {
      case ContentReference.File(String path) ->
          entries.size() == 1 && entries.getFirst().path().equals(path);
      case ContentReference.Directory folder -> areNamed(folder, entries);
      case ContentReference.Value _, ContentReference.All _ -> true;
    };
  }

  private static boolean areNamed(ContentReference.Directory folder, List<ContentEntry> entries) {
    Set<String> names = new HashSet<>();
    String front = folder.path().equals(".") ? "" : folder.path() + "/";
    for (String glob : folder.include()) {
      String name = Glob.of(glob).toString();
      if (!Glob.isPlain(name)) {
        return false;
      }
      names.add(front + name);
    }
    entries.forEach(entry -> names.remove(entry.path()));
    return folder.exclude().isEmpty()
        && names.isEmpty()
        && entries.size() == Set.copyOf(folder.include()).size();
  }

  /** Whether it is a file, and held the same whenever it was looked at. */
  private boolean isNoted(ContentEntry entry) {
    if (entry.kind() != Kind.FILE) {
      return false;
    }
    ContentEntry before = files.putIfAbsent(entry.path(), entry);
    return before == null
        || before.contents().equals(entry.contents()) && before.executable() == entry.executable();
  }

  /** Whether the files are all that counts. */
  synchronized boolean areEnough() {
    return enough;
  }

  /** All files, each once. */
  synchronized Collection<ContentEntry> files() {
    return List.copyOf(files.values());
  }
}
