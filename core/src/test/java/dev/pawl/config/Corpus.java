package dev.pawl.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The documents of {@code corpus.txt}. */
public final class Corpus {
  private Corpus() {}

  /**
   * One document.
   *
   * @param verdict valid, invalid, or beyond (the schema)
   */
  public record Document(String verdict, String title, String text) {
    @Override
    public String toString() {
      return verdict + ": " + title;
    }
  }

  public static List<Document> documents() {
    List<Document> documents = new ArrayList<>();
    for (String part : resource("corpus.txt").split("(?m)^=== ")) {
      int colon = part.indexOf(": ");
      int line = part.indexOf('\n');
      if (part.startsWith("valid") || part.startsWith("invalid") || part.startsWith("beyond")) {
        String title = part.substring(colon + 2, line);
        documents.add(new Document(part.substring(0, colon), title, part.substring(line + 1)));
      }
    }
    return documents;
  }

  private static String resource(String name) {
    try (InputStream in = Corpus.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
