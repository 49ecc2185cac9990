package dev.pawl.content;

import static dev.pawl.content.Folder.file;
import static dev.pawl.content.Folder.folder;
import static dev.pawl.content.Folder.matching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pawl.content.ContentReference.All;
import dev.pawl.content.ContentReference.Directory;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnreadableTest {
  @TempDir Path temp;
  private Folder project;

  @BeforeEach
  void make() {
    project = new Folder(temp);
  }

  private void refused(String message, ContentReference reference) {
    assertEquals(
        message,
        assertThrows(UnreadableContentException.class, () -> project.contents().look(reference))
            .getMessage());
  }

  @Test
  @DisplayName("L17 a named pipe and a socket are errors and never opened, unless excluded")
  void l17SpecialFiles() throws Exception {
    project.file("data/a", "a");
    project.sh("mkfifo data/pipe");
    refused("cannot read 'data/pipe': it is a named pipe", file("data/pipe"));
    refused("cannot read 'data/pipe': it is a named pipe", folder("data"));
    refused("cannot read 'data/pipe': it is a named pipe", matching(".", "data/p*", "data/a"));
    Directory without = new Directory("data", List.of(), List.of("pipe"));
    assertEquals(1, project.contents().look(without).entries().size());
    assertEquals(1, project.contents().look(matching("data", "a")).entries().size());
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(temp.resolve("socket")));
      refused("cannot read 'socket': it is a socket", file("socket"));
    }
  }

  @Test
  @DisplayName("L17 a folder in place of a file, and a file in place of a folder, are errors")
  void l17WrongKind() throws Exception {
    project.file("data/a", "a");
    refused("cannot read 'data': it is a folder; 'data/**' names all in it", file("data"));
    refused("cannot read 'data/a': expected a folder, but it is a file", folder("data/a"));
    assertTrue(project.contents().look(file("data/a/b")).isMissing());
    assertTrue(project.contents().look(folder("data/a/b")).isMissing());
  }

  @Test
  @DisplayName("L17 what the kernel refuses is an error that names the file and the reason")
  void l17ReadErrors() throws Exception {
    project.link("loop", "loop");
    refused("cannot read 'loop/a': too many levels of symbolic links", file("loop/a"));
    String longName = "n".repeat(300);
    refused("cannot read '" + longName + "': file name too long", file(longName));
    project = new Folder(Path.of("/proc/self"));
    refused("cannot read 'mem': input/output error", file("mem"));
    refused("cannot read 'mem': input/output error", new All(List.of(file("stat"), file("mem"))));
    assertEquals(1, project.contents().look(file("cmdline")).entries().size());
  }

  @Test
  @DisplayName("L17 a file that may not be read is an error, for root too")
  void l17Permission() {
    assumeTrue(Files.exists(Path.of("/proc/sys/vm/compact_memory")));
    project = new Folder(Path.of("/proc/sys/vm"));
    refused("cannot read 'compact_memory': permission denied", file("compact_memory"));
    refused("cannot read 'compact_memory': permission denied", matching(".", "compact_*"));
  }

  @Test
  @DisplayName("L17 a file that vanishes between being found and read is an error that names it")
  void l17Vanished() throws Exception {
    Path file = project.file("data/a", "a");
    project.clock =
        () -> {
          assertTrue(file.toFile().delete());
          return Instant.now();
        };
    refused("cannot read 'data/a': it vanished while it was read", folder("data"));
  }

  @Test
  @DisplayName("L17 a file that is written all the time has no hash")
  void l17Changing() throws Exception {
    Path path = temp.resolve("log");
    try (RandomAccessFile log = new RandomAccessFile(path.toFile(), "rw")) {
      log.setLength(200 << 20);
      Thread writer =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  for (int i = 0; !Thread.interrupted(); i++) {
                    log.seek(0);
                    log.write(i);
                  }
                } catch (java.io.IOException e) {
                  throw new AssertionError(e);
                }
              });
      refused("cannot read 'log': it changes while it is read", file("log"));
      writer.interrupt();
      writer.join();
    }
  }

  @Test
  @DisplayName("L17 of many unreadable files read at once the first is named")
  void l17Parallel() throws Exception {
    List<ContentReference> files = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      project.file("f" + i, "x".repeat(i));
      files.add(file("f" + i));
    }
    project.clock =
        () -> {
          temp.resolve("f70").toFile().delete();
          temp.resolve("f200").toFile().delete();
          return Instant.now();
        };
    refused("cannot read 'f70': it vanished while it was read", new All(files));
  }
}
