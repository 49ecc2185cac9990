package dev.pawl.e2e.backlog;

import static dev.pawl.e2e.backlog.WorkProject.ONE_PHASE;
import static dev.pawl.e2e.backlog.WorkProject.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run over the backlog at a time. */
class SecondWorkTest {
  @TempDir Path temp;

  @Test
  @DisplayName("B40 a second work: 3, names the pid; the first goes on")
  void second() throws Exception {
    WorkProject project = WorkProject.in(temp, ONE_PHASE, ready("WRK-001", ""));
    project.act(
        "WRK-001.plan",
        "touch \"$ACTS/busy\"; " + WorkProject.AWAIT_GO + "result phase_complete ok");
    try (Running first = project.launch()) {
      project.awaitNote("busy");

      Program.Result second = project.work();

      assertEquals(3, second.exit(), second.told());
      assertTrue(second.err().contains("pid " + first.pid()), second.told());
      assertEquals(1, project.project().runs().size());
      project.note("go");
      Program.Result result = first.await();
      assertEquals(0, result.exit(), result.told());
    }
    assertEquals(1, project.times("WRK-001.plan"));
  }

  @Test
  @DisplayName("B40 the lock file of a dead process does not matter")
  void leftover() throws Exception {
    WorkProject project = WorkProject.in(temp, ONE_PHASE, ready("WRK-001", ""));
    project.act("WRK-001.plan.1", "touch \"$ACTS/busy\"; sleep " + Live.nap());
    try (Running first = project.launch()) {
      project.awaitNote("busy");
      first.signal("KILL");
      first.await();
    }
    assertTrue(project.has(".pawl/locks/drive"));

    Program.Result result = project.work();

    assertEquals(0, result.exit(), result.told());
    assertEquals(1, project.finished("Title of WRK-001"));
  }

  @Test
  @DisplayName(
      "B40 one that is started while another ends sees what that has done, and repeats nothing")
  void startedAtTheEnd() throws Exception {
    WorkProject project = WorkProject.in(temp, ONE_PHASE, ready("WRK-001", ""));
    project.act(
        "WRK-001.plan",
        "touch \"$ACTS/busy\"; " + WorkProject.AWAIT_GO + "result phase_complete ok");
    try (Running first = project.launch()) {
      project.awaitNote("busy");
      try (Running second = project.launch()) {
        LockSupport.parkNanos(150_000_000);
        project.note("go");
        Program.Result end = first.await();
        Program.Result other = second.await();
        assertEquals(0, end.exit(), end.told());
        assertTrue(other.exit() == 0 || other.exit() == 3, other.told());
        assertFalse(other.err().contains("by hand"), other.told());
      }
    }
    assertEquals(1, project.times("WRK-001.plan"));
    assertEquals(1, project.finished("Title of WRK-001"), project.worklog());
    assertFalse(project.backlog().contains("WRK-001"), project.backlog());
  }
}
