package dev.pawl.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pawl.content.ContentReference.All;
import dev.pawl.content.ContentReference.Directory;
import dev.pawl.content.ContentReference.File;
import dev.pawl.content.ContentReference.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentReferenceTest {
  @Test
  void everyReferenceHasATreeAndComesBackFromIt() {
    ContentReference all =
        new All(
            List.of(
                new File("a/b"),
                new Directory("data", List.of("**/*.jsonl"), List.of("tmp")),
                new Directory("."),
                new Value("text"),
                new All(List.of())));
    Object tree = all.tree();
    assertEquals(
        List.of(
            Map.of("file", "a/b"),
            Map.of(
                "directory", "data", "include", List.of("**/*.jsonl"), "exclude", List.of("tmp")),
            Map.of("directory", "."),
            Map.of("value", "text"),
            List.of()),
        tree);
    assertEquals(all, ContentReference.of(tree));
  }

  @Test
  void pathsAreKeptInTheirShortestForm() {
    assertEquals("a/b", new File("./a//c/../b").path());
    assertEquals(".", new Directory("a/..").path());
    assertEquals("data", new Directory("data/").path());
  }

  @Test
  void whatIsNoPathOfTheProjectIsRefusedWithAReason() {
    refused("'/etc/passwd' is absolute: expected a path relative to the project", "/etc/passwd");
    refused("'a/../../b' leads out of the project", "a/../../b");
    refused("'.' is the project folder, not a file", ".");
    refused("'' is no path", "");
    refused("'a?b' is no path", "a\0b");
    refused("'.git/HEAD' lies in .git, which never counts as content", ".git/HEAD");
    refused("'.pawl/hashes' lies in .pawl, which never counts as content", ".pawl/hashes");
  }

  @Test
  void globsOfAUserBecomeReferences() {
    assertEquals(new File("a/b"), ContentReference.ofGlobs(List.of("./a/b")));
    assertEquals(new Directory("a/b"), ContentReference.ofGlobs(List.of("a/b/")));
    assertEquals(new Directory("."), ContentReference.ofGlobs(List.of(".")));
    assertEquals(
        new All(
            List.of(
                new Directory("src/main", List.of("**/*.java"), List.of()),
                new Directory(".", List.of("*.{md,txt}"), List.of()),
                new File("pom.xml"))),
        ContentReference.ofGlobs(List.of("src/main/**/*.java", "*.{md,txt}", "pom.xml")));
    for (String outside : List.of("/etc/*", "/*", "../*", "/etc/passwd")) {
      assertThrows(
          IllegalArgumentException.class, () -> ContentReference.ofGlobs(List.of(outside)));
    }
  }

  private static void refused(String message, String path) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> new File(path)).getMessage());
  }

  @Test
  void unknownShapesAreRefusedWithAReason() {
    noReference("expected a reference to contents (an object or a list), found 'a'", "a");
    noReference("expected a reference to contents (an object or a list), found null", null);
    noReference(
        "expected \"file\", \"directory\" or \"value\" in a reference to contents, found [fil]",
        Map.of("fil", "a"));
    noReference("expected a text for \"file\", found 3", Map.of("file", 3));
    noReference(
        "expected a list of globs for \"include\", found '*'",
        Map.of("directory", "a", "include", "*"));
    Map<String, Object> both = new HashMap<>();
    both.put("file", "a");
    both.put("value", "b");
    assertThrows(IllegalArgumentException.class, () -> ContentReference.of(both));
    assertThrows(
        IllegalArgumentException.class,
        () -> ContentReference.of(Map.of("directory", "a", "exclude", List.of("[a"))));
  }

  private static void noReference(String message, Object tree) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> ContentReference.of(tree)).getMessage());
  }
}
