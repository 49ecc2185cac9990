package dev.pawl.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.testing.KeptRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What version 0.1 remembered of files is of use to all later ones. */
class KeptHashesTest {
  private static final String INPUT = "808919e12ce6abc952e6415df96fab2d";
  private static final String OUTPUT = "8c69321117e6d88f6b7a59e714d80171";

  /** A day on which nothing in the cache was old. */
  private static final InstantSource THEN =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  @TempDir private Path project;

  @Test
  void theFilesAndWhatStepsHadReadAndMadeThenAreKnown() throws Exception {
    KeptRecords.copy("0.1", project);
    Table known = Table.read(project.resolve(".pawl/hashes"));
    for (String name : List.of("in.txt", "out.txt")) {
      assertTrue(known.find(name.getBytes(StandardCharsets.US_ASCII)) >= 0, name);
    }
    HashCache cache = new HashCache(project, THEN);
    for (String read : List.of("5fe45d5c44b71e343b5532096ee9412f", INPUT)) {
      assertEquals(List.of("in.txt"), names(cache, read));
    }
    for (String made : List.of("5fefd2a27b3c982e95027e4823eba319", OUTPUT)) {
      assertEquals(List.of("out.txt"), names(cache, made));
    }
  }

  private static List<String> names(HashCache cache, String hash) {
    byte[] manifest = cache.manifest(Hash.parse(hash));
    assertNotNull(manifest, hash);
    return Manifest.folder(manifest).stream()
        .map(line -> new String(line.path(), StandardCharsets.US_ASCII))
        .toList();
  }

  @Test
  void whatAStepHadMadeThenHasTheSameHash() throws Exception {
    Files.writeString(project.resolve("out.txt"), "OTHER\n");
    ContentReference made =
        ContentReference.of(Map.of("directory", ".", "include", List.of("out.txt")));
    assertEquals(OUTPUT, Contents.open(project, THEN).look(made).hash());
  }
}
