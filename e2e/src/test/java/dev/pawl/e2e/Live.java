package dev.pawl.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The living processes of this machine, as /proc shows them; a zombie is not alive. */
public final class Live {
  private static final AtomicLong NAPS = new AtomicLong(System.nanoTime() % 1_000_000_000_000L);

  private Live() {}

  /** Seconds for sleep(1), some minutes, that no other command line on this machine contains. */
  public static String nap() {
    return "300." + ProcessHandle.current().pid() + "0" + NAPS.incrementAndGet();
  }

  /** One living process. */
  public record Entry(long pid, String command) {}

  /**
   * Those whose command line or environment contains {@code mark}: a number that occurs once, a run
   * id, a variable that only this test sets.
   */
  public static List<Entry> marked(String mark) throws IOException {
    List<Entry> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path folder : folders) {
        String command = text(folder.resolve("cmdline")).replace('\0', ' ');
        boolean has = command.contains(mark) || text(folder.resolve("environ")).contains(mark);
        if (has && isAlive(Long.parseLong(folder.getFileName().toString()))) {
          found.add(new Entry(Long.parseLong(folder.getFileName().toString()), command));
        }
      }
    }
    return found;
  }

  public static boolean isAlive(long pid) {
    String state = field(pid, 3);
    return !state.isEmpty() && !state.equals("Z") && !state.equals("X");
  }

  /** A field of /proc/PID/stat, counted from 1 as in proc(5), the name (2) excepted; "" if gone. */
  public static String field(long pid, int number) {
    String stat = text(Path.of("/proc/" + pid + "/stat"));
    int end = stat.lastIndexOf(')');
    return end < 0 ? "" : stat.substring(end + 2).split(" ")[number - 3];
  }

  /** A line of /proc/PID/status: {@code status(pid, "VmRSS")} is "45678 kB". */
  public static Optional<String> status(long pid, String name) {
    return text(Path.of("/proc/" + pid + "/status"))
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /** Sends a signal; a process that is gone already is no failure. */
  public static void signal(long pid, String name) {
    try {
      new ProcessBuilder("/bin/kill", "-s", name, "--", Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
