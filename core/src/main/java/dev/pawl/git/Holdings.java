package dev.pawl.git;

import dev.pawl.content.Content;
import dev.pawl.content.ContentReference;
import dev.pawl.content.Contents;
import dev.pawl.content.UnreadableContentException;
import dev.pawl.git.Calls.Answer;
import dev.pawl.posix.FileName;
import dev.pawl.posix.FileStatus;
import dev.pawl.posix.Libc;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What paths of the work tree hold, as {@link WorkTree} tells it. */
final class Holdings {
  private final Repository repository;
  private final Contents contents;
  private final byte[] top;

  Holdings(Repository repository) {
    this.repository = repository;
    this.contents = Contents.open(repository.roots().top(), InstantSource.system());
    this.top = Libc.pathBytes(repository.roots().top() + "/");
  }

  Map<String, String> of(Collection<String> paths) throws GitException, InterruptedException {
    Map<String, String> held = new HashMap<>();
    List<ContentReference> files = new ArrayList<>();
    FileStatus status = new FileStatus();
    for (String path : paths) {
      if (path.endsWith("/")) {
        held.put(path, "repository");
      } else if (status.look(absolute(path)) == 0 && status.isFolder()) {
        held.put(path, folder(path));
      } else {
        files.add(new ContentReference.File(path));
      }
    }
    read(files, held);
    return held;
  }

  /** All at once, since many files are read in parallel; one by one if some cannot be read. */
  private void read(List<ContentReference> files, Map<String, String> held) {
    if (files.isEmpty()) {
      return;
    }
    try {
      for (Content content : contents.look(new ContentReference.All(files)).parts()) {
        put(content, held);
      }
    } catch (UnreadableContentException e) {
      for (ContentReference file : files) {
        readOne(file, held);
      }
    }
  }

  private void readOne(ContentReference file, Map<String, String> held) {
    try {
      put(contents.look(file), held);
    } catch (UnreadableContentException e) {
      held.put(path(file), "unreadable: " + e.getMessage());
    }
  }

  private static void put(Content content, Map<String, String> held) {
    String hash = content.isMissing() ? WorkTree.GONE : content.hash();
    held.put(path(content.reference()), hash);
  }

  private static String path(ContentReference reference) {
    return ((ContentReference.File) reference).path();
  }

  /**
   * A submodule counts by the commit that is checked out in it, which is what would be committed.
   */
  private String folder(String path) throws GitException, InterruptedException {
    if (new FileStatus().look(absolute(path + "/.git")) != 0) {
      return "folder";
    }
    Answer answer = repository.ask("-C", "./" + path, "rev-parse", "--quiet", "--verify", "HEAD");
    return answer.isYes() ? "commit " + answer.text() : "repository";
  }

  private byte[] absolute(String path) {
    byte[] name = FileName.bytes(path);
    byte[] all = Arrays.copyOf(top, top.length + name.length);
    System.arraycopy(name, 0, all, top.length, name.length);
    return all;
  }
}
