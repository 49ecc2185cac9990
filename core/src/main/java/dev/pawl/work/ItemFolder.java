package dev.pawl.work;

import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The folder with the artifacts of an item, {@code changes/WRK-007_make-it-faster}. It keeps its
 * name when the title changes: an item is found by what stands before the underscore.
 */
public final class ItemFolder {
  /** The folder of all of them, relative to the project. */
  static final String ALL = "changes";

  private static final int LONGEST = 40;

  private ItemFolder() {}

  /** The folder of an item, relative to the project; the one that is there, or the one to make. */
  public static String of(Path project, Item item) {
    return of(project, item.id(), item.title());
  }

  /** The same of an item of which only this is known. */
  static String of(Path project, ItemId id, String title) {
    String start = id + "_";
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(project.resolve(ALL), start + "*")) {
      for (Path folder : found) {
        return ALL + "/" + folder.getFileName();
      }
    } catch (IOException | DirectoryIteratorException e) {
      // None is there yet.
    }
    return ALL + "/" + start + slug(title);
  }

  /** A title as a file may be called. */
  static String slug(String title) {
    String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    String words = plain.replaceAll("\\p{M}", "").replaceAll("[^a-z0-9]+", "-");
    String cut = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
    String slug = cut.replaceAll("^-+|-+$", "");
    return slug.isEmpty() ? "item" : slug;
  }
}
