package dev.pawl.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.Item;
import dev.pawl.backlog.ItemDraft;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import dev.pawl.backlog.Resolution;
import dev.pawl.backlog.Transition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorklogTest {
  private static final Instant THEN = Instant.parse("2026-11-20T15:58:02Z");

  @TempDir Path project;

  @Test
  void whatAPersonHasWrittenThereStaysByteForByteWhateverItsEncoding() throws Exception {
    byte[] latin = "# Größe\n\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = project.resolve("worklog/2026-11.md");
    Files.createDirectories(file.getParent());
    Files.write(file, latin);
    Worklog worklog = new Worklog(project);
    worklog.add(done());
    worklog.add(done());
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.writeBytes(latin);
    String entry = "## WRK-007 Größe\n\ncompleted 2026-11-20T15:58:02Z\n\nänderte es\n\n";
    expected.writeBytes(entry.getBytes(StandardCharsets.UTF_8));
    assertArrayEquals(expected.toByteArray(), Files.readAllBytes(file));
    worklog.remove(done());
    assertEquals(latin.length, Files.size(file));
  }

  @Test
  void whatWasClosedIsToldFromWhatWasCompletedAndFromWhatIsNotThere() throws Exception {
    Worklog worklog = new Worklog(project);
    assertFalse(worklog.hasClosed(new ItemId("WRK-007")));
    worklog.add(done());
    worklog.add(ended("WRK-70", Resolution.CLOSED, "Größe", ""));
    Path file = project.resolve("worklog/2026-11.md");
    Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
    worklog.add(ended("WRK.8", Resolution.CLOSED, "Größe", ""));
    assertFalse(worklog.hasClosed(new ItemId("WRK-007")));
    assertFalse(worklog.hasClosed(new ItemId("WRK-7")));
    assertTrue(worklog.hasClosed(new ItemId("WRK-70")));
    assertTrue(worklog.hasClosed(new ItemId("WRK.8")));
    assertFalse(worklog.hasClosed(new ItemId("WRK-8")));
  }

  @Test
  void noWordThatATerminalObeysGetsThere() throws Exception {
    Worklog worklog = new Worklog(project);
    Transition evil =
        done("T\u001b[2J", "a \u001b[31mred\u001b[0m\u0007 word\n\tx\u001b]0;t\u0007y");
    worklog.add(evil);
    assertEquals(
        "## WRK-007 T\\x1b[2J\n\ncompleted 2026-11-20T15:58:02Z\n\na red word\n\txy\n\n",
        Files.readString(project.resolve("worklog/2026-11.md")));
    worklog.remove(evil);
    assertFalse(Files.exists(project.resolve("worklog/2026-11.md")));
  }

  private static Transition done() {
    return done("Größe", "änderte es");
  }

  private static Transition done(String title, String notes) {
    return ended("WRK-007", Resolution.COMPLETED, title, notes);
  }

  private static Transition ended(String id, Resolution resolution, String title, String notes) {
    Item item =
        new ItemDraft(new ItemId(id), title)
            .status(ItemStatus.DONE)
            .resolution(resolution)
            .notes(notes)
            .updated(THEN)
            .item();
    return new Transition(
        1, List.of(Transition.Change.added(item)), List.of(), 7, Optional.empty(), "");
  }
}
