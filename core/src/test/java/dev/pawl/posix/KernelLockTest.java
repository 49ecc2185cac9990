package dev.pawl.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLockTest {
  @TempDir Path folder;

  /** Tries the lock in another process: prints true or false. */
  public static void main(String[] args) throws Exception {
    try (KernelLock lock = KernelLock.open(Path.of(args[0]))) {
      System.out.println(lock.tryLock());
    }
  }

  private static String elsewhere(Path file) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KernelLockTest.class.getName(),
            file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void anotherProcessIsKeptOutUntilTheRelease() throws Exception {
    Path file = folder.resolve("lock");
    try (KernelLock lock = KernelLock.open(file)) {
      assertTrue(lock.tryLock());
      assertEquals("false", elsewhere(file));
      lock.release();
      assertEquals("true", elsewhere(file));
    }
  }

  @Test
  void twoOpenersInOneProcessExcludeEachOther() throws Exception {
    Path file = folder.resolve("lock");
    try (KernelLock one = KernelLock.open(file);
        KernelLock two = KernelLock.open(folder.resolve(".").resolve("lock"))) {
      assertTrue(one.tryLock());
      assertFalse(two.tryLock());
      assertFalse(two.lock(20));
      one.release();
      assertTrue(two.lock(1000));
      assertFalse(one.tryLock());
    }
  }

  @Test
  void theCloseOfOneOpenerDoesNotLoseTheLockOfAnother() throws Exception {
    Path file = folder.resolve("lock");
    try (KernelLock one = KernelLock.open(file)) {
      assertTrue(one.tryLock());
      KernelLock.open(file).close();
      assertTrue(one.isHeld());
      assertEquals("false", elsewhere(file));
    }
    assertEquals("true", elsewhere(file));
  }
}
