package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Running;
import dev.pawl.e2e.backlog.WorkProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Two items, each of which is planned and built by a scripted agent, in a git repository. */
final class WorkScene extends Scene {
  private static final List<String> ITEMS = List.of("WRK-001", "WRK-002");
  private static final List<String> JOBS =
      List.of("WRK-001.plan", "WRK-001.build", "WRK-002.plan", "WRK-002.build");

  private final WorkProject work;

  private WorkScene(Path folder, WorkProject work) {
    super(folder, work.project());
    this.work = work;
  }

  /** Nothing has happened. */
  static WorkScene fresh(Path folder) throws Exception {
    WorkProject work =
        WorkProject.in(
            folder,
            "execution: { concurrency: 2, max_wip: 2, retries: 3 }\n" + WorkProject.TWO_PHASES,
            WorkProject.ready("WRK-001", ""),
            WorkProject.ready("WRK-002", ""));
    work.act(
        "any",
        """
        case "$PAWL_PHASE" in
          build) echo "$n" >>"made-$PAWL_ITEM.txt" ;;
          plan) mkdir -p "changes/${PAWL_ITEM}_x"; echo "$n" >"changes/${PAWL_ITEM}_x/plan.md" ;;
        esac
        result phase_complete "did $PAWL_PHASE"
        """);
    return new WorkScene(folder, work);
  }

  /** A run was killed while git committed what it had accepted. */
  static WorkScene killed(Path folder) throws Exception {
    WorkScene scene = fresh(folder);
    scene.work.hook(
        "pre-commit", "test -e ../acts/inside && exit 0; touch ../acts/inside; sleep 60");
    try (Running pawl = scene.project().program().launch("work")) {
      Eventually.holds(() -> "it does not commit", () -> scene.work.noted("inside"));
      pawl.signal("KILL");
      pawl.await();
    }
    return scene;
  }

  @Override
  String[] command() {
    return new String[] {"work"};
  }

  @Override
  List<Path> runFiles(Path run, long pid) {
    return OwnFiles.of(run, pid, JOBS);
  }

  @Override
  List<String> looks() {
    return List.of(LIST_JOBS, LIST_ITEMS, STATUS);
  }

  /** The items of which the worklog says that they are done. */
  private List<String> finished() throws IOException {
    List<String> done = new java.util.ArrayList<>();
    for (String item : ITEMS) {
      int times = work.finished(item + " Title of");
      assertTrue(times <= 1, work.worklog());
      if (times == 1) {
        done.add(item);
      }
    }
    return done;
  }

  @Override
  void judge(Program.Result harmed) throws Exception {
    assertAtRest(runs());
    for (String item : finished()) {
      assertTrue(work.times(item + ".build") > 0, harmed.told());
    }
    for (String item : ITEMS) {
      boolean listed = !work.item(item).isEmpty();
      assertTrue(listed || finished().contains(item), item + " is lost: " + harmed.told());
    }
    if (harmed.exit() == 0) {
      assertEquals(ITEMS, finished(), harmed.told());
      assertEquals("", work.git("status", "--porcelain"), harmed.told());
    }
  }

  @Override
  void goOn(Program.Result harmed) throws Exception {
    Program.Result second = project().pawl(command());
    String told = harmed.told() + "\n" + second.told() + work.git("log", "--format=%h %s");
    assertEquals(0, second.exit(), told);
    assertPlain(second);
    assertEquals(ITEMS, finished(), told);
    assertEquals(List.of(), work.doneAgain(), told);
    assertEquals("", work.git("status", "--porcelain"), told);
    for (String job : JOBS) {
      assertTrue(work.times(job) <= 2, job + " " + work.times(job) + " times; " + told);
      if (job.endsWith(".build")) {
        String subject = "[" + job.replace(".", "][") + "]";
        assertEquals(1, work.commits().stream().filter(one -> one.contains(subject)).count(), told);
      }
    }

    List<String> commits = work.commits();
    int asked = asked();
    Program.Result third = pawl("work");
    assertEquals(commits, work.commits(), third.told());
    assertEquals(asked, asked());
    assertEquals(3, third.err().lines().count(), third.told());
  }

  private int asked() throws IOException {
    int sum = 0;
    for (String job : JOBS) {
      sum += work.times(job);
    }
    return sum;
  }
}
