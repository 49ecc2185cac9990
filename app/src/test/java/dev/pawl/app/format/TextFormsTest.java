package dev.pawl.app.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pawl.app.format.TableText.Cell;
import dev.pawl.model.Job;
import dev.pawl.model.SafeText;
import dev.pawl.model.Secrets;
import dev.pawl.model.Workflow;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextFormsTest {
  private record Thing(String text, @Nullable Object value) {}

  private static final List<Column<Thing>> COLUMNS =
      List.of(new Column<>("text", Thing::text), new Column<>("value", Thing::value));

  private static final List<Thing> THINGS =
      List.of(
          new Thing("plain", 7),
          new Thing("a,\"b\"\r\n\tc\\d\u001b[1m", null),
          new Thing("ü😀", Instant.parse("2026-11-20T15:47:41Z")),
          new Thing("list", List.of("x", true)));

  private final StringWriter out = new StringWriter();

  @Test
  void jsonEscapesWhatRfc8259Asks() throws IOException {
    JsonText.array(out, COLUMNS, THINGS);
    assertEquals(
        """
        [{"text":"plain","value":7},
        {"text":"a,\\"b\\"\\r\\n\\tc\\\\d\\u001b[1m","value":null},
        {"text":"ü😀","value":"2026-11-20T15:47:41.000Z"},
        {"text":"list","value":["x",true]}]
        """,
        out.toString());
  }

  @Test
  void csvQuotesAsRfc4180Asks() throws IOException {
    DelimitedText.write(out, Format.CSV, COLUMNS, THINGS);
    assertEquals(
        "text,value\r\nplain,7\r\n\"a,\"\"b\"\"\r\n\tc\\d\u001b[1m\",\r\n"
            + "ü😀,2026-11-20T15:47:41.000Z\r\nlist,x true\r\n",
        out.toString());
  }

  @Test
  void tsvHasOneLineForEachRecordWhateverTheValues() throws IOException {
    DelimitedText.write(out, Format.TSV, COLUMNS, THINGS);
    assertEquals("a,\"b\"\\r\\n\\tc\\\\d\u001b[1m\t", out.toString().lines().toList().get(2));
    assertEquals(5, out.toString().lines().count());
  }

  @Test
  void anEmptyResultIsAnEmptyDocument() throws IOException {
    JsonText.array(out, COLUMNS, List.of());
    JsonText.lines(out, COLUMNS, List.of());
    DelimitedText.write(out, Format.CSV, COLUMNS, List.of());
    new TableText(Palette.PLAIN, "A").write(out);
    assertEquals("[]\ntext,value\r\n", out.toString());
  }

  @Test
  void aTableAlignsByColumnsOfTheScreenAndShowsControlCharactersHarmlessly() throws IOException {
    TableText table = new TableText(Palette.PLAIN, "NAME", "REST");
    table.row(List.of(Cell.of("日本"), Cell.of("one\ntwo\u001b[2J\u009b\u202e")));
    table.row(List.of(Cell.of(""), Cell.of("x")));
    table.write(out);
    assertEquals(
        """
        NAME  REST
        日本  one\\ntwo\\x1b[2J\\x9b\\u202e
        -     x
        """,
        out.toString());
  }

  @Test
  void aLineLosesItsSequencesAndKeepsColoursOnlyWhereTheyAreWanted() {
    String text = "a\u001b[31mb\u001b[2Jc\u001b]0;title\u0007d\u001b(Be\u0008\tf\u001bP1\u001b\\g";
    assertEquals("abcde\tfg", SafeText.line(text, false));
    assertEquals("a\u001b[31mbcde\tfg\u001b[0m", SafeText.line(text, true));
    assertEquals("cut", SafeText.line("cut\u001b[", false));
    assertEquals("cut", SafeText.line("cut\u001b", false));
  }

  @Test
  void widthCountsColumnsNotCharacters() {
    assertEquals(3, DisplayWidth.of("añb"));
    assertEquals(3, DisplayWidth.of("an\u0303b"));
    assertEquals(4, DisplayWidth.of("日本"));
    assertEquals(2, DisplayWidth.of("😀"));
    assertEquals("日…", DisplayWidth.cut("日本語", 4));
    assertEquals("abc", DisplayWidth.cut("abc", 3));
    assertEquals("ab…", DisplayWidth.cut("abcd", 3));
    assertEquals("", DisplayWidth.cut("abcd", 0));
  }

  private static final Workflow SMALL =
      Workflow.of(
          "default",
          Job.of("install", "x"),
          Job.of("build", "x", "install"),
          Job.of("lint", "x", "install"),
          Job.of("end", "x", "build", "lint"));

  @Test
  void aGraphForPeopleShowsLayers() throws IOException {
    GraphText.layers(SMALL, Palette.PLAIN, out);
    assertEquals(
        """
        default, 4 jobs
        1  install
        2  ├─ build  needs install
           └─ lint   needs install
        3  └─ end  needs build, lint
        """,
        out.toString());
  }

  @Test
  void aGraphForProgramsHoldsEveryNeed() throws IOException {
    GraphText.mermaid(SMALL, out);
    assertTrue(out.toString().contains("  j2 --> j3\n"), out.toString());
    GraphText.dot(SMALL, out);
    assertTrue(out.toString().contains("  \"lint\" -> \"end\";\n"), out.toString());
    GraphText.json(SMALL, Secrets.NONE, out);
    assertTrue(out.toString().contains("\"layer\":3,\"needs\":[\"build\",\"lint\"]"));
  }

  @Test
  void aGraphOfTenThousandJobsInOneChainIsDrawnInLinearTime() throws IOException {
    List<Job> jobs = new ArrayList<>(List.of(Job.of("j0", "x")));
    for (int at = 1; at < 10_000; at++) {
      jobs.add(Job.of("j" + at, "x", "j" + (at - 1)));
    }
    GraphText.layers(Workflow.of("default", jobs.toArray(new Job[0])), Palette.PLAIN, out);
    assertEquals(10_001, out.toString().lines().count());
    assertTrue(out.toString().length() < 500_000);
  }
}
