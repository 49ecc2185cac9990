package dev.pawl.e2e;

import java.nio.file.Path;
import java.util.List;

/**
 * Text that takes a terminal over when it gets there raw: it clears the screen, changes the title,
 * turns text round, and goes on in a line of its own.
 */
public final class Evil {
  /** In double quotes of YAML. */
  public static final String YAML = "e\\e[2J\\e]0;owned\\a\\x9b2J\\u202e\\nOWNED\\r";

  /** In double quotes of JSON. */
  public static final String JSON = "e\\u001b[2J\\u001b]0;owned\\u0007\\u009b2J\\u202e\\nOWNED\\r";

  /** As it is. */
  public static final String RAW = "e\u001b[2J\u001b]0;owned\u0007\u009b2J\u202e\nOWNED\r";

  /** For a format of printf in a shell between single quotes. */
  public static final String PRINTF =
      "e\\033[2J\\033]0;owned\\007\\302\\2332J\\342\\200\\256\\nOWNED\\r";

  private Evil() {}

  /** What the program has said, of which a person may see both outputs. */
  public static String harmless(Program.Result result) {
    check(result.out(), result);
    check(result.err(), result);
    return result.out() + result.err();
  }

  private static void check(String output, Program.Result result) {
    for (int at = 0; at < output.length(); at++) {
      char c = output.charAt(at);
      boolean controls = c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c <= 0x9f;
      if (controls || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069) {
        throw new AssertionError("raw \\u%04x in %s".formatted((int) c, result.told()));
      }
    }
    if (output.startsWith("OWNED") || output.contains("\nOWNED")) {
      throw new AssertionError("a line of its own in " + result.told());
    }
  }

  /** The same on a terminal, which Pawl's own colours and live rows may reach. */
  public static String harmlessOnTerminal(Project project, Path screen, String... arguments)
      throws Exception {
    try (Terminal terminal = new Terminal(project, screen, arguments)) {
      terminal.await();
      String shown = terminal.shown();
      for (String raw : List.of("\u001b[2J", "\u001b]0;", "\u0007", "\u009b", "\u202e")) {
        if (shown.contains(raw)) {
          throw new AssertionError(
              List.of(arguments) + " shows a terminal what it obeys:\n" + quoted(shown));
        }
      }
      return shown;
    }
  }

  private static String quoted(String text) {
    return text.replace("\u001b", "\\e").replace("\u202e", "\\u202e").replace("\u009b", "\\x9b");
  }
}
