package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Json;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals that a crash, a disk or a person has damaged. */
class DamageTest {
  private static final int CUTS = 5;

  @TempDir Path temp;
  private Project project;
  private Path journal;
  private byte[] whole;

  @BeforeEach
  void aRun() throws Exception {
    project =
        Project.in(
            temp,
            "jobs: { a: { run: echo a }, b: { run: exit 3, needs: a }, c: { run: x, needs: b } }\n");
    assertEquals(1, project.pawl("run").exit());
    journal = project.run().folder().resolve("journal.jsonl");
    whole = Files.readAllBytes(journal);
  }

  @Test
  @DisplayName("J57 a journal cut at any byte shows the whole records before the cut, untouched")
  void aCutJournalShowsTheWholeRecordsBeforeTheCut() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int first = lineEnds().getFirst();
    for (int i = 0; i < CUTS; i++) {
      int cut = first + 1 + random.nextInt(whole.length - first - 1);
      byte[] bytes = Arrays.copyOf(whole, cut);
      Files.write(journal, bytes);

      Program.Result result = project.pawl("jobs", "--format", "json");

      String where = "seed " + seed + ", cut at " + cut + ": " + result.told();
      assertEquals(0, result.exit(), where);
      Map<String, Object> run = Listing.of(result).run();
      assertEquals("interrupted", run.get("status"), where);
      assertEquals(ended(bytes, "a"), Listing.job(run, "a").get("status"), where);
      assertFalse(run.toString().contains("status=running"), where);
      assertFalse(run.toString().contains("status=pending"), where);
      assertArrayEquals(bytes, Files.readAllBytes(journal), where);
    }
  }

  /** What becomes of a job by the whole records there are. */
  private static String ended(byte[] bytes, String job) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String status = "cancelled";
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      Map<String, Object> event = Json.object(line);
      if (job.equals(event.get("job"))) {
        status =
            event.getOrDefault("status", event.getOrDefault("outcome", "interrupted")).toString();
      }
    }
    return status;
  }

  @Test
  @DisplayName("J57 a cut inside the first record, or an empty journal, is a run that never began")
  void aCutInsideTheFirstRecordIsARunThatNeverBegan() throws Exception {
    for (int cut : List.of(0, 1, lineEnds().getFirst())) {
      Files.write(journal, Arrays.copyOf(whole, cut));

      Program.Result result = project.pawl("jobs", "--format", "json");

      assertEquals(0, result.exit(), result.told());
      assertEquals("[]", result.out().strip(), result.told());
    }
    assertEquals(1, project.pawl("run").exit());
    assertEquals(1, Listing.of(project.pawl("jobs", "--format", "json")).runs().size());
  }

  @Test
  @DisplayName("J57 zero bytes at the end are a torn tail, in silence")
  void zeroBytesAtTheEndAreATornTail() throws Exception {
    Files.write(journal, Arrays.copyOf(whole, whole.length + 4096));

    Program.Result result = project.pawl("jobs", "--format", "json");

    assertEquals(0, result.exit(), result.told());
    assertEquals("", result.err());
    assertEquals("failed", Listing.of(result).run().get("status"));
  }

  @Test
  @DisplayName("J57 a flipped bit with good records after it is refused with file, line and byte")
  void aFlippedBitIsRefusedWithItsPlace() throws Exception {
    List<Integer> ends = lineEnds();
    int crcOfThird = ends.get(2) - 16; // the c of the word crc
    assertEquals('c', whole[crcOfThird]);
    for (int at : List.of(crcOfThird, 2, ends.get(3) + 5, ends.get(ends.size() - 2) - 3)) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 0x04;
      Files.write(journal, bytes);
      int line = (int) ends.stream().filter(end -> end < at).count();
      int start = line == 0 ? 0 : ends.get(line - 1) + 1;

      Program.Result result = project.pawl("jobs");

      String told = result.out() + result.err();
      assertTrue(told.contains("journal.jsonl"), "byte " + at + ": " + result.told());
      assertTrue(told.contains("line " + (line + 1)), "byte " + at + ": " + result.told());
      assertTrue(told.contains("byte " + start), "byte " + at + ": " + result.told());
      assertArrayEquals(bytes, Files.readAllBytes(journal));
      assertFalse(told.contains("Exception"), result.told());
    }
  }

  @Test
  @DisplayName("J57 a record that is missing, doubled or out of order is refused")
  void aRecordThatIsMissingOrDoubledIsRefused() throws Exception {
    List<String> lines = Files.readAllLines(journal);
    List<String> missing = new ArrayList<>(lines);
    missing.remove(2);
    List<String> doubled = new ArrayList<>(lines);
    doubled.add(3, lines.get(2));
    List<String> swapped = new ArrayList<>(lines);
    swapped.set(2, lines.get(3));
    swapped.set(3, lines.get(2));
    for (List<String> bad : List.of(missing, doubled, swapped)) {
      Files.writeString(journal, String.join("\n", bad) + "\n");

      Program.Result result = project.pawl("jobs");

      assertTrue((result.out() + result.err()).contains("journal.jsonl"), result.told());
    }
  }

  @Test
  @DisplayName("J57 a damaged run hides none of the others, and new ones run beside it")
  void aDamagedRunHidesNoneOfTheOthers() throws Exception {
    byte[] bytes = whole.clone();
    bytes[whole.length / 2] ^= 0x01;
    Files.write(journal, bytes);
    Files.createDirectories(project.path(".pawl/runs/20200101-000000-0000"));
    Files.createDirectories(project.path(".pawl/runs/20200101-000000-0001/journal.jsonl"));
    Files.createDirectories(project.path(".pawl/runs/not-a-run"));
    Files.writeString(project.path(".pawl/runs/20200101-000000-0002"), "a file");

    List<Path> before = project.runs();
    Program.Result next = project.pawl("run");
    assertEquals(1, next.exit(), next.told());
    assertFalse(next.err().contains("journal.jsonl"), next.told());
    List<Path> added = new ArrayList<>(project.runs());
    added.removeAll(before);
    String newest = added.getFirst().getFileName().toString();

    Program.Result listing = project.pawl("jobs", "--format", "json", "--all");
    List<Map<String, Object>> runs = Listing.of(withoutCode(listing)).runs();
    assertTrue(runs.stream().anyMatch(run -> run.get("run").equals(newest)), listing.told());
    assertTrue(listing.err().contains(journal.getParent().getFileName().toString()), listing.err());
    assertEquals("a\n", project.pawl("logs", newest + ":a").out());
    assertArrayEquals(bytes, Files.readAllBytes(journal));
  }

  /** A listing that names a damaged run may say so with its exit code. */
  private static Program.Result withoutCode(Program.Result result) {
    return new Program.Result(0, result.out(), result.err());
  }

  @Test
  @DisplayName("J57 a plan that is missing or not JSON is named, and hides none of the others")
  void aBrokenPlanIsNamed() throws Exception {
    assertEquals(1, project.pawl("run").exit());
    Path plan = journal.resolveSibling("plan.json");
    for (String text : List.of("{", "[]", "")) {
      Files.writeString(plan, text);

      Program.Result result = project.pawl("jobs");

      assertTrue((result.out() + result.err()).contains("plan.json"), result.told());
      assertFalse(result.err().contains("Exception"), result.told());
      assertNotEquals(2, result.exit(), result.told());
      String other = project.runs().getLast().getFileName().toString();
      assertTrue(result.out().contains(other), result.told());
    }
  }

  private List<Integer> lineEnds() {
    List<Integer> ends = new ArrayList<>();
    for (int at = 0; at < whole.length; at++) {
      if (whole[at] == '\n') {
        ends.add(at);
      }
    }
    return ends;
  }
}
