package dev.pawl.e2e.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pawl.e2e.Eventually;
import dev.pawl.e2e.Listing;
import dev.pawl.e2e.Live;
import dev.pawl.e2e.Program;
import dev.pawl.e2e.Project;
import dev.pawl.e2e.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look change nothing. */
class LookingTest {
  private static final List<String> LOOKS =
      List.of(
          "validate",
          "graph",
          "run --dry-run",
          "doctor",
          "schema",
          "jobs --format json",
          "jobs --all",
          "logs a",
          "logs last");

  @TempDir Path temp;

  private final String nap = Live.nap();

  @Test
  @DisplayName(
      "J65 looking leaves every byte as it was: before a run, after one, and after a kill -9")
  void lookingLeavesEveryByte() throws Exception {
    Project project =
        Project.in(
            temp,
            """
            jobs:
              a: { run: "echo a; test -e stay && touch up && sleep %s || true" }
              b: { run: "true", needs: a, skip: [ { run: echo x >>asked } ] }
            """
                .formatted(nap));
    assertLookingChangesNothing(project, 2);

    Program.Result fine = project.pawl("run");
    assertEquals(0, fine.exit(), fine.told());
    assertEquals("x\n", project.read("asked"));
    assertLookingChangesNothing(project, 0);

    project.write("stay", "");
    try (Running pawl = project.program().launch("run")) {
      Eventually.holds(() -> "up", () -> project.has("up"));
      pawl.signal("KILL");
      pawl.await();
    }
    Eventually.holds(() -> "all is over", () -> Live.marked(nap).isEmpty());
    assertEquals("x\nx\n", project.read("asked"));
    assertLookingChangesNothing(project, 0);
    Listing listing = Listing.of(project.pawl("jobs", "--last", "1", "--format", "json"));
    assertEquals("interrupted", listing.run().get("status"));
    assertFalse(project.pawl("jobs").out().contains("running"));
  }

  /** {@code ofLogs} is the exit code of the look at logs: there are none before the first run. */
  private static void assertLookingChangesNothing(Project project, int ofLogs) throws Exception {
    List<String> before = tree(project);
    for (String look : LOOKS) {
      Program.Result result = project.pawl(look.split(" "));
      assertEquals(before, tree(project), look);
      assertEquals(look.startsWith("logs") ? ofLogs : 0, result.exit(), result.told());
    }
  }

  /** Every path with what can be seen of it. */
  private static List<String> tree(Project project) throws IOException {
    List<String> seen = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(project.folder())) {
      for (Path path : paths.sorted().toList()) {
        String content =
            Files.isRegularFile(path)
                ? Integer.toString(Arrays.hashCode(Files.readAllBytes(path)))
                : "";
        seen.add(
            path
                + " "
                + Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS)
                + " "
                + Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                + " "
                + Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                + " "
                + content);
      }
    }
    return seen;
  }
}
