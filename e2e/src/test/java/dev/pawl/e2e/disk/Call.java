package dev.pawl.e2e.disk;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One system call that has succeeded, as strace(1) tells it.
 *
 * @param begun how many calls of the trace were over when it began
 * @param arguments as they are written, for example {@code 5<\x2f\x61>} for a descriptor
 */
record Call(int begun, String name, List<String> arguments, String result) {
  /** What stands between the brackets of a call, taken apart. */
  static List<String> arguments(String text) {
    List<String> found = new ArrayList<>();
    int depth = 0;
    int from = 0;
    boolean quoted = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && "<[{".indexOf(c) >= 0) {
        depth++;
      } else if (!quoted && ">]}".indexOf(c) >= 0) {
        depth--;
      } else if (!quoted && depth == 0 && c == ',') {
        found.add(text.substring(from, at).strip());
        from = at + 1;
      }
    }
    found.add(text.substring(from).strip());
    return found;
  }

  /** The file for which a descriptor is open; of one that is removed, a name that no file has. */
  Path open(int argument) {
    return open(arguments.get(argument));
  }

  /** The file that has been opened. */
  Path opened() {
    return open(result);
  }

  static Path open(String descriptor) {
    int from = descriptor.indexOf('<') + 1;
    int to = descriptor.lastIndexOf('>');
    return Path.of(new String(hex(descriptor.substring(from, to)), StandardCharsets.UTF_8));
  }

  /** A name as it was given; absolute, or seen from where the caller cannot tell. */
  Path path(int argument) {
    return Path.of(new String(bytes(argument), StandardCharsets.UTF_8));
  }

  /** A name that is seen from the folder of the argument before it. */
  Path pathAt(int argument) {
    return open(argument - 1).resolve(path(argument));
  }

  byte[] bytes(int argument) {
    String text = arguments.get(argument);
    return hex(text.substring(text.indexOf('"') + 1, text.lastIndexOf('"')));
  }

  long number(int argument) {
    return Long.parseLong(arguments.get(argument));
  }

  boolean has(int argument, String flag) {
    return List.of(arguments.get(argument).split("\\|")).contains(flag);
  }

  /** So many bytes it has read or written. */
  int count() {
    return Integer.parseInt(result);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace("\\x", ""));
  }
}
