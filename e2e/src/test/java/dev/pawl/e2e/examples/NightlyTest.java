package dev.pawl.e2e.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for operators: a backup that was read back, checks, a restore after a question. */
class NightlyTest {
  @TempDir Path folder;
  private Example example;
  private Path source;

  @BeforeEach
  void copies() throws IOException {
    example = Example.copy("nightly", folder);
    source = Files.createDirectories(folder.resolve("to be saved/deep"));
    Files.writeString(source.resolve("a file with blanks"), "one\n");
    Files.write(source.resolve("bytes"), new byte[] {0, (byte) 0xff, 10, 13});
    Files.createSymbolicLink(source.resolve("link"), Path.of("bytes"));
    source = source.getParent();
    Files.writeString(source.resolve("-dash"), "two\n");
  }

  @Test
  void backupHoldsEveryFileAndItsChecksum() throws Exception {
    backup();

    String archive = archives().get(0);
    Path back = Files.createDirectory(folder.resolve("back"));
    example.ask("tar", "-C", back.toString(), "-xzf", "out/backups/" + archive);
    assertEquals(contents(source), contents(back));
    assertEquals(
        sha256("out/backups/" + archive) + "  " + archive,
        example.text("out/backups/" + archive.replace(".tar.gz", ".sha256")).strip());
    assertTrue(example.names("out/backups", ".part").isEmpty());
  }

  @Test
  void onlyTheLastAreKeptAndTheRestGoesByItself() throws Exception {
    backup();
    String first = archives().get(0);
    backup();
    backup();

    assertEquals(2, archives().size(), archives().toString());
    assertFalse(archives().contains(first), "the oldest stayed");
    assertEquals(2, example.names("out/backups", ".sha256").size());
    Eventually.holds(
        () -> "the trash is emptied",
        () -> example.names("out", "").stream().noneMatch(name -> name.startsWith("trash")));
  }

  @Test
  void secondCopyIsMadeWhereThereIsASecondPlace() throws Exception {
    assertTrue(backup().err().contains("no folder named offsite"));
    example.write("offsite/readme", "");
    backup();

    String newest = archives().getLast();
    assertEquals(List.of(newest), example.names("offsite", ".tar.gz"));
    assertEquals(sha256("out/backups/" + newest), sha256("offsite/" + newest));
  }

  @Test
  void nothingIsDoneWhenItIsSwitchedOff() throws Exception {
    example.succeed("backup", "--env", "NO_BACKUP=1");

    assertFalse(example.exists("out"));
  }

  @Test
  void failureStopsWhatComesAfterIt() throws Exception {
    Program.Result result = example.expect(1, "backup", "--env", "SOURCE=/no/such/folder");

    assertTrue(result.err().contains("Make room below out/, or set SOURCE"), result.err());
    assertTrue(archives().isEmpty());
  }

  @Test
  void checksAnswerForThisMachine() throws Exception {
    example.succeed("checks", "--env", "QUICK=1", "--env", "MOST=100");

    List<String> lines = example.lines("out/checks.csv");
    assertEquals(3, lines.size(), lines.toString());
    assertEquals("accounts,ok", lines.get(0));
    assertTrue(lines.get(1).matches("disk,\\d+ % full"), lines.get(1));
    assertTrue(lines.get(2).matches("memory,\\d+ MiB free"), lines.get(2));
  }

  @Test
  void listOfBackupsComesFromTheBackgroundAndLeavesNoLog() throws Exception {
    backup();
    example.succeed("housekeeping");
    Eventually.holds(() -> "the list", () -> example.exists("out/backups.csv"));

    String archive = archives().get(0);
    long bytes = Files.size(example.path("out/backups/" + archive));
    assertEquals(
        List.of(
            "backup,bytes,sha256", archive + "," + bytes + "," + sha256("out/backups/" + archive)),
        example.lines("out/backups.csv"));
    try (Stream<Path> all = Files.walk(example.path(".pawl"))) {
      assertEquals(0, all.filter(file -> file.endsWith("list.log")).count());
    }
  }

  @Test
  void restoreNeedsATerminal() throws Exception {
    backup();
    example.expect(3, "restore");

    assertFalse(example.exists("out/restored"));
  }

  private Program.Result backup() throws Exception {
    return example.succeed("backup", "--env", "SOURCE=" + source, "--env", "KEEP=2");
  }

  private List<String> archives() throws IOException {
    return example.names("out/backups", ".tar.gz");
  }

  private String sha256(String relative) throws Exception {
    byte[] bytes = Files.readAllBytes(example.path(relative));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** Every path below a folder with what it holds: bytes, or where the link points. */
  private static Map<String, String> contents(Path top) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(top)) {
      for (Path path : all.toList()) {
        String name = top.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
          contents.put(name, "-> " + Files.readSymbolicLink(path));
        } else if (Files.isRegularFile(path)) {
          contents.put(name, HexFormat.of().formatHex(Files.readAllBytes(path)));
        }
      }
    }
    return contents;
  }
}
