package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
import static dev.pawl.e2e.backlog.WorkProject.TWO_PHASES;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as the result of a phase. */
class ResultTest {
  private static final String AGAIN = ONE_PHASE + "execution: { retries: 1 }\n";
  private static final String ONCE = ONE_PHASE + "execution: { retries: 0 }\n";

  @TempDir Path temp;

  @Test
  @DisplayName("B29 a result of another item or phase: failed, with what was expected and found")
  void wrongIdentity() throws Exception {
    WorkProject project = WorkProject.in(temp, AGAIN, ready("WRK-001", ""));
    project.act(
        "WRK-001.plan.1", "PAWL_ITEM=WRK-999 PAWL_PHASE=build; result phase_complete 'not mine'");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(2, project.times("WRK-001.plan"));
    String told = project.prompt("WRK-001.plan", 2);
    for (String word : List.of("WRK-999", "expected 'WRK-001'", "expected 'plan'")) {
      assertTrue(told.contains(word), word + "\n" + told);
    }
    assertFalse(project.worklog().contains("not mine"), project.worklog());
  }

  @Test
  @DisplayName("B29 a result file that lies there before the spawn is never read")
  void staleFile() throws Exception {
    WorkProject project = WorkProject.in(temp, AGAIN, ready("WRK-001", ""));
    project.act(
        "WRK-001.plan.1",
        """
        result phase_complete 'of before'
        mv "$PAWL_RESULT" "$(dirname "$PAWL_RESULT")/result.2.json"
        result failed 'not yet'
        """);
    project.act("WRK-001.plan.2", "true");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals("blocked", project.field("WRK-001", "status"));
    assertFalse(project.worklog().contains("of before"), project.worklog());
  }

  @Test
  @DisplayName("B29 exit 1 with a valid result: accepted, with a warning")
  void exitOne() throws Exception {
    WorkProject project = WorkProject.in(temp, ONCE, ready("WRK-001", ""));
    project.act("WRK-001.plan", "result phase_complete planned; exit 1");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(1, project.finished("Title of WRK-001"));
    String reason = project.project().run().reason("WRK-001.plan");
    assertTrue(reason.contains("exit code 1") || reason.contains("exit 1"), reason);
  }

  @Test
  @DisplayName("B29 exit 0 without a result: failed, and it says so")
  void noResult() throws Exception {
    WorkProject project = WorkProject.in(temp, ONCE, ready("WRK-001", ""));
    project.act("WRK-001.plan", "echo done");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertTrue(project.item("WRK-001").contains("wrote no result"), project.backlog());
  }

  @Test
  @DisplayName("B29 half a result, of an agent that was killed in the middle: failed, not taken")
  void halfAResult() throws Exception {
    WorkProject project = WorkProject.in(temp, ONCE, ready("WRK-001", ""));
    project.act(
        "WRK-001.plan", "printf '{\"item_id\":\"WRK-001\",\"phase\":\"pl' >\"$PAWL_RESULT\"");

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals("blocked", project.field("WRK-001", "status"));
    assertTrue(project.item("WRK-001").contains("JSON"), project.backlog());
  }

  @Test
  @DisplayName("result_grace: an agent that does not end after its result is stopped; it counts")
  void lingers() throws Exception {
    String nap = Live.nap();
    WorkProject project =
        WorkProject.in(
            temp, ONE_PHASE + "execution: { result_grace: 500ms }\n", ready("WRK-001", ""));
    project.act("WRK-001.plan", "result phase_complete planned; sleep " + nap);

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(1, project.times("WRK-001.plan"));
    assertEquals(1, project.finished("Title of WRK-001"));
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("a phase that is not over at its timeout is stopped, and failed")
  void timeout() throws Exception {
    String nap = Live.nap();
    WorkProject project =
        WorkProject.in(
            temp,
            ONE_PHASE + "execution: { retries: 0, phase_timeout: 1s }\n",
            ready("WRK-001", ""));
    project.act("WRK-001.plan", "sleep " + nap);

    Program.Result result = project.work();

    assertEquals(1, result.exit(), result.told());
    assertEquals("timed_out", project.project().run().status("WRK-001.plan"));
    assertTrue(project.item("WRK-001").contains("1s"), project.backlog());
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("max_time: when it is up nothing more is begun; cap_reached, 0")
  void maxTime() throws Exception {
    WorkProject project =
        WorkProject.in(temp, TWO_PHASES + "execution: { max_time: 1s }\n", ready("WRK-001", ""));
    project.act("WRK-001.plan", "sleep 1.2; result phase_complete planned");

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertTrue(result.err().contains("cap_reached"), result.told());
    assertEquals("build", project.field("WRK-001", "phase"));
    assertEquals(0, project.times("WRK-001.build"));
  }
}
