package dev.pawl.content;

import static dev.pawl.content.Folder.file;
import static dev.pawl.content.Folder.folder;
import static dev.pawl.content.Folder.matching;
import static dev.pawl.content.Folder.paths;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.content.ContentReference.All;
import dev.pawl.content.ContentReference.Directory;
import dev.pawl.content.ContentReference.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentsTest {
  @TempDir Path temp;
  private Folder project;
  private Contents contents;

  @BeforeEach
  void open() throws IOException {
    project = new Folder(Files.createDirectory(temp.resolve("project")));
    contents = project.contents();
  }

  private String difference(Content before) throws UnreadableContentException {
    return contents.difference(before.hash(), contents.look(before.reference())).orElse("none");
  }

  @Test
  @DisplayName("L11 a change, a removal and an addition in a folder are named")
  void l11FolderDifferences() throws Exception {
    project.file("data/a.txt", "a");
    project.file("data/b/c.txt", "c");
    project.file("data/z.txt", "z");
    Content before = contents.look(folder("data"));
    assertEquals("none", difference(before));
    project.file("data/b/c.txt", "C");
    assertEquals("data/b/c.txt changed", difference(before));
    Files.delete(project.path.resolve("data/b/c.txt"));
    assertEquals("data/b/c.txt removed", difference(before));
    project.file("data/b/c.txt", "c");
    assertEquals("none", difference(before));
    project.file("data/b.txt", "new");
    assertEquals("data/b.txt added", difference(before));
    Files.delete(project.path.resolve("data/b.txt"));
    Files.delete(project.path.resolve("data/z.txt"));
    assertEquals("data/z.txt removed", difference(before));
    project.file("data/z.txt", "z");
    project.executable("data/z.txt", true);
    assertEquals("data/z.txt is executable now", difference(before));
    project.file("data/zz.txt", "z");
    project.executable("data/z.txt", false);
    assertEquals("data/zz.txt added", difference(before));
    project.sh("rm -r data");
    assertEquals("data removed", difference(before));
  }

  @Test
  @DisplayName("L11 what happened to a single file is named without a manifest")
  void l11FileDifferences() throws Exception {
    Content none = contents.look(file("run.sh"));
    assertTrue(none.isMissing());
    assertEquals(List.of("run.sh"), none.missing().toList());
    project.file("run.sh", "x");
    assertEquals("run.sh added", difference(none));
    Content plain = contents.look(file("run.sh"));
    assertFalse(plain.isMissing());
    project.executable("run.sh", true);
    assertEquals("run.sh is executable now", difference(plain));
    Content executable = contents.look(file("run.sh"));
    project.executable("run.sh", false);
    assertEquals("run.sh is no longer executable", difference(executable));
    project.file("run.sh", "y");
    assertEquals("run.sh changed", difference(plain));
    project.link("run.sh", "elsewhere");
    assertEquals("run.sh changed", difference(plain));
    Files.delete(project.path.resolve("run.sh"));
    assertEquals("run.sh removed", difference(plain));
  }

  @Test
  @DisplayName("L11 of several contents the first that differs is named")
  void l11AllDifferences() throws Exception {
    project.file("a", "a");
    project.file("out/b", "b");
    All all = new All(List.of(file("a"), new Value("v"), folder("out")));
    Content before = contents.look(all);
    assertEquals(3, before.parts().size());
    assertEquals(List.of("a", "out/b"), paths(before));
    project.file("out/b", "B");
    assertEquals("out/b changed", difference(before));
    project.file("a", "A");
    assertEquals("a changed", difference(before));
    assertEquals(Optional.empty(), contents.difference("0123456789abcdef0123456789abcdef", before));
    assertEquals(Optional.empty(), contents.difference("not a hash", before));
  }

  @Test
  @DisplayName("L12 touch changes no hash")
  void l12Touch() throws Exception {
    Path file = project.file("data/a.txt", "a");
    Content before = contents.look(folder("data"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000));
    assertEquals(before.hash(), contents.look(folder("data")).hash());
    assertEquals("none", difference(before));
  }

  @Test
  @DisplayName("L17 location, order on disk and mtime do not count; names, contents, mode do")
  void l17Hash() throws Exception {
    project.file("one/b/x", "x");
    project.file("one/b.txt", "b");
    project.file("one/a", "a");
    project.file("two/deep/a", "a");
    project.file("two/deep/b.txt", "b");
    project.file("two/deep/b/x", "x");
    Content one = contents.look(folder("one"));
    assertEquals(List.of("one/a", "one/b.txt", "one/b/x"), paths(one));
    assertEquals(one.hash(), contents.look(folder("two/deep")).hash());
    Files.move(project.path, temp.resolve("moved"));
    Contents moved = new Folder(temp.resolve("moved")).contents();
    assertEquals(one.hash(), moved.look(folder("one")).hash());
    assertNotEquals(one.hash(), moved.look(folder("two")).hash());
    Files.move(temp.resolve("moved/one/a"), temp.resolve("moved/one/A"));
    assertNotEquals(one.hash(), moved.look(folder("one")).hash());
  }

  @Test
  @DisplayName("L17 a link counts by its target's text and is never followed")
  void l17Links() throws Exception {
    project.file("target/a", "a");
    project.link("data", "target");
    Content link = contents.look(file("data"));
    assertEquals(ContentEntry.Kind.LINK, link.entries().getFirst().kind());
    project.file("target/b", "b");
    assertEquals(link.hash(), contents.look(file("data")).hash());
    project.link("data", "./target");
    assertEquals("data changed", difference(link));
    project.file("in/a", "a");
    project.link("in/loop", "..");
    project.link("in/nowhere", "/does/not/exist");
    assertEquals(List.of("in/a", "in/loop", "in/nowhere"), paths(contents.look(folder("in"))));
    UnreadableContentException refused =
        assertThrows(UnreadableContentException.class, () -> contents.look(folder("data")));
    assertEquals("expected a folder, but it is a symbolic link", refused.reason());
  }

  @Test
  @DisplayName("L17 globs: order of include and exclude, folders, hidden files")
  void l17Globs() throws Exception {
    project.files("src/a.java", "src/.hidden.java", "src/deep/b.java", "src/deep/b.txt");
    project.files("src/gen/c.java", "other/d.java");
    assertEquals(
        List.of("src/.hidden.java", "src/a.java", "src/deep/b.java"),
        paths(
            contents.look(
                new Directory("src", List.of("**/*.java"), List.of("gen", "deep/*.txt")))));
    assertEquals(
        List.of("src/deep/b.java", "src/deep/b.txt"),
        paths(contents.look(matching(".", "src/deep"))));
    assertEquals(
        List.of("src/a.java", "src/deep/b.txt"),
        paths(contents.look(matching(".", "src/deep/b.txt", "src/a.java", "nothing", "src/z*"))));
    assertEquals(
        List.of("other/d.java", "src/.hidden.java", "src/a.java"),
        paths(contents.look(matching(".", "*/*.java"))));
    assertEquals(6, contents.look(folder(".")).entries().size());
    assertEquals(6, contents.look(matching(".", ".")).entries().size());
    assertTrue(contents.look(matching("src", "*.py")).entries().isEmpty());
    assertFalse(contents.look(matching("src", "*.py")).isMissing());
    assertTrue(contents.look(matching("nowhere", "*.py")).isMissing());
  }

  @Test
  @DisplayName("L17 own outputs, .pawl and .git never match")
  void l17NeverMatches() throws Exception {
    project.files("a", "out/b", ".pawl/state.jsonl", ".git/HEAD");
    project.files("module/.git", "module/.pawl/kept");
    assertEquals(
        List.of("a", "module/.pawl/kept"), paths(contents.look(folder("."), List.of("out/**"))));
    assertEquals(
        List.of("a", "module/.pawl/kept"), paths(contents.look(folder("."), List.of("out"))));
    assertEquals(List.of(), paths(contents.look(matching(".", ".git/*", ".pawl/**", "*/.git"))));
    assertEquals(List.of(), paths(contents.look(file("out/b"), List.of("out/*"))));
    assertEquals(List.of(), paths(contents.look(folder("out"), List.of("out"))));
  }

  @Test
  @DisplayName("L17 names that are no UTF-8, and with umlauts and newlines, count as any other")
  void l17Names() throws Exception {
    project.sh("mkdir in; printf 1 >in/\"$(printf 'bad\\377')\"; printf 2 >'in/\u00e4\nb'");
    Content before = contents.look(folder("in"));
    assertEquals(List.of("in/bad\udcff", "in/\u00e4\nb"), paths(before));
    assertEquals(1, contents.look(matching("in", "bad?")).entries().size());
    project.sh("printf 2 >in/\"$(printf 'bad\\377')\"");
    assertEquals("in/bad\udcff changed", difference(before));
    project.sh("mv in/bad* in/\"$(printf 'bad\\376')\"");
    assertEquals("in/bad\udcfe added", difference(before));
    assertFalse(contents.look(file("in/bad\udcfe")).isMissing());
  }

  @Test
  void textsAndListsHaveHashesOfTheirOwn() throws Exception {
    Content value = contents.look(new Value("text"));
    assertEquals(32, value.hash().length());
    Content other = contents.look(new Value("Text"));
    assertEquals(Optional.of("the text changed"), contents.difference(value.hash(), other));
    assertNotEquals(value.hash(), contents.look(new Value("")).hash());
    assertNotEquals(value.hash(), contents.look(new All(List.of(new Value("text")))).hash());
    assertTrue(contents.look(new All(List.of())).entries().isEmpty());
  }
}
