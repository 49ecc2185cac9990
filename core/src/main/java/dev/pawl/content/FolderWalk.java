package dev.pawl.content;

import dev.pawl.content.ContentEntry.Kind;
import dev.pawl.posix.Errno;
import dev.pawl.posix.FileName;
import dev.pawl.posix.FileStatus;
import dev.pawl.posix.FolderEntries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what counts in a folder and below, sorted by the bytes of the paths: one listing for each
 * folder that can hold something, one statx for each file that counts. Where the patterns leave
 * only certain names, these are looked at and the folder is not listed.
 */
final class FolderWalk {
  private final Gathering gathering;
  private final Selection selection;
  private final FolderEntries listing;
  private final FileStatus status;
  private final int folderLength;
  private final List<ContentEntry> found = new ArrayList<>();

  FolderWalk(Gathering gathering, Selection selection, int folderLength) {
    this.gathering = gathering;
    this.selection = selection;
    this.folderLength = folderLength;
    this.status = gathering.status();
    this.listing = gathering.listing();
  }

  /** A name in the folder at hand; {@code key} has a slash behind if it is a folder. */
  private record Child(byte[] key, String name, @Nullable ContentEntry entry) {}

  /**
   * @param folder in the project, with a slash behind; empty for the project
   */
  List<ContentEntry> walk(byte[] folder) throws UnreadableContentException {
    visit(folder, "");
    return found;
  }

  private void visit(byte[] folder, String name) throws UnreadableContentException {
    Set<String> names = selection.namesIn(name);
    List<Child> children = names == null ? list(folder, name) : pick(folder, name, names);
    children.sort((a, b) -> Arrays.compareUnsigned(a.key, b.key));
    for (Child child : children) {
      if (child.entry == null) {
        visit(join(folder, child.key), child.name);
      } else {
        found.add(child.entry);
      }
    }
  }

  private List<Child> list(byte[] folder, String name) throws UnreadableContentException {
    List<Child> children = new ArrayList<>();
    int result = listing.open(gathering.absolute(withoutSlash(folder)));
    try {
      while (result >= 0 && (result = listing.next()) > 0) {
        add(folder, name, children);
      }
    } finally {
      listing.close();
    }
    // A folder that vanished since its name was read holds nothing.
    if (result < 0 && result != -Errno.ENOENT) {
      throw unreadable(folder, Errno.text(-result));
    }
    return children;
  }

  private void add(byte[] folder, String name, List<Child> children)
      throws UnreadableContentException {
    byte[] bytes = listing.name();
    String text = FileName.text(bytes, 0, bytes.length);
    if (isHidden(folder, text)) {
      return;
    }
    boolean known = !listing.isUnknown();
    boolean counts = selection.takes(name + text);
    if (known && listing.isFolder()) {
      addFolder(bytes, name + text + "/", children);
    } else if (counts || !known) {
      int result = listing.look(status);
      addLooked(result, folder, new Child(bytes, name + text, null), children);
    }
  }

  private List<Child> pick(byte[] folder, String name, Set<String> names)
      throws UnreadableContentException {
    List<Child> children = new ArrayList<>();
    for (String text : names) {
      if (!isHidden(folder, text)) {
        byte[] bytes = FileName.bytes(text);
        int result = status.look(gathering.absolute(join(folder, bytes)));
        addLooked(result, folder, new Child(bytes, name + text, null), children);
      }
    }
    return children;
  }

  private void addLooked(int result, byte[] folder, Child child, List<Child> children)
      throws UnreadableContentException {
    if (result == -Errno.ENOENT || result == -Errno.ENOTDIR) {
      return; // it vanished since its name was read
    }
    byte[] path = join(folder, child.key);
    if (result < 0) {
      throw unreadable(path, Errno.text(-result));
    }
    if (status.isFolder()) {
      addFolder(child.key, child.name + "/", children);
    } else if (selection.takes(child.name)) {
      ContentEntry entry = gathering.entry(path, folderLength);
      if (entry.kind() != Kind.MISSING) {
        children.add(new Child(child.key, child.name, entry));
      }
    }
  }

  private void addFolder(byte[] bytes, String name, List<Child> children) {
    if (selection.enters(name)) {
      byte[] key = Arrays.copyOf(bytes, bytes.length + 1);
      key[bytes.length] = '/';
      children.add(new Child(key, name, null));
    }
  }

  private static boolean isHidden(byte[] folder, String name) {
    return name.equals(ProjectPath.GIT) || folder.length == 0 && name.equals(ProjectPath.PAWL);
  }

  /** With the slash a link would be followed. */
  private static byte[] withoutSlash(byte[] folder) {
    return Arrays.copyOf(folder, Math.max(folder.length - 1, 0));
  }

  private static byte[] join(byte[] folder, byte[] name) {
    byte[] path = Arrays.copyOf(folder, folder.length + name.length);
    System.arraycopy(name, 0, path, folder.length, name.length);
    return path;
  }

  private static UnreadableContentException unreadable(byte[] path, String reason) {
    return new UnreadableContentException(FileName.text(path, 0, path.length), reason);
  }
}
