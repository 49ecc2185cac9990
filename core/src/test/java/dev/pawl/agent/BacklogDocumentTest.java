package dev.pawl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.backlog.AgentSetting;
import dev.pawl.backlog.AgentSetting.Preset;
import dev.pawl.backlog.Halt;
import dev.pawl.backlog.ItemId;
import dev.pawl.backlog.ItemStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/backlog.md} true, as far as tables can be. */
class BacklogDocumentTest {
  private static final Pattern RESULT = Pattern.compile("(?ms)^```json\n(.*?)^```$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final AgentSetting CLAUDE = AgentSetting.of(Preset.CLAUDE);

  @TempDir Path folder;

  @Test
  void resultThatIsShownIsOne() throws IOException {
    Matcher shown = RESULT.matcher(document());
    assertTrue(shown.find(), "no result is shown");
    Path file = folder.resolve("result.json");
    Files.writeString(file, shown.group(1));

    Assignment build = Assignment.phase(CLAUDE, new ItemId("WRK-007"), "build");
    assertInstanceOf(ResultFile.Valid.class, ResultFile.read(file, build));
  }

  @Test
  void everyHaltIsThereWithItsExitCode() throws IOException {
    List<List<String>> rows = table("| halt |");

    Set<String> names = rows.stream().map(row -> code(row.get(0))).collect(Collectors.toSet());
    assertEquals(Arrays.stream(Halt.values()).map(Halt::wire).collect(Collectors.toSet()), names);
    for (List<String> row : rows) {
      Halt halt = Halt.ofWire(code(row.get(0))).orElseThrow();
      String code = Integer.toString(halt.exitCode());
      assertTrue(List.of(row.get(1).split(", ")).contains(code), row.toString());
    }
  }

  @Test
  void everyMoveOfAnItemIsThere() throws IOException {
    List<List<String>> rows = table("| status | means |");

    assertEquals(ItemStatus.values().length, rows.size());
    for (List<String> row : rows) {
      ItemStatus from = ItemStatus.ofWire(code(row.get(0))).orElseThrow();
      if (from != ItemStatus.BLOCKED) {
        Set<ItemStatus> may = EnumSet.allOf(ItemStatus.class);
        may.removeIf(to -> !from.mayBecome(to));
        Set<String> names = may.stream().map(ItemStatus::wire).collect(Collectors.toSet());
        assertEquals(names, codes(row.get(2)), row.toString());
      }
    }
  }

  @Test
  void everyPlaceOfATemplateIsThere() throws IOException {
    Set<String> places = new HashSet<>();
    table("| place |").forEach(row -> places.addAll(codes(row.get(0))));

    Set<String> known = new HashSet<>(PromptValues.PHASE);
    known.addAll(PromptValues.TRIAGE);
    assertEquals(known, places);
  }

  @Test
  void presetsAreStartedAsTheTableSays() throws IOException {
    List<List<String>> rows = table("| preset |");

    assertEquals(Preset.values().length, rows.size());
    for (List<String> row : rows) {
      Preset preset = Preset.ofWire(code(row.get(0))).orElseThrow();
      String words =
          Stream.of(code(row.get(1)).split(" "))
              .map(word -> "'" + word + "'")
              .collect(Collectors.joining(" ", "set -- ", "\n"));
      assertTrue(AgentCommand.text(AgentSetting.of(preset)).startsWith(words), row.toString());
    }
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/backlog.md"));
  }

  /** The cells of the table that begins so. */
  private static List<List<String>> table(String head) throws IOException {
    return document()
        .lines()
        .dropWhile(line -> !line.startsWith(head))
        .takeWhile(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> List.of(line.substring(1).split("\\|")))
        .map(cells -> cells.stream().map(String::strip).toList())
        .toList();
  }

  private static String code(String cell) {
    return cell.substring(1, cell.length() - 1);
  }

  private static Set<String> codes(String cell) {
    return CODE.matcher(cell).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }
}
