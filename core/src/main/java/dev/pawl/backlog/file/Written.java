package dev.pawl.backlog.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a document. Those of the next one are made from them: only the parts that differ are
 * encoded, because of thousands of items a change touches one or two.
 */
final class Written {
  private final byte[] bytes;
  private final List<String> parts;

  /** Where each part ends. */
  private final int[] ends;

  private Written(byte[] bytes, List<String> parts, int[] ends) {
    this.bytes = bytes;
    this.parts = parts;
    this.ends = ends;
  }

  /** The bytes of a document of which nothing is known yet. */
  static Written of(BacklogDocument document) {
    return new Written(new byte[0], List.of(), new int[0]).next(document);
  }

  /** What the file holds: not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** The bytes of a document, most of whose parts may be the very same. */
  Written next(BacklogDocument document) {
    List<String> now = document.parts();
    int same = Math.min(parts.size(), now.size());
    int first = 0;
    while (first < same && isSame(parts.get(first), now.get(first))) {
      first++;
    }
    int last = 0;
    while (last < same - first
        && isSame(parts.get(parts.size() - 1 - last), now.get(now.size() - 1 - last))) {
      last++;
    }
    return spliced(now, first, last);
  }

  /** Another text that says the same is taken for another one, which costs only time. */
  @SuppressWarnings("ReferenceEquality") // to look at each character is what is to be saved
  private static boolean isSame(String one, String other) {
    return one == other;
  }

  /**
   * Puts the new parts between those that stay.
   *
   * @param first the number of parts that stay at the beginning
   * @param last the number of parts that stay at the end
   */
  private Written spliced(List<String> now, int first, int last) {
    List<byte[]> fresh = new ArrayList<>();
    int[] to = new int[now.size()];
    int end = start(first);
    System.arraycopy(ends, 0, to, 0, first);
    for (int part = first; part < now.size() - last; part++) {
      byte[] one = now.get(part).getBytes(StandardCharsets.UTF_8);
      fresh.add(one);
      end += one.length;
      to[part] = end;
    }
    int rest = start(parts.size() - last);
    int moved = end - rest;
    for (int part = now.size() - last; part < now.size(); part++) {
      to[part] = ends[part - now.size() + parts.size()] + moved;
    }
    byte[] all = new byte[bytes.length + moved];
    int at = start(first);
    System.arraycopy(bytes, 0, all, 0, at);
    for (byte[] one : fresh) {
      System.arraycopy(one, 0, all, at, one.length);
      at += one.length;
    }
    System.arraycopy(bytes, rest, all, at, bytes.length - rest);
    return new Written(all, now, to);
  }

  private int start(int part) {
    return part == 0 ? 0 : ends[part - 1];
  }
}
