package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.RunRecord;
import dev.pawl.e2e.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs in one project at the same time. */
class ManyRunsTest {
  @TempDir Path temp;

  private final String nap = Live.nap();

  @Test
  @DisplayName("neighbour of J47: the stop of one run does not touch the other")
  void theStopOfOneRunDoesNotTouchTheOther() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: "touch $NAME.up; setsid sleep %s & until test -e $NAME.go; do sleep 0.02; done; touch $NAME.over; kill $!" }
            """
                .formatted(nap));
    try (Running one = project.program().with("NAME", "one").launch("run");
        Running two = project.program().with("NAME", "two").launch("run")) {
      Eventually.holds(() -> "up", () -> project.has("one.up") && project.has("two.up"));
      assertEquals(2, project.runs().size());
      one.signal("INT");

      assertEquals(130, one.await().exit());
      assertTrue(two.isAlive());
      assertEquals(
          1, Live.marked(nap).stream().filter(e -> e.command().startsWith("sleep")).count());
      project.write("two.go", "");

      Program.Result result = two.await();
      assertEquals(0, result.exit(), result.told());
    }
    assertTrue(project.has("two.over"));
    Set<String> statuses = new HashSet<>();
    for (Path folder : project.runs()) {
      statuses.add(new RunRecord(folder).status());
    }
    assertEquals(Set.of("interrupted", "succeeded"), statuses);
    assertEquals(List.of(), Live.marked(nap));
  }

  @Test
  @DisplayName("neighbour of J47: six runs that start in the same second have six records")
  void runsThatStartTogetherHaveTheirOwnRecords() throws Exception {
    Project project = Project.in(temp, "jobs: { a: { run: echo $PAWL_RUN >>runs } }");
    List<Running> all = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        all.add(project.program().launch("run"));
      }
      for (Running one : all) {
        Program.Result result = one.await();
        assertEquals(0, result.exit(), result.told());
      }
    } finally {
      for (Running one : all) {
        one.close();
      }
    }
    assertEquals(6, project.runs().size());
    assertEquals(6, project.read("runs").lines().distinct().count());
    for (Path folder : project.runs()) {
      assertEquals("succeeded", new RunRecord(folder).status());
    }
  }
}
