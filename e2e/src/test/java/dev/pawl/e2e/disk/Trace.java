package dev.pawl.e2e.disk;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The system calls of a program and all that it starts, written down by strace(1):
 *
 * <pre>
 * 4711 write(5&lt;\x2f\x61&gt;, "\x78", 1) = 1
 * 4712 fsync(6&lt;\x2f\x62&gt; &lt;unfinished ...&gt;
 * 4711 mkdir("\x2f\x63", 0700) = -1 EEXIST (File exists)
 * 4712 &lt;... fsync resumed&gt;) = 0
 * </pre>
 */
final class Trace {
  /** All by which a file or a name can change or reach the disk. */
  private static final String CALLS =
      "open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,splice,"
          + "truncate,ftruncate,fallocate,fsync,fdatasync,sync_file_range,sync,syncfs,"
          + "rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,"
          + "mkdir,mkdirat";

  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\((.*)");
  private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)");
  private static final Pattern RESULT = Pattern.compile("(.*)\\) += +(\\S+)(?: .*)?");
  private static final String UNFINISHED = " <unfinished ...>";

  private final Map<String, Begun> begun = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();

  private Trace() {}

  /** What a program is started under so that its calls are written to a file. */
  static String[] under(Path trace) {
    return new String[] {
      "strace",
      "-f",
      "-qq",
      "-y",
      "-xx",
      "--seccomp-bpf",
      "-s16777216",
      "-o" + trace,
      "-etrace=" + CALLS
    };
  }

  /** Whether that works here. */
  static boolean works() throws InterruptedException {
    try {
      Process tried =
          new ProcessBuilder("strace", "--seccomp-bpf", "-f", "-qq", "-o/dev/null", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return tried.waitFor(30, TimeUnit.SECONDS) && tried.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private record Begun(int calls, String name, String text) {}

  /** The calls that have succeeded, in the order in which they were over. */
  static List<Call> read(Path trace) throws IOException {
    Trace read = new Trace();
    try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read.line(line);
      }
    }
    return read.calls;
  }

  private void line(String line) {
    Matcher resumed = RESUMED.matcher(line);
    if (resumed.matches()) {
      Begun first = begun.remove(resumed.group(1));
      if (first != null) {
        over(first, first.text() + resumed.group(2));
      }
      return;
    }
    Matcher call = CALL.matcher(line);
    if (call.matches()) {
      String text = call.group(3);
      boolean whole = !text.endsWith(UNFINISHED);
      String told = whole ? text : text.substring(0, text.length() - UNFINISHED.length());
      Begun now = new Begun(calls.size(), call.group(2), told);
      if (whole) {
        over(now, told);
      } else {
        begun.put(call.group(1), now);
      }
    }
  }

  private void over(Begun first, String text) {
    Matcher result = RESULT.matcher(text);
    if (result.matches() && !result.group(2).startsWith("-") && !result.group(2).equals("?")) {
      calls.add(
          new Call(first.calls(), first.name(), Call.arguments(result.group(1)), result.group(2)));
    }
  }
}
