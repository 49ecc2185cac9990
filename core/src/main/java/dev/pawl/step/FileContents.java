package dev.pawl.step;

import dev.pawl.content.Content;
import dev.pawl.content.ContentReference;
import dev.pawl.content.UnreadableContentException;
import dev.pawl.line.JsonValue;
import java.util.Optional;

/**
 * Contents in the files of a project, named as in {@link ContentReference}. A reference of another
 * form belongs to another program: what was recorded is believed.
 */
public final class FileContents implements Contents {
  private final dev.pawl.content.Contents files;

  public FileContents(dev.pawl.content.Contents files) {
    this.files = files;
  }

  @Override
  public Optional<Look> look(JsonValue reference) {
    return parsed(reference).map(this::look);
  }

  private Look look(ContentReference reference) {
    try {
      return new Look.Hashed(files.look(reference).hash());
    } catch (UnreadableContentException e) {
      return new Look.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<String> difference(JsonValue reference, String oldHash) {
    Optional<ContentReference> parsed = parsed(reference);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    try {
      Content now = files.look(parsed.get());
      Optional<String> difference = files.difference(oldHash, now);
      return difference.or(() -> now.missing().findFirst().map(path -> path + " removed"));
    } catch (UnreadableContentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ContentReference> parsed(JsonValue reference) {
    try {
      return Optional.of(ContentReference.of(reference.tree()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
