package dev.pawl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.line.BrokenFileException;
import dev.pawl.line.DamagedFileException;
import dev.pawl.model.Checkpoint;
import dev.pawl.model.Command;
import dev.pawl.model.Job;
import dev.pawl.model.JobName;
import dev.pawl.model.Limits;
import dev.pawl.model.Loop;
import dev.pawl.model.Notices;
import dev.pawl.model.Occasion;
import dev.pawl.model.Project.LogLimits;
import dev.pawl.model.Project.Sync;
import dev.pawl.model.Script;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import dev.pawl.model.WorkflowName;
import dev.pawl.run.Selectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlansTest {
  private static final String SECRET = "hunter2-hunter2";

  @TempDir private Path project;
  private RunFolder folder;

  @BeforeEach
  void makeTheFolder() {
    folder = new Runs(project).create(Samples.RUN).orElseThrow();
  }

  @Test
  void aPlanIsReadAsItWasWritten() {
    Plans.write(folder, Samples.richPlan(), Secrets.NONE);
    Plan read = Plans.read(folder);
    assertEquals(Samples.richPlan(), read);
    assertEquals(orders(Samples.richPlan()), orders(read), "the order of maps and sets is kept");
  }

  @Test
  void everyKindOfItemsIsReadAsItWasWritten() {
    List<Loop.Items> kinds =
        List.of(
            new Loop.Lines("x.txt"),
            new Loop.Matching("**/*.md"),
            new Loop.Output("seq 3"),
            new Loop.Listed(List.of("a", "a")));
    for (Loop.Items items : kinds) {
      Checkpoint checkpoint = new Checkpoint(List.of("src/**", "*.md"), List.of("out"));
      Loop loop = new Loop(items, OptionalInt.empty(), false);
      Job job = Job.of("a", "x").step(checkpoint, Optional.of(loop));
      Plan plan = Plan.of(Workflow.of("default", job));
      Plans.write(folder, plan, Secrets.NONE);
      assertEquals(plan, Plans.read(folder));
    }
  }

  @Test
  void noticesAreReadAsTheyWereWritten() {
    Map<Occasion, Command> commands =
        Map.of(
            Occasion.FINISH,
            new Command.Everywhere("echo over\ndate"),
            Occasion.FAILURE,
            new Command.PerPlatform(Map.of("linux", "mail")));
    Plan plan = Plan.of(Samples.twoJobs().telling(new Notices(commands)));
    Plans.write(folder, plan, Secrets.NONE);
    assertEquals(plan, Plans.read(folder));
  }

  private static List<Object> orders(Plan plan) {
    List<Object> orders = new ArrayList<>(plan.workflow().env().keySet());
    plan.workflow()
        .jobs()
        .forEach(job -> {
          orders.addAll(job.script().env().keySet());
          orders.addAll(job.tags());
          orders.add(job.script().command().toString());
        });
    return orders;
  }

  @Test
  void aPlanOfDefaultsIsReadAsItWasWritten() {
    Plans.write(folder, Plan.of(Samples.twoJobs()), Secrets.NONE);
    assertEquals(Plan.of(Samples.twoJobs()), Plans.read(folder));
  }

  @Test
  @DisplayName("J53 no secret value stands in a plan, neither as a variable nor in a text")
  void secretsAreMasked() throws IOException {
    Map<String, String> env = Map.of("DB_PASSWORD", SECRET, "SHORT_key", "abc");
    Plans.write(folder, secretPlan(env), Secrets.in(List.of(env)));
    String text = Files.readString(folder.plan());
    assertFalse(text.contains(SECRET) || text.contains("abc"), text);
    Plan read = Plans.read(folder);
    Map<String, String> masked = Map.of("DB_PASSWORD", "***", "SHORT_key", "***");
    assertEquals(masked, read.env());
    assertEquals(masked, read.workflow().env());
    Job job = read.workflow().jobs().getFirst();
    assertEquals(Script.of("login ***").command(), job.script().command());
    assertEquals("uses ***", job.description());
    assertEquals(
        Map.of(Occasion.FAILURE, new Command.Everywhere("curl -u ***")),
        read.workflow().notices().commands());
  }

  private static Plan secretPlan(Map<String, String> env) {
    Job plain = Job.of("a", "login " + SECRET);
    Job job =
        new Job(
            new JobName("a"),
            "uses " + SECRET,
            List.of(),
            new Script(plain.script().command(), List.of("sh", SECRET), SECRET, env),
            Limits.DEFAULT,
            plain.gate(),
            plain.role(),
            0,
            plain.tags(),
            SECRET + " failed",
            plain.checkpoint(),
            plain.loop());
    Workflow workflow =
        new Workflow(
            WorkflowName.DEFAULT,
            SECRET,
            Workflow.Mode.PARALLEL,
            OptionalInt.empty(),
            false,
            env,
            List.of(job),
            new Notices(Map.of(Occasion.FAILURE, new Command.Everywhere("curl -u " + SECRET))));
    Selectors selectors = new Selectors(List.of(), List.of(), false, List.of(SECRET));
    return new Plan(
        workflow, selectors, OptionalInt.empty(), env, false, LogLimits.DEFAULT, Sync.GROUPED);
  }

  @Test
  void aPlanIsReadableByPeople() throws IOException {
    Plans.write(folder, Plan.of(Samples.twoJobs()), Secrets.NONE);
    String text = Files.readString(folder.plan());
    assertTrue(text.contains("\n        \"needs\": [\"a\"],\n        \"run\": \"true\"\n"), text);
  }

  @Test
  void aJobThatDiffersInNothingListsItsNameAndItsCommandOnly() throws IOException {
    Plans.write(folder, Plan.of(Workflow.of("default", Job.of("a", "true"))), Secrets.NONE);
    String text = Files.readString(folder.plan());
    assertTrue(
        text.contains("{\n        \"name\": \"a\",\n        \"run\": \"true\"\n      }"), text);
  }

  @Test
  void whatIsNoPlanIsNamedInOneLine() throws IOException {
    assertRefused("{}", "'schema' is missing or not a whole number");
    assertRefused("[]", "not a JSON object");
    assertRefused("", "not a JSON object");
    assertRefused("{\"schema\": 3}", "it has the schema 3, this version of Pawl reads up to 2");
    Plans.write(folder, Samples.richPlan(), Secrets.NONE);
    byte[] whole = Files.readAllBytes(folder.plan());
    for (int cut = 0; cut < whole.length - 2; cut++) {
      Files.write(folder.plan(), Arrays.copyOf(whole, cut));
      String message =
          assertThrows(DamagedFileException.class, () -> Plans.read(folder)).getMessage();
      assertTrue(message.startsWith(folder.plan() + " is not a plan: "), message);
      assertEquals(1, message.lines().count(), message);
    }
  }

  @Test
  void aNumberThatIsNoExitCodeIsRefused() throws IOException {
    Plans.write(folder, Samples.richPlan(), Secrets.NONE);
    String text = Files.readString(folder.plan());
    assertRefused(
        text.replace("[75, 1]", "[75, 4294967296]"),
        "'on_exit' has 4294967296, which is no exit code");
    assertRefused(
        text.replace("\"PT9S\"", "\"9s\""),
        "'max_delay' is missing or not a duration like PT1M30S");
  }

  private void assertRefused(String text, String why) throws IOException {
    Files.writeString(folder.plan(), text);
    assertEquals(
        folder.plan() + " is not a plan: " + why,
        assertThrows(DamagedFileException.class, () -> Plans.read(folder)).getMessage());
  }

  @Test
  void aMissingPlanIsNamed() {
    assertEquals(
        "cannot read " + folder.plan() + ": no such file or folder",
        assertThrows(BrokenFileException.class, () -> Plans.read(folder)).getMessage());
  }
}
