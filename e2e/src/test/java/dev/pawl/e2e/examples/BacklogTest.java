package dev.pawl.e2e.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.e2e.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example for owners of a backlog: a night, its commits, and the question of the morning. */
class BacklogTest {
  private static final String FIRST = "The shelf as it was";
  private static final String QUESTION = "Where does Émile stand";

  @TempDir Path folder;
  private Example example;

  @BeforeEach
  void copies() throws Exception {
    example = Example.copy("backlog", folder);
    git("init", "-q", "-b", "main");
    git("config", "user.name", "Ada");
    git("config", "user.email", "ada@example.org");
    git("add", "-A");
    git("commit", "-q", "-m", FIRST);
  }

  @Test
  void nightEndsWithACommitForEachPhaseAndAQuestion() throws Exception {
    Program.Result night = example.pawl("work");

    assertEquals(1, night.exit(), night.told());
    assertTrue(night.err().contains("all_blocked: WRK-004 is blocked: " + QUESTION), night.told());
    List<String> expected = new ArrayList<>(List.of(FIRST));
    expected.addAll(phases("WRK-001", "slug"));
    expected.addAll(phases("WRK-002", "clip"));
    expected.addAll(phases("WRK-003", "entry"));
    expected.addAll(phases("WRK-006", "shelf"));
    assertEquals(expected, git("log", "--reverse", "--format=%s"));
    assertEquals(List.of(), git("status", "--porcelain"));
    assertEquals(List.of("clip.sh", "entry.sh", "shelf.sh", "slug.sh"), example.names("lib", ""));
    assertEquals(List.of("lib/slug.sh", "test/slug.sh"), changed("Add slug"));
    assertEquals(List.of("clip: ok", "entry: ok", "shelf: ok", "slug: ok"), check());
    assertEquals(List.of("WRK-001", "WRK-002", "WRK-003", "WRK-006"), finished());
  }

  @Test
  void phaseThatFailedIsTriedAgainWithWhatWasWrong() throws Exception {
    Program.Result night = example.pawl("work");

    String failure = "clip: expected 'A lon...', found 'A long t...'";
    assertTrue(night.err().contains("WRK-002.build: failed, " + failure), night.told());
    Program.Result log = example.pawl("logs", "WRK-002.build@2");
    assertTrue(log.out().contains("clip: ok"), log.told());
  }

  @Test
  void answerOfAPersonLetsTheRestBeDone() throws Exception {
    example.pawl("work");
    String asked = example.text("BACKLOG.yaml");
    assertTrue(asked.contains(QUESTION), asked);

    example.write("BACKLOG.yaml", answered(asked));
    Program.Result morning = example.pawl("work");

    assertEquals(0, morning.exit(), morning.told());
    assertTrue(morning.err().contains("all_done"), morning.told());
    assertFalse(example.text("BACKLOG.yaml").contains("WRK-"));
    assertEquals(
        List.of("WRK-001", "WRK-002", "WRK-003", "WRK-006", "WRK-004", "WRK-005"), finished());
    String ask = "printf 'Tea\\nMilk\\n' | (. ./lib/index.sh; index)";
    assertEquals(List.of("- [Milk](milk.md)", "- [Tea](tea.md)"), example.ask("sh", "-c", ask));
    assertEquals(List.of(), git("status", "--porcelain"));
  }

  /** Back to where it was blocked, with notes for the agent. */
  private static String answered(String text) {
    return text.replace("status: blocked", "status: scoping")
        .replaceAll("(?m)^    blocked:\n(      .*\n)+", "    notes: By bytes.\n");
  }

  private static List<String> phases(String item, String function) {
    return List.of(
        "[" + item + "][research] Looked at what is there",
        "[" + item + "][plan] Plan " + function,
        "[" + item + "][build] Add " + function,
        "[" + item + "][review] " + function + " does what was asked for");
  }

  /** The files of a commit, but for those that the run keeps itself. */
  private List<String> changed(String words) throws Exception {
    return git("log", "--grep", words, "--format=", "--name-only").stream()
        .filter(file -> !file.startsWith("BACKLOG") && !file.startsWith("worklog/"))
        .toList();
  }

  /** The items in the worklog, in the order in which they were finished. */
  private List<String> finished() throws Exception {
    List<String> items = new ArrayList<>();
    for (String month : example.names("worklog", ".md")) {
      for (String line : example.lines("worklog/" + month)) {
        if (line.startsWith("## ")) {
          items.add(line.split(" ")[1]);
        }
      }
    }
    return items;
  }

  private List<String> check() throws Exception {
    return example.ask("sh", "./check");
  }

  private List<String> git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return example.ask(command.toArray(String[]::new));
  }
}
