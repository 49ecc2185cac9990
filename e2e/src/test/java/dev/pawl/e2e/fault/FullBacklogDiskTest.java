package dev.pawl.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import dev.pawl.e2e.Requirement;
import dev.pawl.e2e.backlog.WorkProject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A disk that is full, or fills up, while the backlog is changed or worked at. */
class FullBacklogDiskTest {
  private static final String MOUNT =
      """
      mount -t tmpfs -o size=3m pawl-full "$disk" || exit 99
      cp -R . "$disk/project" && cd "$disk/project" || exit 98
      fill() { cat /dev/zero >../filler 2>/dev/null; truncate -s -"$1" ../filler; }
      """;

  @TempDir Path temp;

  @Test
  @DisplayName("J58 no room to add an item: one line, the file as it was; with room it is added")
  void noRoomToAdd() throws Exception {
    Requirement.mounts();
    WorkProject work =
        WorkProject.in(temp, WorkProject.TWO_PHASES, WorkProject.ready("WRK-001", ""));
    String script =
        """
        pawl first backlog edit WRK-001 --impact high
        cp BACKLOG.yaml "$kept/before"
        fill 0
        pawl add backlog add More
        pawl complete backlog complete WRK-001
        pawl list backlog list
        cp BACKLOG.yaml "$kept/after"
        ls -A >"$kept/names"
        rm ../filler
        pawl again backlog add More
        cp BACKLOG.yaml "$kept/end"
        """;

    Mounted found = Mounted.run(temp, work.project(), MOUNT + script);

    found.assertRefused(70, "No space left on device", "add");
    found.assertRefused(70, "No space left on device", "complete");
    assertEquals(found.text("before"), found.text("after"));
    assertTrue(!found.text("names").contains(".tmp"), found.text("names"));
    found.assertFine("list");
    assertEquals("WRK-002\n", found.assertFine("again").out());
    assertTrue(found.text("end").contains("More"), found.text("end"));
  }

  /** How many bytes an agent leaves of the disk, after it has said what it did. */
  static List<Integer> rooms() throws Exception {
    List<Integer> rooms = IntStream.range(0, 24).mapToObj(n -> n * 4096).toList();
    Choice choice = Choice.made();
    return choice.all() ? rooms : List.of(rooms.get(choice.turn() % rooms.size()));
  }

  @ParameterizedTest(
      name = "J58 a disk that fills up to {0} bytes during work costs no finished phase")
  @MethodSource("rooms")
  void fillsUp(int room) throws Exception {
    Requirement.mounts();
    WorkProject work =
        WorkProject.in(
            temp,
            "execution: { retries: 1 }\n" + WorkProject.TWO_PHASES,
            WorkProject.ready("WRK-001", ""),
            WorkProject.ready("WRK-002", ""));
    work.act(
        "any",
        """
        test "$PAWL_PHASE" = plan || echo "$n" >>"made-$PAWL_ITEM.txt"
        result phase_complete "did $PAWL_PHASE"
        test "$k" != WRK-001.build || test -e "$ACTS/full" || {
          touch "$ACTS/full"; cat /dev/zero >../filler 2>/dev/null; truncate -s -%d ../filler
        }
        """
            .formatted(room));
    String script =
        """
        pawl full work
        rm ../filler
        pawl jobs jobs --format json
        pawl list backlog list
        for item in WRK-001 WRK-002; do
          if grep -q "id: $item.*status: blocked" BACKLOG.yaml; then pawl unblock backlog unblock $item; fi
        done
        pawl again work
        git log --format=%s >"$kept/commits"
        pawl third work
        git log --format=%s >"$kept/commits.third"
        cat worklog/*.md >"$kept/worklog"
        git status --porcelain >"$kept/status"
        """;

    Mounted found = Mounted.run(temp, work.project(), MOUNT + script);

    Program.Result full = found.pawl("full");
    String told = full.told() + "\nthen\n" + found.pawl("again").told();
    Scene.assertPlain(full);
    assertTrue(full.exit() == 0 || full.err().contains("o space left on device"), told);
    assertTrue(List.of(0, 1, 70).contains(full.exit()), told);
    found.assertFine("jobs");
    found.assertFine("list");
    found.assertFine("again");
    found.assertFine("third");
    assertEquals(found.text("commits"), found.text("commits.third"));
    assertEquals("", found.text("status"), told);
    for (String item : List.of("WRK-001", "WRK-002")) {
      assertEquals(1, lines(found, "worklog", "## " + item + " "), told);
      assertEquals(1, lines(found, "commits", "[" + item + "][build]"), told);
      // An agent that finds no room itself leaves no result, and is asked once more.
      assertTrue(work.times(item + ".build") <= 2, told);
    }
  }

  private static long lines(Mounted found, String file, String part) throws Exception {
    return found.text(file).lines().filter(line -> line.contains(part)).count();
  }
}
