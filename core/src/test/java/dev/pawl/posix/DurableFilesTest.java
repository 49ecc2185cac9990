package dev.pawl.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableFilesTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileIsReplacedAndNothingElseIsLeft() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "old");
    DurableFiles.replace(file, NEW);
    assertEquals("new", Files.readString(file));
    DurableFiles.replace(folder.resolve("other"), NEW);
    assertEquals(List.of("file", "other"), names());
  }

  @Test
  void permissionsAreKept() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    DurableFiles.replace(file, NEW);
    assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void ownerAndGroupAreKeptWhereTheCallerMayGiveFilesAway() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "old");
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    var principals = file.getFileSystem().getUserPrincipalLookupService();
    boolean root = Files.getOwner(file).getName().equals("root");
    assumeTrue(root, "only the superuser may");
    view.setGroup(principals.lookupPrincipalByGroupName("daemon"));
    view.setOwner(principals.lookupPrincipalByName("nobody"));
    DurableFiles.replace(file, NEW);
    assertEquals("new", Files.readString(file));
    assertEquals("nobody", Files.getOwner(file).getName());
    assertEquals("daemon", Files.readAttributes(file, PosixFileAttributes.class).group().getName());
  }

  @Test
  void whatSomebodyElseHasWrittenMeanwhileIsLeftAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "old");
    byte[] old = Files.readAllBytes(file);
    assertTrue(DurableFiles.replace(file, old, NEW));
    assertFalse(DurableFiles.replace(file, old, old));
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("file"), names());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
  void aFileHoldsTheBytesItWasWrittenWithAndNoOthers(int size) throws Exception {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 'a');
    Path file = folder.resolve("file");
    DurableFiles.replace(file, bytes);

    assertTrue(DurableFiles.holds(file, bytes));
    assertFalse(DurableFiles.holds(file, Arrays.copyOf(bytes, size + 1)));
    assertFalse(size > 0 && DurableFiles.holds(file, Arrays.copyOf(bytes, size - 1)));
    if (size > 0) {
      bytes[size - 1] = 'b';
      assertFalse(DurableFiles.holds(file, bytes));
    }
  }

  @Test
  void aSymbolicLinkStaysOne() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    DurableFiles.replace(link, NEW);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
  }

  @Test
  void whatReplacesAPrivateFileIsPrivateFromTheFirstByteOn() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    List<String> seen = new ArrayList<>();
    DurableFiles.replace(
        file,
        out -> {
          for (String name : names()) {
            var permissions = Files.getPosixFilePermissions(folder.resolve(name));
            seen.add(PosixFilePermissions.toString(permissions));
          }
          out.write(NEW);
        });
    assertEquals(List.of("rw-------", "rw-------"), seen);
  }

  @Test
  void allFoldersThatAreMissingAreMade() throws Exception {
    Path deep = folder.resolve("a/b/c");
    DurableFiles.makeFolders(deep, DurableFiles.OWNER_ONLY);
    DurableFiles.makeFolders(deep);
    for (Path made : List.of(deep, deep.getParent(), deep.getParent().getParent())) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
  }

  @Test
  void aThreadThatIsInterruptedForcesAFolderAndStaysInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    DurableFiles.syncFolder(folder);
    assertTrue(Thread.interrupted());
  }

  @Test
  void aFailureLeavesTheOldFile() throws Exception {
    Path target = Files.createDirectories(folder.resolve("target/full")).getParent();
    assertThrows(IOException.class, () -> DurableFiles.replace(target, NEW));
    assertEquals(List.of("target"), names());
  }
}
