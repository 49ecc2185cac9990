package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.model.Job;
import dev.pawl.model.JobStatus;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.RunStatus;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.run.Entry;
import dev.pawl.run.RunEvent;
import dev.pawl.run.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReaderTest {
  private static final List<Entry> RUN = Samples.entries(Samples.goodRun());

  @TempDir private Path project;
  private RunFolder folder;

  @BeforeEach
  void makeTheFolder() {
    folder = new Runs(project).create(Samples.RUN).orElseThrow();
  }

  private void write(Workflow workflow, List<Entry> entries) {
    Plans.write(folder, Plan.of(workflow), Secrets.NONE);
    try (Journal journal = Journal.create(folder.journal(), Sync.GROUPED, failure -> {})) {
      journal.append(entries);
    }
  }

  private RunReport report(boolean driven) {
    RunReading.Whole run = assertInstanceOf(RunReading.Whole.class, RunReader.read(folder));
    return RunReport.of(
        run.state(), driven, new RunFilesOnDisk(folder, line -> line), Samples.START);
  }

  private String broken() {
    return assertInstanceOf(RunReading.Broken.class, RunReader.read(folder)).message();
  }

  @Test
  void aRunThatEndedIsReadWithItsEnd() {
    write(Samples.twoJobs(), RUN);
    RunReport report = report(false);
    assertEquals(RunStatus.SUCCEEDED, report.status());
    assertEquals(0, report.exitCode().orElseThrow());
    assertEquals(RUN.getLast().at(), report.finishedAt().orElseThrow());
    assertEquals(".pawl/runs/" + Samples.RUN + "/logs/b.log", report.jobs().get(1).log().get());
  }

  @Test
  @DisplayName("J30 cut at any byte, a run that nobody drives is never shown as running")
  void cutAnywhere() throws IOException {
    write(Samples.twoJobs(), RUN);
    byte[] whole = Files.readAllBytes(folder.journal());
    for (int cut = 0; cut < whole.length; cut++) {
      Files.write(folder.journal(), Arrays.copyOf(whole, cut));
      if (RunReader.read(folder) instanceof RunReading.NotBegun) {
        assertTrue(new String(whole, 0, cut, StandardCharsets.UTF_8).lines().count() <= 1);
        continue;
      }
      RunReport report = report(false);
      assertEquals(RunStatus.INTERRUPTED, report.status());
      report.jobs().forEach(job -> assertTrue(job.status().isFinal(), job.toString()));
      assertEquals(RunStatus.RUNNING, report(true).status());
    }
  }

  @Test
  void aFolderWhoseCreationWasCutOffIsNoRunYet() throws IOException {
    assertInstanceOf(RunReading.NotBegun.class, RunReader.read(folder));
    Files.writeString(folder.journal(), "");
    assertInstanceOf(RunReading.NotBegun.class, RunReader.read(folder));
    Files.writeString(folder.journal(), "{\"seq\":1,\"at\":\"20");
    assertInstanceOf(RunReading.NotBegun.class, RunReader.read(folder));
    Plans.write(folder, Samples.richPlan(), Secrets.NONE);
    assertInstanceOf(RunReading.NotBegun.class, RunReader.read(folder));
  }

  @Test
  void aRunWhoseRecordsCannotBeUsedSaysSoInALine() throws IOException {
    write(Samples.twoJobs(), RUN);
    Files.delete(folder.plan());
    assertEquals("cannot read " + folder.plan() + ": no such file or folder", broken());
    Plans.write(folder, Plan.of(Workflow.of("default", Job.of("b", "true"))), Secrets.NONE);
    assertEquals(
        folder.journal() + " does not fit its plan at seq 3: no job 'a' in this graph", broken());
  }

  @Test
  void eventsThatDoNotFollowOneAnotherAreNamed() {
    write(Samples.twoJobs(), Samples.entries(List.of(new RunEvent.RunBegan(false))));
    assertEquals(folder.journal() + " does not begin with RunCreated", broken());
  }

  @Test
  void aJobThatEndsTwiceIsNamed() {
    RunEvent done = Samples.jobFinished(Samples.A, JobStatus.CANCELLED);
    write(Samples.twoJobs(), Samples.entries(List.of(Samples.created(), done, done)));
    assertEquals(
        folder.journal()
            + " does not fit its plan at seq 3: job a cannot go from cancelled to cancelled",
        broken());
  }
}
