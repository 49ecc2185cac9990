package dev.pawl.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PawlJobTest {
  @TempDir Path folder;

  private long tick;

  private PawlJob job(@Nullable String file) {
    return PawlJob.of(file, () -> tick);
  }

  private Path file() {
    return folder.resolve("a.progress");
  }

  private String told() throws IOException {
    return Files.readString(file());
  }

  private static Progress at(long done, long total, String message) {
    return new Progress(done, total, message, false);
  }

  @Test
  void theLastLineIsWholeWhateverStoodThereBefore() throws IOException {
    Files.writeString(file(), "1/2 the shell\n2/2 the shell\n");
    PawlJob job = job(file().toString());
    try (FileThreads threads = new FileThreads()) {
      job.tell(at(8, 10, "é long"), threads);
      assertEquals("8/10 é long\n", told());
      job.tell(new Progress(9, 10, "", true), threads);
      job.write();
      assertEquals("9/10        \n", told());
      job.tell(at(0, 0, "almost"), threads);
      job.write();
      assertEquals("almost      \n", told());
    }
  }

  @Test
  void aLineIsWrittenTenTimesASecondAtMostAndTheLastInTheEnd() throws IOException {
    PawlJob job = job(file().toString());
    try (FileThreads threads = new FileThreads()) {
      for (int at = 0; at < 1000; at++) {
        job.tell(at(at, 1000, ""), threads);
        assertEquals("0/1000", told().strip());
      }
      tick += 100_000_000;
      job.tell(at(999, 1000, ""), threads);
      assertEquals("999/1000", told().strip());
      job.tell(at(1000, 1000, ""), threads);
      assertEquals("999/1000", told().strip());
      job.write();
      assertEquals("1000/1000", told().strip());
    }
  }

  @Test
  void whatCannotBeToldStopsNobody() {
    try (FileThreads threads = new FileThreads()) {
      PawlJob job = job(folder.resolve("gone/a.progress").toString());
      job.tell(at(1, 2, ""), threads);
      job.write();
      for (String none : Arrays.asList(null, "")) {
        job(none).tell(at(1, 2, ""), threads);
        job(none).write();
      }
      PawlJob quiet = job(file().toString());
      quiet.tell(at(0, 0, ""), threads);
      quiet.write();
      assertFalse(Files.exists(file()), "nothing is told by it");
    }
  }
}
