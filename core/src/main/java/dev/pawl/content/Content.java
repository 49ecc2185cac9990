package dev.pawl.content;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a reference held when it was looked at.
 *
 * <p>The hash of a file does not contain its name, that of a folder only names relative to it; that
 * of several contents contains theirs, in order. Something missing has a hash as well, so that it
 * can be told from what was there before.
 */
public final class Content {
  private final ContentReference reference;
  private final Hash hash;
  private final List<ContentEntry> entries;
  private final List<Content> parts;

  Content(ContentReference reference, Hash hash, List<ContentEntry> entries, List<Content> parts) {
    this.reference = reference;
    this.hash = hash;
    this.entries = entries;
    this.parts = parts;
  }

  public ContentReference reference() {
    return reference;
  }

  /** 32 lower-case hex digits. */
  public String hash() {
    return hash.toString();
  }

  /** Sorted by the bytes of their paths; those of several contents one after the other. */
  public List<ContentEntry> entries() {
    return parts.isEmpty()
        ? entries
        : parts.stream().flatMap(part -> part.entries().stream()).toList();
  }

  /** The contents of the parts of {@link ContentReference.All}, in order; else empty. */
  public List<Content> parts() {
    return parts;
  }

  /**
   * Whether a file or folder that is named is not there. A folder without a match is not missing:
   * it has no entries.
   */
  public boolean isMissing() {
    return missing().findAny().isPresent();
  }

  /** The paths that are named and not there. */
  public Stream<String> missing() {
    return parts.isEmpty()
        ? entries.stream()
            .filter(entry -> entry.kind() == ContentEntry.Kind.MISSING)
            .map(ContentEntry::path)
        : parts.stream().flatMap(Content::missing);
  }

  Hash value() {
    return hash;
  }

  @Override
  public String toString() {
    return reference + " " + hash;
  }
}
