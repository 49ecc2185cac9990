package dev.pawl.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class DiskProblemTest {
  private static final IOException REFUSED =
      new FileSystemException("/proc/self/environ", null, "Too many open files");

  @Test
  void whatTheDiskRefusedIsFoundBehindAnyOtherFault() {
    String words = "/proc/self/environ: Too many open files";

    assertEquals(words, DiskProblem.told(REFUSED));
    assertEquals(words, DiskProblem.orBug(new UncheckedIOException("no environment", REFUSED)));
    assertEquals(
        words,
        DiskProblem.orBug(new ExceptionInInitializerError(new UncheckedIOException(REFUSED))));
  }

  @Test
  void aThreadThatTheMachineRefusesIsNoBug() {
    Error refused =
        new OutOfMemoryError(
            "unable to create native thread: possibly out of memory or process/resource limits reached");

    assertEquals(
        "no thread could be started: the limit of processes is reached (`ulimit -u`, or a cgroup's)",
        DiskProblem.orBug(refused));
    assertEquals(
        "internal error: java.lang.OutOfMemoryError: Java heap space",
        DiskProblem.orBug(new OutOfMemoryError("Java heap space")));
  }

  @Test
  void aFaultWithoutOneIsABug() {
    assertEquals(
        "internal error: java.lang.IllegalStateException: wrong",
        DiskProblem.orBug(new IllegalStateException("wrong")));
  }

  @Test
  void aFileThatAStreamNamesTwiceIsNamedOnce() {
    assertEquals(
        "Too many open files",
        DiskProblem.why(new FileNotFoundException("/a (b)/c (Too many open files)")));
  }
}
