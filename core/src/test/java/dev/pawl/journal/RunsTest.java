package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.line.BrokenFileException;
import dev.pawl.model.JobProgress;
import dev.pawl.model.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
  @TempDir private Path project;

  @Test
  void aNewRunHasAFolderForTheOwnerOnly() throws IOException {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    for (Path path = folder.logs(); !path.equals(project); path = path.getParent()) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  @Test
  void anIdThatIsTakenIsDrawnAgain() {
    Runs runs = new Runs(project);
    assertTrue(runs.create(Samples.RUN).isPresent());
    assertEquals(Optional.empty(), runs.create(Samples.RUN));
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(project.resolve(".pawl"), "a file");
    String message =
        assertThrows(BrokenFileException.class, () -> new Runs(project).create(Samples.RUN))
            .getMessage();
    assertEquals(
        "cannot create the folder "
            + project.resolve(".pawl")
            + ": something of that name is there; move it away",
        message);
  }

  @Test
  void runsAreListedNewestFirstAndForeignFoldersArePassedOver() throws IOException {
    Runs runs = new Runs(project);
    assertEquals(List.of(), runs.list());
    assertEquals(Optional.empty(), runs.last());
    Stream.of("20261120-154741-7f3a", "20261120-154741-00ff", "20261121-000000-0000")
        .forEach(id -> runs.create(new RunId(id)));
    Path folder = project.resolve(".pawl/runs");
    Files.createDirectory(folder.resolve("20261120"));
    Files.createDirectory(folder.resolve("backup"));
    Files.writeString(folder.resolve("20261130-000000-0000"), "a file");
    assertEquals(
        List.of("20261121-000000-0000", "20261120-154741-7f3a", "20261120-154741-00ff"),
        ids(runs.list()));
    assertEquals("20261121-000000-0000", runs.last().orElseThrow().run().value());
    assertEquals(2, runs.startingWith("20261120").size());
    assertEquals(List.of("20261120-154741-00ff"), ids(runs.startingWith("20261120-154741-0")));
    assertEquals(List.of(), runs.startingWith("2025"));
  }

  private static List<String> ids(List<RunFolder> folders) {
    return folders.stream().map(folder -> folder.run().value()).toList();
  }

  @Test
  void everyAttemptHasItsOwnLog() {
    RunFolder folder = new RunFolder(project, Samples.RUN);
    assertEquals(".pawl/runs/20261120-154741-7f3a/logs/a.log", folder.relativeLog(Samples.A, 1));
    assertEquals(".pawl/runs/20261120-154741-7f3a/logs/a@2.log", folder.relativeLog(Samples.A, 2));
    assertEquals(project.resolve(folder.relativeLog(Samples.A, 2)), folder.log(Samples.A, 2));
  }

  @Test
  void theSizeOfALogIsZeroUntilTheJobWrites() throws IOException {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    assertEquals(0, folder.logBytes(Samples.A, 1));
    Files.writeString(folder.log(Samples.A, 1), "hello");
    assertEquals(5, folder.logBytes(Samples.A, 1));
  }

  @Test
  @DisplayName("L28 the last whole line is the progress")
  void theLastWholeLineIsTheProgress() throws IOException {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    assertEquals(Optional.empty(), told(folder));
    assertEquals(Optional.empty(), progress(folder, "\n \n"));
    assertEquals(Optional.of("1/3 first"), progress(folder, "1/3 first"));
    assertEquals(Optional.of("2/3"), progress(folder, "1/3 first\n2/3\n"));
    assertEquals(Optional.of("2/3"), progress(folder, "1/3 first\n2/3\n3"));
    assertEquals(Optional.of("3/3 é"), progress(folder, "1/3 first\n".repeat(9999) + "3/3 é\n"));
  }

  private static Optional<String> progress(RunFolder folder, String text) throws IOException {
    return progress(folder, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> progress(RunFolder folder, byte[] bytes) throws IOException {
    Files.write(folder.progressFile(Samples.A, 1), bytes);
    return told(folder);
  }

  private static Optional<String> told(RunFolder folder) {
    return folder
        .progress(Samples.A, 1, line -> line.replace("hunter22", "***"))
        .map(JobProgress::toString);
  }

  @Test
  void anyBytesAreTakenForWhatTheyMayBe() throws IOException {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    assertEquals(Optional.of("2/3"), progress(folder, "1/3\r2/3\r3/3"));
    assertEquals(Optional.of("2/3 x"), progress(folder, "1/3\r\n2/3 x\r\n\r\n  \n"));
    assertEquals(
        Optional.of("2/3 \ufffd\ufffd"), progress(folder, bytes("2/3 ", 0xff, 0xfe, '\n')));
    assertEquals(Optional.of("2/3"), progress(folder, bytes("", 0, 0, 0, '2', '/', '3')));
    assertEquals(Optional.empty(), progress(folder, new byte[100_000]));
    assertEquals(Optional.empty(), progress(folder, "x".repeat(100_000)));
    assertEquals(Optional.empty(), progress(folder, "1/3\n" + "x".repeat(100_000) + "\n"));
    assertEquals(Optional.empty(), progress(folder, "x".repeat(100_000) + "\n2/3 to be ended"));
    assertEquals(Optional.of("2/3"), progress(folder, "x".repeat(100_000) + "\n2/3\n"));
    assertEquals(Optional.of("a".repeat(197) + "..."), progress(folder, "a".repeat(4096)));
    assertEquals(Optional.of("2/3 key ***"), progress(folder, "2/3 key hunter22\n"));
    SplittableRandom random = new SplittableRandom(20261120);
    for (int round = 0; round < 200; round++) {
      byte[] noise = new byte[random.nextInt(6000)];
      random.nextBytes(noise);
      progress(folder, noise).ifPresent(one -> assertTrue(one.length() <= 450, one));
    }
  }

  private static byte[] bytes(String text, int... more) {
    byte[] all = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), text.length() + more.length);
    for (int at = 0; at < more.length; at++) {
      all[text.length() + at] = (byte) more[at];
    }
    return all;
  }

  @Test
  void whatIsNoPlainFileTellsNothing() throws Exception {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    Path file = folder.progressFile(Samples.A, 1);
    Files.createDirectory(file);
    assertEquals(Optional.empty(), told(folder));
    Files.delete(file);
    Path other = Files.writeString(project.resolve("other"), "1/3\n");
    Files.createSymbolicLink(file, other);
    assertEquals(Optional.empty(), told(folder));
    Files.delete(file);
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertEquals(Optional.empty(), told(folder)));
    Files.delete(file);
    Files.write(file, List.of("1/3"));
    Files.setPosixFilePermissions(file, Set.of());
    Optional<String> told = told(folder);
    assertTrue(told.isEmpty() || "root".equals(System.getProperty("user.name")), told::toString);
  }

  @Test
  @DisplayName("L28 of a run that was killed the newest attempt of a job tells")
  void whatWasLeftIsFoundByRunAndJob() throws IOException {
    RunFolder folder = new Runs(project).create(Samples.RUN).orElseThrow();
    Files.writeString(folder.progressFile(Samples.A, 2), "1/3\n");
    Files.writeString(folder.progressFile(Samples.A, 10), "2/3\n");
    Files.writeString(folder.log(Samples.B, 1), "1/3\n");
    Files.writeString(folder.logs().resolve("@.progress"), "1/3\n");
    Files.writeString(folder.logs().resolve("b@99999999999999.progress"), "1/3\n");
    LeftProgress left = new LeftProgress(project, line -> line);
    String run = folder.run().value();
    assertEquals(Optional.of(JobProgress.of(2, 3)), left.of(run, "a"));
    assertEquals(Optional.empty(), left.of(run, "b"));
    assertEquals(Optional.empty(), left.of(run, "../a"));
    assertEquals(Optional.empty(), left.of("../" + run, "a"));
    assertEquals(Optional.empty(), left.of("", "a"));
    assertEquals(Optional.empty(), left.of("20261120-154741-ffff", "a"));
  }
}
