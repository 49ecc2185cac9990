package dev.pawl.content;

import dev.pawl.content.ContentEntry.Kind;
import dev.pawl.posix.Errno;
import dev.pawl.posix.FileName;
import dev.pawl.posix.FileStatus;
import dev.pawl.posix.FolderEntries;
import dev.pawl.posix.Libc;
import dev.pawl.posix.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One look: finds the paths that count, and collects the files among them that the cache does not
 * know, to be read together. One thread at a time; made to be used again.
 */
final class Gathering {
  private static final int LONGEST_TARGET = 4096;

  private final byte[] root;
  private final HashCache cache;
  private final FileStatus status = new FileStatus();
  private final FolderEntries listing = new FolderEntries();
  private final Memory target = Memory.allocate(LONGEST_TARGET);
  private final List<Unread> unread = new ArrayList<>();

  /** A file that must be read. */
  record Unread(ContentEntry entry, long bytes) {}

  /**
   * @param root the project's absolute path with a slash behind
   */
  Gathering(byte[] root, HashCache cache) {
    this.root = root;
    this.cache = cache;
  }

  List<Unread> takeUnread() {
    List<Unread> taken = List.copyOf(unread);
    unread.clear();
    return taken;
  }

  FileStatus status() {
    return status;
  }

  FolderEntries listing() {
    return listing;
  }

  byte[] absolute(byte[] path) {
    byte[] absolute = Arrays.copyOf(root, root.length + path.length);
    System.arraycopy(path, 0, absolute, root.length, path.length);
    return absolute;
  }

  List<ContentEntry> file(String path, List<PathPattern> except) throws UnreadableContentException {
    if (Selection.covers(except, path)) {
      return List.of();
    }
    byte[] bytes = FileName.bytes(path);
    if (!isThere(bytes)) {
      return List.of(missing(bytes));
    }
    if (status.isFolder()) {
      throw unreadable(bytes, "it is a folder; '" + path + "/**' names all in it");
    }
    return List.of(entry(bytes, 0));
  }

  List<ContentEntry> folder(ContentReference.Directory folder, List<PathPattern> except)
      throws UnreadableContentException {
    boolean isProject = folder.path().equals(".");
    if (!isProject && Selection.covers(except, folder.path())) {
      return List.of();
    }
    byte[] bytes = FileName.bytes(isProject ? "" : folder.path());
    if (!isThere(bytes)) {
      return List.of(missing(bytes));
    }
    if (!status.isFolder()) {
      throw unreadable(bytes, "expected a folder, but it is " + status.kind());
    }
    String front = isProject ? "" : folder.path() + "/";
    byte[] start = FileName.bytes(front);
    Selection selection = new Selection(folder.include(), folder.exclude(), except, front);
    return new FolderWalk(this, selection, start.length).walk(start);
  }

  /** The entry of what {@link #status} looked at last. */
  ContentEntry entry(byte[] path, int folderLength) throws UnreadableContentException {
    if (status.isRegular()) {
      ContentEntry entry = new ContentEntry(path, folderLength, Kind.FILE, status.isExecutable());
      Hash known = cache.hash(path, status);
      if (known == null) {
        unread.add(new Unread(entry, status.size()));
      } else {
        entry.read(known);
      }
      return entry;
    }
    if (status.isLink()) {
      return link(path, folderLength);
    }
    throw unreadable(path, "it is " + status.kind());
  }

  private ContentEntry link(byte[] path, int folderLength) throws UnreadableContentException {
    int length = Libc.readlink(absolute(path), target);
    if (length == -Errno.ENOENT) {
      return missing(path);
    }
    if (length < 0) {
      throw unreadable(path, Errno.text(-length));
    }
    byte[] text = new byte[length];
    target.getBytes(0, text, 0, length);
    ContentEntry entry = new ContentEntry(path, folderLength, Kind.LINK, false);
    entry.read(Hash.of(text));
    return entry;
  }

  private boolean isThere(byte[] path) throws UnreadableContentException {
    int result = status.look(absolute(path));
    if (result < 0 && result != -Errno.ENOENT && result != -Errno.ENOTDIR) {
      throw unreadable(path, Errno.text(-result));
    }
    return result == 0;
  }

  private static ContentEntry missing(byte[] path) {
    ContentEntry entry = new ContentEntry(path, path.length, Kind.MISSING, false);
    entry.read(new Hash(0, 0));
    return entry;
  }

  private static UnreadableContentException unreadable(byte[] path, String reason) {
    String name = path.length == 0 ? "." : FileName.text(path, 0, path.length);
    return new UnreadableContentException(name, reason);
  }
}
