package dev.pawl.e2e.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Json;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a run, read by the letter of the design and with nothing of Pawl's own. */
class RecordFormatTest {
  private static final String SECRET = "hunter2-hunter2";
  private static final String YAML =
      """
      workflows:
        w:
          description: "two ways: ü, \\t, \\u2028 and \\"quotes\\""
          env: { API_TOKEN: %1$s }
          jobs:
            ok: { run: "echo %1$s; echo ok" }
            flaky:
              run: 'echo "try $PAWL_ATTEMPT"; exit 75'
              retries: { limit: 2, delay: 10ms, on_exit: [75] }
            mute: { run: "true" }
            shot: { run: kill -SEGV $$ }
            behind: { run: echo x, needs: flaky }
            off: { run: echo x, skip: [{ exists: pawl.yml, desc: "é\\n%1$s" }] }
      """
          .formatted(SECRET);

  @TempDir static Path temp;
  private static Project project;

  @BeforeAll
  static void aRun() throws Exception {
    project = Project.in(temp, YAML);
    Program.Result result =
        project.program().with("TZ", "Pacific/Auckland").run("run", "--env", "X_KEY=" + SECRET);
    assertEquals(1, result.exit(), result.told());
    assertFalse(result.err().contains(SECRET), result.told());
  }

  @Test
  @DisplayName(
      "J57 every journal line has the next seq, a time, an event, and ends in its checksum")
  void everyJournalLineIsAsTheDesignSays() throws Exception {
    byte[] bytes = Files.readAllBytes(project.run().folder().resolve("journal.jsonl"));
    List<String> events = new ArrayList<>();
    int seq = 0;
    int from = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] != '\n') {
        continue;
      }
      String line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
      Map<String, Object> object = Json.object(line);
      assertEquals((long) ++seq, object.get("seq"), line);
      assertTrue(object.get("at").toString().matches(TIME), line);
      assertEquals(List.of("seq", "at", "event"), List.copyOf(object.keySet()).subList(0, 3));
      String tail = ",\"crc\":\"" + checksum(bytes, from, end - CRC_BYTES) + "\"}";
      assertTrue(line.endsWith(tail), () -> line + " should end in " + tail);
      events.add(object.get("event").toString());
      from = end + 1;
    }
    assertEquals(bytes.length, from, "the last line is whole");
    assertEquals("RunCreated", events.getFirst());
    assertEquals("RunFinished", events.getLast());
    assertEquals(5, events.stream().filter("AttemptPlanned"::equals).count() - 1, events::toString);
  }

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  /** The bytes of {@code ,"crc":"9f3c2a10"}}. */
  private static final int CRC_BYTES = 18;

  private static String checksum(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return "%08x".formatted(crc.getValue());
  }

  @Test
  @DisplayName("J57 the plan is JSON that holds every job as it ran")
  @SuppressWarnings("unchecked")
  void thePlanHoldsEveryJobAsItRan() throws Exception {
    Map<String, Object> plan = Json.object(Files.readString(plan()));
    Map<String, Object> workflow = (Map<String, Object>) plan.get("workflow");
    List<Map<String, Object>> jobs = (List<Map<String, Object>>) workflow.get("jobs");
    assertEquals("w", workflow.get("name"));
    assertEquals("two ways: ü, \t, \u2028 and \"quotes\"", workflow.get("description"));
    assertEquals(
        List.of("ok", "flaky", "mute", "shot", "behind", "off"),
        jobs.stream().map(job -> job.get("name")).toList());
    assertEquals("echo ***; echo ok", jobs.getFirst().get("run"));
    assertEquals(List.of("flaky"), jobs.get(4).get("needs"));
  }

  @Test
  @DisplayName("J53 a secret stands in no file that Pawl writes, only in the job's own output")
  void aSecretStandsInNoRecord() throws Exception {
    Path log = project.run().logFile("ok");
    for (Path file : files(project.path(".pawl"))) {
      boolean holds = Files.readString(file).contains(SECRET);
      assertEquals(file.equals(log), holds, file::toString);
    }
    Program.Result listing = project.pawl("jobs", "--format", "json");
    assertFalse(listing.out().contains(SECRET), listing.out());
    assertFalse(project.pawl("jobs", "-v").out().contains(SECRET));
    assertFalse(project.pawl("run", "--dry-run").out().contains(SECRET));
  }

  @Test
  @DisplayName("J44 logs are named by job and attempt, and a job that prints nothing has none")
  void logsAreNamedByJobAndAttempt() throws Exception {
    TreeSet<String> names = new TreeSet<>();
    for (Path file : files(project.run().folder().resolve("logs"))) {
      if (file.toString().endsWith(".log")) {
        names.add(file.getFileName().toString());
      }
    }
    names.removeIf(name -> name.equals("shot.log")); // its shell may tell of the signal
    assertEquals(List.of("flaky.log", "flaky@2.log", "flaky@3.log", "ok.log"), List.copyOf(names));
    assertEquals("try 3\n", project.run().log("flaky@3"));
  }

  @Test
  @DisplayName("J57 .pawl is for its owner only, and a run id is a time and four hex digits")
  void theRuntimeFolderIsForItsOwnerOnly() throws Exception {
    for (String folder : List.of(".pawl", ".pawl/runs")) {
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(project.path(folder))));
    }
    assertTrue(project.run().id().matches("\\d{8}-\\d{6}-[0-9a-f]{4}"), project.run().id());
    Instant created = RunRecord.at(project.run().events().getFirst());
    DateTimeFormatter form = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    Instant drawn =
        LocalDateTime.parse(project.run().id().substring(0, 15), form).toInstant(ZoneOffset.UTC);
    Duration between = Duration.between(drawn, created);
    assertTrue(between.toSeconds() >= 0 && between.toSeconds() < 60, between::toString);
    assertEquals("", leftovers(), "temporary files are left");
  }

  private static Path plan() throws IOException {
    return project.run().folder().resolve("plan.json");
  }

  private static String leftovers() throws IOException {
    StringBuilder names = new StringBuilder();
    for (Path file : files(project.run().folder())) {
      String name = file.getFileName().toString();
      if (name.contains("tmp") || name.startsWith(".")) {
        names.append(name).append(' ');
      }
    }
    return names.toString();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
