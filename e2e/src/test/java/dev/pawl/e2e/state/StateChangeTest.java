package dev.pawl.e2e.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Json;
import dev.pawl.e2e.Program;
import dev.pawl.process.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pawl state invalidate, verify and compact. */
class StateChangeTest {
  @TempDir Path temp;
  private StateProject state;

  @BeforeEach
  void steps() throws Exception {
    state = StateProject.chain(temp);
    state.complete("default/stale", "s1", "{\"default/a\":\"another\"}");
    state.complete("other/c", "c2", "[]");
  }

  private Program.Result pawl(int exit, String... arguments) throws Exception {
    return state.pawl(exit, arguments);
  }

  @Test
  @DisplayName("L14 L33 invalidate: says what it cascaded to, of what was valid before")
  void cascade() throws Exception {
    String before = state.tree();
    assertEquals(
        """
        default/a: would be invalidated
        default/b: would no longer be valid: depends on default/a
        default/c: would no longer be valid: depends on default/b
        """,
        pawl(0, "state", "invalidate", "--dry-run", "a").out());
    assertEquals(before, state.tree());
    assertEquals(
        """
        default/a: invalidated
        default/b: no longer valid: depends on default/a
        default/c: no longer valid: depends on default/b
        """,
        pawl(0, "state", "invalidate", "a").out());
    assertEquals(
        """
        default/c depends on default/b
        default/b depends on default/a
        default/a is incomplete: invalidated by hand
        """,
        pawl(0, "state", "why", "default/c").out());
    String last = state.project.read(".pawl/state.jsonl").lines().toList().getLast();
    assertEquals(false, Json.object(last).get("completed"));
    assertTrue(last.contains("\"crc\":"), last);
    assertTrue(pawl(0, "state", "invalidate", "a").out().contains("incomplete already"));
  }

  @Test
  @DisplayName("L33 invalidate takes globs; one without a slash is over jobs")
  void globs() throws Exception {
    assertEquals(
        "default/c: invalidated\nother/c: invalidated\n",
        pawl(0, "state", "invalidate", "c*").out());
    String rest = pawl(0, "state", "invalidate", "default/[ab]", "default/*").out();
    assertTrue(rest.contains("default/a: invalidated\n"), rest);
    assertTrue(rest.contains("default/stale: invalidated\n"), rest);
    assertFalse(rest.contains("no longer valid"), rest);
  }

  @Test
  @DisplayName("L33 invalidate: what matches nothing is exit 2, and nothing changes")
  void noMatch() throws Exception {
    String before = state.tree();
    pawl(2, "state", "invalidate", "a", "nope*");
    pawl(2, "state", "invalidate", "c");
    pawl(2, "state", "invalidate", "[a");
    pawl(2, "state", "invalidate");
    assertEquals(before, state.tree());
  }

  @Test
  @DisplayName("L33 invalidate: a step that somebody works on is refused with exit 3")
  void busy() throws Exception {
    Identity self = Identity.self();
    state.line(started("default/live", "", self));
    state.line(started("default/gone", "", new Identity(self.bootId(), self.pid(), 1)));
    String before = state.tree();
    Program.Result refused = pawl(3, "state", "invalidate", "a", "live");
    assertTrue(refused.err().contains("process " + self.pid() + " works on it"), refused.told());
    assertEquals(before, state.tree());
    String listed = pawl(0, "state").out();
    assertTrue(listed.contains("started (process " + self.pid() + " works on it)"), listed);
    assertTrue(listed.contains("started (process " + self.pid() + " is gone)"), listed);
    pawl(0, "state", "invalidate", "a", "gone");
  }

  @Test
  @DisplayName("L33 invalidate: a process with the step's cookie is somebody, too")
  void busyByCookie() throws Exception {
    Identity self = Identity.self();
    Identity gone = new Identity(self.bootId(), self.pid(), 1);
    String run = "20261120-154741-7f3a";
    state.line(started("default/live", run, gone));
    state.line(started("default/livelier", run, gone));
    ProcessBuilder sleeper = new ProcessBuilder("sleep", "60");
    sleeper.environment().put("PAWL_SCOPE", run + ":live:1");
    Process process = sleeper.start();
    try {
      pawl(3, "state", "invalidate", "live");
      pawl(0, "state", "invalidate", "livelier");
    } finally {
      process.destroyForcibly().waitFor();
    }
    pawl(0, "state", "invalidate", "live");
  }

  private static String started(String step, String run, Identity by) {
    return ("{\"step_name\":\"%s\",\"completed\":false,\"validation_status\":"
            + "{\"Invalid\":\"started\"},"
            + "\"by\":{\"run\":\"%s\",\"boot\":\"%s\",\"pid\":%d,\"start\":%d}}")
        .formatted(step, run, by.bootId(), by.pid(), by.startTicks());
  }

  @Test
  @DisplayName("L13 L33 verify reads everything again, names what differs, and changes nothing")
  void verify() throws Exception {
    String clean = state.tree();
    Program.Result good = pawl(0, "state", "verify");
    assertEquals("", good.out());
    assertEquals("1 step checked, none differs; 4 without files to look at\n", good.err());
    assertEquals(clean, state.tree());
    Path file = state.project.path("out/a.txt");
    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "A");
    Files.setLastModifiedTime(file, time);
    String before = state.tree();
    Program.Result bad = pawl(1, "state", "verify");
    assertEquals("default/a has changed: out/a.txt changed\n", bad.out());
    assertEquals(before, state.tree());
  }

  @Test
  @DisplayName("L12 L33 verify: another time alone is no difference; incomplete steps are told")
  void verifyTouched() throws Exception {
    Files.setLastModifiedTime(state.project.path("out/a.txt"), FileTime.fromMillis(5_000));
    pawl(0, "state", "invalidate", "b");
    assertTrue(pawl(0, "state", "verify").err().contains("1 incomplete, not looked at"));
    assertEquals("", pawl(0, "state", "verify", "-q").err());
  }

  @Test
  @DisplayName("L33 verify: a file that cannot be read is a difference that names it")
  void verifyUnreadable() throws Exception {
    Files.delete(state.project.path("out/a.txt"));
    Process mkfifo =
        new ProcessBuilder("mkfifo", state.project.path("out/a.txt").toString()).start();
    assertEquals(0, mkfifo.waitFor());
    String out = pawl(1, "state", "verify").out();
    assertTrue(out.startsWith("default/a "), out);
    assertTrue(out.contains("out/a.txt"), out);
  }

  @Test
  @DisplayName("L08 L33 compact: says how many lines went; unknown fields stay")
  void compact() throws Exception {
    state.line("{\"step_name\":\"other/c\",\"completed\":false,\"colour\":\"red\"}");
    state.line("{\"step_name\":\"other/c\",\"completed\":false,\"colour\":\"blue\"}");
    List<String> lines = state.project.read(".pawl/state.jsonl").lines().toList();
    assertEquals("2 lines removed, 5 steps left\n", pawl(0, "state", "compact").out());
    assertEquals(
        List.of(lines.get(0), lines.get(1), lines.get(2), lines.get(3), lines.get(6)),
        state.project.read(".pawl/state.jsonl").lines().toList());
    assertEquals("0 lines removed, 5 steps left\n", pawl(0, "state", "compact").out());
  }
}
