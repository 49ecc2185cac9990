package dev.pawl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * The help of every command, against {@code help.txt} beside this class. With {@code
 * -Dpawl.goldens=write} the file is written anew; then read the difference.
 */
class HelpTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/pawl/app/cli/help.txt");

  private static final Caller.Signals NONE =
      new Caller.Signals() {
        @Override
        public void onSignal(IntConsumer signal) {}

        @Override
        public void endProgram() {}
      };

  private static String told(int expected, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Caller caller =
        new Caller(
            Path.of("").toAbsolutePath(),
            Map.of(),
            new Caller.Stream(out, false),
            new Caller.Stream(err, false),
            NONE,
            "1.2.3");
    int code = Cli.run(arguments, caller);
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(expected, code, text + err);
    return text + err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyPageIsAsItWasRead() throws IOException {
    StringBuilder all = new StringBuilder(told(0, "--help"));
    for (Commands.Entry entry : Commands.LISTED) {
      all.append("\n---- pawl ").append(entry.name()).append(" --help\n");
      all.append(told(0, entry.name(), "--help"));
    }
    if ("write".equals(System.getProperty("pawl.goldens"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, all);
    }
    assertEquals(Files.readString(GOLDEN), all.toString());
  }

  @Test
  void helpIsTheSameInEveryForm() {
    assertEquals(told(0, "run", "--help"), told(0, "help", "run"));
    assertEquals(told(0, "run", "--help"), told(0, "-h", "run"));
    assertEquals(told(0, "--help"), told(0, "help"));
    assertEquals(told(0, "--help"), told(2));
    assertEquals("pawl 1.2.3\n", told(0, "--version"));
    assertEquals("pawl 1.2.3\n", told(0, "version"));
  }

  @Test
  void theNameOfACommandMayAlsoBeAValue() {
    assertTrue(told(2, "-C", "jobs", "validate").contains("there is no such folder"));
    assertEquals(
        "pawl: graph: 'graph' is one argument too many, it takes one WORKFLOW\n",
        told(2, "graph", "run", "graph"));
    assertEquals("pawl: jobs: 'a' is one argument too many, it takes none\n", told(2, "jobs", "a"));
  }
}
