package dev.pawl.step;

import dev.pawl.content.Content;
import dev.pawl.content.ContentReference;
import dev.pawl.content.UnreadableContentException;
import dev.pawl.line.JsonValue;
import java.util.List;
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
      return difference
          .or(() -> now.missing().findFirst().map(path -> path + " removed"))
          .or(() -> somewhere(parsed.get()));
    } catch (UnreadableContentException e) {
      return Optional.empty();
    }
  }

  /** What was there before is not remembered: the place is all that can be told. */
  private static Optional<String> somewhere(ContentReference reference) {
    List<String> places = places(reference);
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of("something in " + String.join(" or ", places) + " changed");
  }

  private static List<String> places(ContentReference reference) {
    return switch (reference) {
      case ContentReference.File file -> List.of(file.path());
      case ContentReference.Directory folder -> List.of(folder.path());
      case ContentReference.Value _ -> List.of();
      case ContentReference.All all ->
          all.parts().stream().flatMap(part -> places(part).stream()).toList();
    };
  }

  private static Optional<ContentReference> parsed(JsonValue reference) {
    try {
      return Optional.of(ContentReference.of(reference.tree()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
